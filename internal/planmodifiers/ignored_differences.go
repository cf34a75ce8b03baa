// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

// Package planmodifiers holds plan modifiers that the framework lacks. They compare values
// and know nothing of CPN.
package planmodifiers

import (
	"context"
	"slices"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/resource/schema/planmodifier"
	"github.com/hashicorp/terraform-plugin-framework/types"
)

// described is the description of a plan modifier.
type described string

// Description implements [planmodifier.Describer].
func (d described) Description(context.Context) string { return string(d) }

// MarkdownDescription implements [planmodifier.Describer].
func (d described) MarkdownDescription(context.Context) string { return string(d) }

// IgnoreCase plans the value in state if the configured value differs from it in letter
// case only. List it before the modifier that replaces the resource on a change.
func IgnoreCase() planmodifier.String {
	return IgnoreDifference("Letter case makes no difference.", strings.EqualFold)
}

// IgnoreDifference plans the value in state if the configured value has the same meaning.
// List it before the modifier that replaces the resource on a change. description says
// which difference is ignored.
func IgnoreDifference(description string, same func(a, b string) bool) planmodifier.String {
	return ignoreDifference{described(description), same}
}

type ignoreDifference struct {
	described

	same func(a, b string) bool
}

// PlanModifyString implements [planmodifier.String].
func (m ignoreDifference) PlanModifyString(_ context.Context, req planmodifier.StringRequest, resp *planmodifier.StringResponse) {
	if req.StateValue.IsNull() || req.PlanValue.IsUnknown() {
		return
	}
	if m.same(req.StateValue.ValueString(), req.PlanValue.ValueString()) {
		resp.PlanValue = req.StateValue
	}
}

// IgnoreOrder plans the list in state if the configured list has the same elements in
// another order. List it before the modifier that replaces the resource on a change.
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

// sorted returns the elements of list as sorted text. An unknown element equals only
// another unknown element.
func sorted(list types.List) []string {
	var out []string
	for _, element := range list.Elements() {
		out = append(out, element.String())
	}
	slices.Sort(out)
	return out
}
