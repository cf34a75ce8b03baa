// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package createonly

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/planmodifier"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/stringplanmodifier"
	"github.com/hashicorp/terraform-plugin-framework/types"
)

// isReplaced reports whether plan is for another object than state. It repeats
// what the plan modifiers decided, because Terraform does not show that here.
func isReplaced[M Model[M]](plan, state M) bool {
	sameID := plan.Common().ID.Equal(state.Common().ID) || adoptsID(state.Common(), state.CPNID())
	return !sameID || !sameInputs(plan, state)
}

// sameInputs reports whether plan asks for what state was made of. What is equal
// by meaning has been made equal by the plan modifiers. An input that an imported
// object has not is one that CPN did not tell, so any is as good.
func sameInputs[M Model[M]](plan, state M) bool {
	old := state.Inputs()
	for i, v := range plan.Inputs() {
		if isImported(state.Common()) && old[i].IsNull() {
			continue
		}
		if !v.Equal(old[i]) {
			return false
		}
	}
	return true
}

// isImported reports whether no request of ours has made an object.
func isImported(o CommonFields) bool {
	return o.IdempotencyKey.IsNull()
}

// adoptsID reports whether an object takes over a configured id in place: it was
// imported, and has still the id that the import gave it, which is CPN's.
func adoptsID(o CommonFields, cpnID types.String) bool {
	return isImported(o) && o.ID.Equal(cpnID)
}

// ReplaceUnlessAdopted replaces the resource when its configured id changes. cpnID is
// the attribute with CPN's ID.
func ReplaceUnlessAdopted(cpnID string) planmodifier.String {
	const description = "A change of a configured id replaces the resource, except the first one after an import."
	return stringplanmodifier.RequiresReplaceIf(
		func(ctx context.Context, req planmodifier.StringRequest, resp *stringplanmodifier.RequiresReplaceIfFuncResponse) {
			old := CommonFields{ID: req.StateValue}
			var atCPN types.String
			resp.Diagnostics.Append(req.State.GetAttribute(ctx, path.Root("idempotency_key"), &old.IdempotencyKey)...)
			resp.Diagnostics.Append(req.State.GetAttribute(ctx, path.Root(cpnID), &atCPN)...)
			resp.RequiresReplace = !req.ConfigValue.IsNull() && !adoptsID(old, atCPN)
		}, description, description)
}
