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

// isReplaced reports whether plan is for another resource than state. It repeats the
// decision of the plan modifiers, which Terraform does not pass on.
func isReplaced[M Model[M]](plan, state M) bool {
	sameID := plan.Common().ID.Equal(state.Common().ID) || adoptsID(state.Common(), state.CPNID())
	return !sameID || !sameInputs(plan, state)
}

// sameInputs reports whether plan has the inputs that created state. The plan modifiers
// have already made equivalent inputs equal. An input that is null after an import was not
// returned by CPN, so any value is accepted.
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

// isImported reports whether the resource was not created by this provider.
func isImported(o CommonFields) bool {
	return o.IdempotencyKey.IsNull()
}

// adoptsID reports whether the resource adopts a configured id in place: it was imported,
// and still has the id from the import, which is CPN's.
func adoptsID(o CommonFields, cpnID types.String) bool {
	return isImported(o) && o.ID.Equal(cpnID)
}

// ReplaceUnlessAdopted replaces the resource when its configured id changes, unless it
// adopts the id. cpnID names the attribute that holds CPN's ID.
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
