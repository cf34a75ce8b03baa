// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package validators

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
)

// NotEmpty refuses an empty list, which would be another way to write none.
func NotEmpty() validator.List { return notEmpty{} }

type notEmpty struct{}

// Description implements [validator.Describer].
func (notEmpty) Description(context.Context) string { return "must not be empty; leave it out instead" }

// MarkdownDescription implements [validator.Describer].
func (v notEmpty) MarkdownDescription(ctx context.Context) string { return v.Description(ctx) }

// ValidateList implements [validator.List].
func (notEmpty) ValidateList(_ context.Context, req validator.ListRequest, resp *validator.ListResponse) {
	if !req.ConfigValue.IsNull() && !req.ConfigValue.IsUnknown() && len(req.ConfigValue.Elements()) == 0 {
		resp.Diagnostics.AddAttributeError(req.Path, "Empty "+req.Path.String(),
			"The list is empty. Leave "+req.Path.String()+" out, or set it to null, when there is nothing to list.")
	}
}
