// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package validators

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/schema/validator"

	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/report"
)

// Unique accepts a list that contains each element only once. Unlike the framework's own
// check it shows no element, which may come from a sensitive variable.
func Unique() validator.List { return unique{} }

type unique struct{}

func (unique) Description(context.Context) string { return "must contain each element only once" }

func (v unique) MarkdownDescription(ctx context.Context) string { return v.Description(ctx) }

func (unique) ValidateList(_ context.Context, req validator.ListRequest, resp *validator.ListResponse) {
	first := map[string]int{}
	for i, element := range req.ConfigValue.Elements() {
		if element.IsNull() || element.IsUnknown() {
			continue
		}
		if n, found := first[element.String()]; found {
			resp.Diagnostics.Append(report.Repeated(req.Path, n, i))
			return
		}
		first[element.String()] = i
	}
}
