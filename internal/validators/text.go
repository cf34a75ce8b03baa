// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

// Package validators checks attribute values at plan. It adds what the framework's
// validators lack, or would show: an email address. A check reads one value and knows
// nothing of CPN.
package validators

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/schema/validator"

	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/report"
)

// text is a check of a string by a pure function.
type text struct {
	want  string
	check func(string) error
}

// Text accepts what check accepts. want completes "Set … to"; check's error says what
// is wrong, as a clause such as "it is empty", and must not repeat a secret.
func Text(want string, check func(string) error) validator.String {
	return text{want: want, check: check}
}

func (v text) Description(context.Context) string { return "must be " + v.want }

func (v text) MarkdownDescription(ctx context.Context) string { return v.Description(ctx) }

func (v text) ValidateString(_ context.Context, req validator.StringRequest, resp *validator.StringResponse) {
	if req.ConfigValue.IsNull() || req.ConfigValue.IsUnknown() {
		return
	}
	if err := v.check(req.ConfigValue.ValueString()); err != nil {
		resp.Diagnostics.Append(report.InvalidValue(req.Path, v.want, err))
	}
}
