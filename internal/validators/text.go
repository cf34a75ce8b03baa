// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

// Package validators holds checks of attribute values that the framework does
// not bring along. Its checks read one value and know nothing of CPN.
package validators

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
)

// text is a check of a string by a pure function.
type text struct {
	want  string
	check func(string) error
}

// Text accepts what check accepts. want completes "the value must be"; check's
// error completes the message, so it must name what is wrong, and must not
// repeat a secret.
func Text(want string, check func(string) error) validator.String {
	return text{want: want, check: check}
}

// Description implements [validator.Describer].
func (v text) Description(context.Context) string { return "must be " + v.want }

// MarkdownDescription implements [validator.Describer].
func (v text) MarkdownDescription(ctx context.Context) string { return v.Description(ctx) }

// ValidateString implements [validator.String].
func (v text) ValidateString(_ context.Context, req validator.StringRequest, resp *validator.StringResponse) {
	if req.ConfigValue.IsNull() || req.ConfigValue.IsUnknown() {
		return
	}
	if err := v.check(req.ConfigValue.ValueString()); err != nil {
		resp.Diagnostics.AddAttributeError(req.Path, "Invalid "+req.Path.String(),
			"The value must be "+v.want+": "+err.Error()+".")
	}
}
