// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"context"
	"fmt"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/planmodifier"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/stringplanmodifier"
	"github.com/hashicorp/terraform-plugin-framework/types"
)

// object is what the models of both resources have in common.
type object struct {
	ID             types.String `tfsdk:"id"`
	IdempotencyKey types.String `tfsdk:"idempotency_key"`
	PaymentID      types.String `tfsdk:"payment_id"`
}

// model is a resource's data. M is the type that implements it.
type model[M any] interface {
	// head returns what all models have in common.
	head() object
	// inputs returns what the request is made of, id apart.
	inputs() []attr.Value
	// request returns the create that m plans. All inputs must be known.
	request() request
	// cpnID returns the ID by which CPN knows the object.
	cpnID() types.String
	// replaces returns what else there is to know when m takes the place of old, or "".
	replaces(old M) string
}

// kind is what the texts about a sort of object need.
type kind struct {
	name        string // "support ticket"
	verb        string // "open", as in "could not open the support ticket"
	idAttribute string // "ticket_id"
}

// action completes "Could not …".
func (k kind) action() string { return k.verb + " the " + k.name }

// modifyPlan plans what only this provider knows: the key of an object to be
// made, and the warnings that a plan for an object which CPN never forgets owes
// its reader. Whatever it makes known is a function of configuration and state
// alone: Terraform plans twice, in two processes, and compares.
func modifyPlan[M model[M]](ctx context.Context, k kind, req resource.ModifyPlanRequest, resp *resource.ModifyPlanResponse) {
	var plan, state M
	if !req.Plan.Raw.IsNull() {
		resp.Diagnostics.Append(req.Plan.Get(ctx, &plan)...)
	}
	if !req.State.Raw.IsNull() {
		resp.Diagnostics.Append(req.State.Get(ctx, &state)...)
	}
	switch {
	case resp.Diagnostics.HasError():
	case req.Plan.Raw.IsNull():
		resp.Diagnostics.Append(k.forgets(state.cpnID()))
	case req.State.Raw.IsNull():
		if key, ok := plannedKey(ctx, plan); ok {
			resp.Diagnostics.Append(resp.Plan.SetAttribute(ctx, path.Root("idempotency_key"), key)...)
		}
	case replaced(plan, state):
		resp.Diagnostics.Append(k.leavesBehind(state.cpnID(), plan.replaces(state)))
	}
}

// plannedKey returns the key of an object to be made, when it can be known.
func plannedKey[M model[M]](ctx context.Context, plan M) (types.String, bool) {
	id := plan.head().ID
	if id.IsNull() || id.IsUnknown() || !known(ctx, plan.inputs()) {
		return types.StringNull(), false
	}
	return types.StringValue(keyOf(id, plan.request())), true
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
	if adopts(state.head()) {
		return !sameInputs(plan, state)
	}
	return !plan.head().ID.Equal(state.head().ID) || !sameInputs(plan, state)
}

// sameInputs reports whether plan asks for what state was made of. What is equal
// by meaning has been made equal by the plan modifiers.
func sameInputs[M model[M]](plan, state M) bool {
	old := state.inputs()
	for i, v := range plan.inputs() {
		if !v.Equal(old[i]) {
			return false
		}
	}
	return true
}

// adopts reports whether an object takes over a configured id in place: it was
// imported, and no request of ours has made it.
func adopts(o object) bool {
	return o.IdempotencyKey.IsNull()
}

// replaceUnlessAdopted replaces the resource when its configured id changes.
func replaceUnlessAdopted() planmodifier.String {
	const description = "A change of a configured id replaces the resource, unless it was imported."
	return stringplanmodifier.RequiresReplaceIf(
		func(ctx context.Context, req planmodifier.StringRequest, resp *stringplanmodifier.RequiresReplaceIfFuncResponse) {
			var key types.String
			resp.Diagnostics.Append(req.State.GetAttribute(ctx, path.Root("idempotency_key"), &key)...)
			resp.RequiresReplace = !req.ConfigValue.IsNull() && !key.IsNull()
		}, description, description)
}

// forgets warns that destroy deletes nothing.
func (k kind) forgets(id types.String) diag.Diagnostic {
	return diag.NewWarningDiagnostic(fmt.Sprintf("The %s stays at CPN", k.name),
		fmt.Sprintf("CPN cannot delete a %s: Terraform only forgets it (for example %s %s).\n"+
			"To forget it on purpose, use a removed block with lifecycle.destroy = false.",
			k.name, k.idAttribute, orUnknown(id)))
}

// leavesBehind warns that a replacement leaves the old object where it is. core
// shows one warning for many resources, hence "for example".
func (k kind) leavesBehind(id types.String, more string) diag.Diagnostic {
	return diag.NewWarningDiagnostic(fmt.Sprintf("The old %s stays at CPN", k.name),
		fmt.Sprintf("CPN can neither change nor delete a %[1]s: the old one (for example %[2]s %[3]s) stays there, and Terraform "+
			"forgets it. Without create_before_destroy it is forgotten before the new one is created: if that create fails, the old "+
			"one is gone from state.%[4]s\n\n"+
			"To keep the old one in state until then, set create_before_destroy = true in its lifecycle block, which is safe with a given id.",
			k.name, k.idAttribute, orUnknown(id), more))
}

// orUnknown renders an ID for a sentence.
func orUnknown(id types.String) string {
	if id.IsNull() || id.IsUnknown() {
		return "not known"
	}
	return id.ValueString()
}
