// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package validators

import (
	"context"
	"errors"

	"github.com/hashicorp/terraform-plugin-framework/schema/validator"

	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/report"
)

// NotNull rejects null as an element of a list or a map. Unlike the framework's own check it
// names the element.
func NotNull() validator.String { return notNull{} }

type notNull struct{}

func (notNull) Description(context.Context) string { return "must not be null" }

func (v notNull) MarkdownDescription(ctx context.Context) string { return v.Description(ctx) }

func (notNull) ValidateString(_ context.Context, req validator.StringRequest, resp *validator.StringResponse) {
	if req.ConfigValue.IsNull() {
		resp.Diagnostics.Append(report.InvalidValue(req.Path, "a text, or remove it", errors.New("it is null")))
	}
}
