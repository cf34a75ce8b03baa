// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

// Package planmodifiers holds plan modifiers that the framework does not bring
// along. They compare values and know nothing of CPN.
package planmodifiers

import (
	"context"
	"slices"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/resource/schema/planmodifier"
	"github.com/hashicorp/terraform-plugin-framework/types"
)

// described is what all modifiers of this package say of themselves.
type described string

// Description implements [planmodifier.Describer].
func (d described) Description(context.Context) string { return string(d) }

// MarkdownDescription implements [planmodifier.Describer].
func (d described) MarkdownDescription(context.Context) string { return string(d) }

// IgnoreCase plans the value in state when the configured one differs from it in
// letter case only. It goes before what replaces the resource on a change.
func IgnoreCase() planmodifier.String {
	return ignoreCase{"Letter case makes no difference."}
}

type ignoreCase struct{ described }

// PlanModifyString implements [planmodifier.String].
func (ignoreCase) PlanModifyString(_ context.Context, req planmodifier.StringRequest, resp *planmodifier.StringResponse) {
	if req.StateValue.IsNull() || req.PlanValue.IsUnknown() {
		return
	}
	if strings.EqualFold(req.StateValue.ValueString(), req.PlanValue.ValueString()) {
		resp.PlanValue = req.StateValue
	}
}

// IgnoreLineEnds plans the value in state when the configured one differs from it in
// line ends only, CRLF or LF. It goes before what replaces the resource on a change.
func IgnoreLineEnds() planmodifier.String {
	return ignoreLineEnds{"CRLF and LF make no difference."}
}

type ignoreLineEnds struct{ described }

// PlanModifyString implements [planmodifier.String].
func (ignoreLineEnds) PlanModifyString(_ context.Context, req planmodifier.StringRequest, resp *planmodifier.StringResponse) {
	if req.StateValue.IsNull() || req.PlanValue.IsUnknown() {
		return
	}
	if withLF(req.StateValue) == withLF(req.PlanValue) {
		resp.PlanValue = req.StateValue
	}
}

func withLF(text types.String) string { return strings.ReplaceAll(text.ValueString(), "\r\n", "\n") }

// IgnoreOrder plans the list in state when the configured one holds the same
// elements in another order. It goes before what replaces the resource on a change.
func IgnoreOrder() planmodifier.List {
	return ignoreOrder{"Order makes no difference."}
}

type ignoreOrder struct{ described }

// PlanModifyList implements [planmodifier.List].
func (ignoreOrder) PlanModifyList(_ context.Context, req planmodifier.ListRequest, resp *planmodifier.ListResponse) {
	if req.StateValue.IsNull() || req.PlanValue.IsNull() || req.PlanValue.IsUnknown() {
		return
	}
	if slices.Equal(sorted(req.StateValue), sorted(req.PlanValue)) {
		resp.PlanValue = req.StateValue
	}
}

// sorted returns the elements of a list as text, in one order for all lists of
// the same elements. An unknown element equals only another unknown one.
func sorted(list types.List) []string {
	var out []string
	for _, element := range list.Elements() {
		out = append(out, element.String())
	}
	slices.Sort(out)
	return out
}
