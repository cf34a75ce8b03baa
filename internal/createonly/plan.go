// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package createonly

import (
	"context"
	"encoding/json"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/types"
)

// ModifyPlan implements [resource.ResourceWithModifyPlan]. It plans the idempotency key of
// a resource to be created, and warns about what CPN cannot undo. The values that it plans
// depend on configuration and state alone: Terraform plans twice, in two processes, and
// compares.
func (r *Resource[M]) ModifyPlan(ctx context.Context, req resource.ModifyPlanRequest, resp *resource.ModifyPlanResponse) {
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
		var nothing M
		r.planRemoval(ctx, state, state.Removed(nothing).Destroyed(), req, resp)
	case req.State.Raw.IsNull():
		r.planCreate(ctx, plan, req, resp)
	case isReplaced(plan, state):
		// Terraform asks again, without prior state, for the object that comes.
		r.planRemoval(ctx, state, state.Removed(plan).Replaced(), req, resp)
	default:
		r.planUpdate(ctx, plan, state, req, resp)
	}
}

// planRemoval warns that a resource which leaves the state stays at CPN, or may do so.
// stays is the warning for a resource that is known to exist.
func (r *Resource[M]) planRemoval(
	ctx context.Context, state M, stays diag.Diagnostic, req resource.ModifyPlanRequest, resp *resource.ModifyPlanResponse,
) {
	unfinished, diags := isUnfinished(ctx, state, req.Private)
	resp.Diagnostics.Append(diags...)
	if unfinished {
		f := state.Common()
		stays = r.subject.DiscardedKey(f.PaymentID.ValueString(), f.IdempotencyKey.ValueString())
	}
	resp.Diagnostics.Append(stays)
}

// planCreate plans the key of a resource to be created, if it is known.
func (r *Resource[M]) planCreate(ctx context.Context, plan M, req resource.ModifyPlanRequest, resp *resource.ModifyPlanResponse) {
	r.planFinal(ctx, resp)
	key, ok := plannedKey(ctx, plan)
	if !ok {
		return
	}
	resp.Diagnostics.Append(resp.Plan.SetAttribute(ctx, path.Root("idempotency_key"), key)...)
	mark, diags := req.Private.GetKey(ctx, plannedMark)
	resp.Diagnostics.Append(diags...)
	secondHalf := string(mark) == quoted(key)
	if !secondHalf && r.Run().plan(key.ValueString(), false) != noDuplicates {
		resp.Diagnostics.Append(r.subject.Duplicate(plan.Common().ID.ValueString(), key.ValueString()))
	}
}

// planUpdate plans a resource that stays in state. The returned attributes of an unfinished
// resource become unknown, because Update completes them.
func (r *Resource[M]) planUpdate(ctx context.Context, plan, state M, req resource.ModifyPlanRequest, resp *resource.ModifyPlanResponse) {
	unfinished, diags := isUnfinished(ctx, state, req.Private)
	resp.Diagnostics.Append(diags...)
	if unfinished {
		resp.Diagnostics.Append(resp.Plan.Set(ctx, plan.WithReturned(types.StringUnknown()))...)
	}
	key := plan.Common().IdempotencyKey
	if key.IsNull() || key.IsUnknown() {
		if id := state.CPNID(); !id.IsNull() && r.Run().plan(id.ValueString(), true) != noDuplicates {
			resp.Diagnostics.Append(r.subject.ImportedTwice(id.ValueString()))
		}
		return
	}
	id := plan.Common().ID.ValueString()
	switch r.Run().plan(key.ValueString(), true) {
	case noDuplicates:
	case newDuplicate:
		resp.Diagnostics.Append(r.subject.Duplicate(id, key.ValueString()))
		return
	case duplicateInState:
		// A warning, because an error would also block destroy, which plans normally first.
		resp.Diagnostics.Append(r.subject.DuplicateInState(id, key.ValueString()))
	}
	// -replace shows only in a second call, without prior state.
	resp.Diagnostics.Append(resp.Private.SetKey(ctx, plannedMark, []byte(quoted(key)))...)
}

// quoted returns a key as JSON, as private state requires.
func quoted(key types.String) string {
	text, _ := json.Marshal(key.ValueString()) // strings always have a JSON form
	return string(text)
}

// plannedKey returns the key of a resource to be created, if it is known.
func plannedKey[M Model[M]](ctx context.Context, plan M) (types.String, bool) {
	id := plan.Common().ID
	if id.IsNull() || id.IsUnknown() || !known(ctx, plan.Inputs()) {
		return types.StringNull(), false
	}
	return types.StringValue(keyOf(id.ValueString(), plan.Request())), true
}

// known reports whether values contain nothing unknown, at any depth.
func known(ctx context.Context, values []attr.Value) bool {
	for _, v := range values {
		value, err := v.ToTerraformValue(ctx)
		if err != nil || !value.IsFullyKnown() {
			return false
		}
	}
	return true
}
