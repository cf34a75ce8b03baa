// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"context"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/cpn"
	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/submission"
)

// ModifyPlan implements [resource.ResourceWithModifyPlan]. It plans what is known of the
// submission, and says what an approval means: CPN takes nothing back.
func (r *submissionResource) ModifyPlan(ctx context.Context, req resource.ModifyPlanRequest, resp *resource.ModifyPlanResponse) {
	var plan, state submissionModel
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
		resp.Diagnostics.Append(state.reported().Removed())
	case req.State.Raw.IsNull():
		r.planCreate(ctx, plan, req, resp)
	case !sameID(plan.PaymentID, state.PaymentID) || !sameID(plan.TransactionID, state.TransactionID):
		resp.RequiresReplace.Append(path.Root("payment_id"), path.Root("transaction_id"))
		resp.Diagnostics.Append(state.reported().Replaced())
	default:
		plan.PaymentID, plan.TransactionID = state.PaymentID, state.TransactionID
		if plan.waitsOn(state) {
			plan = plan.awaited()
		}
		resp.Diagnostics.Append(resp.Plan.Set(ctx, plan)...)
	}
}

// sameID compares IDs at CPN, in which letter case makes no difference.
func sameID(a, b types.String) bool {
	return a.Equal(b) || !a.IsUnknown() && !b.IsUnknown() && strings.EqualFold(a.ValueString(), b.ValueString())
}

// waitsOn reports whether the plan waits for a status that state does not have. A FAILED
// transaction is waited for only if wait_for is new: it was not reached, which is an error.
func (m submissionModel) waitsOn(state submissionModel) bool {
	status := state.Status.ValueString()
	if m.WaitFor.IsUnknown() {
		return status != cpn.StatusCompleted
	}
	return !submission.Reached(status, m.WaitFor.ValueString()) && (status != cpn.StatusFailed || !m.WaitFor.Equal(state.WaitFor))
}

// planCreate plans the id, and asks for the inputs that the submission needs.
func (r *submissionResource) planCreate(ctx context.Context, plan submissionModel, req resource.ModifyPlanRequest, resp *resource.ModifyPlanResponse) {
	if !plan.PaymentID.IsUnknown() && !plan.TransactionID.IsUnknown() {
		resp.Diagnostics.Append(resp.Plan.SetAttribute(ctx, path.Root("id"), plan.id())...)
	}
	var config submissionModel
	resp.Diagnostics.Append(req.Config.Get(ctx, &config)...)
	missing := config.missing()
	if len(missing) > 0 && r.mustBeSubmitted(ctx, plan) {
		for _, attribute := range missing {
			resp.Diagnostics.Append(plan.reported().Missing(attribute))
		}
	}
}

// missing lists the inputs that a submission needs and that are null.
func (m submissionModel) missing() []string {
	var missing []string
	if m.SignedMessage.IsNull() {
		missing = append(missing, "signed_message")
	}
	if m.SignedTransaction.IsNull() {
		missing = append(missing, "signed_transaction")
	}
	return missing
}

// mustBeSubmitted reports whether there is something to submit. A transaction that was
// submitted before needs no signature, as after a lost state; one that cannot be read now
// may be such a transaction, and the apply tells.
func (r *submissionResource) mustBeSubmitted(ctx context.Context, plan submissionModel) bool {
	if plan.TransactionID.IsUnknown() {
		return true
	}
	if r.providerData == nil || r.unknown || r.keyless || plan.PaymentID.IsUnknown() {
		return false
	}
	found, _ := r.read(ctx, plan)
	return found != nil && found.Status != nil && *found.Status == cpn.StatusCreated
}
