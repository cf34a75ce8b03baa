// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"context"
	"encoding/json"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/planmodifier"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/stringplanmodifier"
	"github.com/hashicorp/terraform-plugin-framework/types"
)

// modifyPlan plans what only this provider knows: the key of an object to be
// made, and the warnings that a plan for an object which CPN never forgets owes
// its reader. Whatever it makes known is a function of configuration and state
// alone: Terraform plans twice, in two processes, and compares.
func modifyPlan[M model[M]](
	ctx context.Context, conn *connection, k kind, req resource.ModifyPlanRequest, resp *resource.ModifyPlanResponse,
) {
	var plan, state M
	if !req.Plan.Raw.IsNull() {
		resp.Diagnostics.Append(req.Plan.Get(ctx, &plan)...)
	}
	if !req.State.Raw.IsNull() {
		resp.Diagnostics.Append(req.State.Get(ctx, &state)...)
	}
	if resp.Diagnostics.HasError() {
		return
	}
	switch {
	case req.Plan.Raw.IsNull():
		planLeaving(ctx, k, state, k.forgets(state.cpnID()), req, resp)
	case req.State.Raw.IsNull():
		planCreate(ctx, conn, k, plan, req, resp)
	case replaced(plan, state):
		// Terraform asks again, without prior state, for the object that comes.
		planLeaving(ctx, k, state, k.leavesBehind(state.cpnID(), plan.replaces(state)), req, resp)
	default:
		planUpdate(ctx, conn, k, plan, state, req, resp)
	}
}

// planLeaving warns that CPN keeps an object that leaves the state, or that it
// may: stays is the warning for an object that is known to exist.
func planLeaving[M model[M]](
	ctx context.Context, k kind, state M, stays diag.Diagnostic, req resource.ModifyPlanRequest, resp *resource.ModifyPlanResponse,
) {
	unfinished, diags := isUnfinished(ctx, state, req.Private)
	resp.Diagnostics.Append(diags...)
	if unfinished {
		stays = k.forgetsUnfinished(state.head())
	}
	resp.Diagnostics.Append(stays)
}

// planCreate plans the key of an object to be made, when it can be known.
func planCreate[M model[M]](
	ctx context.Context, conn *connection, k kind, plan M, req resource.ModifyPlanRequest, resp *resource.ModifyPlanResponse,
) {
	planFinal(ctx, conn, resp)
	key, ok := plannedKey(ctx, plan)
	if !ok {
		return
	}
	resp.Diagnostics.Append(resp.Plan.SetAttribute(ctx, path.Root("idempotency_key"), key)...)
	mark, diags := req.Private.GetKey(ctx, plannedMark)
	resp.Diagnostics.Append(diags...)
	secondHalf := string(mark) == quoted(key)
	if !secondHalf && conn.plan(key.ValueString(), false) != noTwins {
		resp.Diagnostics.Append(k.twin(plan.head().ID, key))
	}
}

// planUpdate plans an object that stays. An unfinished one gets its answer, for
// which Terraform must expect a change.
func planUpdate[M model[M]](
	ctx context.Context, conn *connection, k kind, plan, state M, req resource.ModifyPlanRequest, resp *resource.ModifyPlanResponse,
) {
	unfinished, diags := isUnfinished(ctx, state, req.Private)
	resp.Diagnostics.Append(diags...)
	if unfinished {
		resp.Diagnostics.Append(resp.Plan.Set(ctx, plan.unanswered(types.StringUnknown()))...)
	}
	key := plan.head().IdempotencyKey
	if key.IsNull() || key.IsUnknown() {
		if id := state.cpnID(); !id.IsNull() && conn.plan(id.ValueString(), true) != noTwins {
			resp.Diagnostics.Append(k.importedTwice(id))
		}
		return
	}
	switch conn.plan(key.ValueString(), true) {
	case noTwins:
	case newTwins:
		resp.Diagnostics.Append(k.twin(plan.head().ID, key))
		return
	case oldTwins:
		// An error would block destroy too: core plans normally before it.
		resp.Diagnostics.Append(k.grownTogether(plan.head()))
	}
	// -replace shows only now, as a second call without prior state.
	resp.Diagnostics.Append(resp.Private.SetKey(ctx, plannedMark, []byte(quoted(key)))...)
}

// quoted returns a key as JSON, the form that private state takes.
func quoted(key types.String) string {
	text, _ := json.Marshal(key.ValueString()) // text always has a JSON form
	return string(text)
}

// plannedKey returns the key of an object to be made, when it can be known.
func plannedKey[M model[M]](ctx context.Context, plan M) (types.String, bool) {
	id := plan.head().ID
	if id.IsNull() || id.IsUnknown() || !known(ctx, plan.inputs()) {
		return types.StringNull(), false
	}
	return types.StringValue(keyOf(id.ValueString(), plan.request())), true
}

// known reports whether values hold nothing unknown, at any depth.
func known(ctx context.Context, values []attr.Value) bool {
	for _, v := range values {
		value, err := v.ToTerraformValue(ctx)
		if err != nil || !value.IsFullyKnown() {
			return false
		}
	}
	return true
}

// replaced reports whether plan is for another object than state. It repeats
// what the plan modifiers decided, because Terraform does not show that here.
func replaced[M model[M]](plan, state M) bool {
	sameID := plan.head().ID.Equal(state.head().ID) || adoptsID(state.head(), state.cpnID())
	return !sameID || !sameInputs(plan, state)
}

// sameInputs reports whether plan asks for what state was made of. What is equal
// by meaning has been made equal by the plan modifiers. An input that an imported
// object has not is one that CPN did not tell, so any is as good.
func sameInputs[M model[M]](plan, state M) bool {
	old := state.inputs()
	for i, v := range plan.inputs() {
		if isImported(state.head()) && old[i].IsNull() {
			continue
		}
		if !v.Equal(old[i]) {
			return false
		}
	}
	return true
}

// isImported reports whether no request of ours has made an object.
func isImported(o object) bool {
	return o.IdempotencyKey.IsNull()
}

// adoptsID reports whether an object takes over a configured id in place: it was
// imported, and has still the id that the import gave it, which is CPN's.
func adoptsID(o object, cpnID types.String) bool {
	return isImported(o) && o.ID.Equal(cpnID)
}

// replaceUnlessAdopted replaces the resource when its configured id changes. cpnID is
// the attribute with CPN's ID.
func replaceUnlessAdopted(cpnID string) planmodifier.String {
	const description = "A change of a configured id replaces the resource, except the first one after an import."
	return stringplanmodifier.RequiresReplaceIf(
		func(ctx context.Context, req planmodifier.StringRequest, resp *stringplanmodifier.RequiresReplaceIfFuncResponse) {
			old := object{ID: req.StateValue}
			var atCPN types.String
			resp.Diagnostics.Append(req.State.GetAttribute(ctx, path.Root("idempotency_key"), &old.IdempotencyKey)...)
			resp.Diagnostics.Append(req.State.GetAttribute(ctx, path.Root(cpnID), &atCPN)...)
			resp.RequiresReplace = !req.ConfigValue.IsNull() && !adoptsID(old, atCPN)
		}, description, description)
}
