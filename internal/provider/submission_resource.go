// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/cpn"
	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/createonly"
	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/report"
	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/submission"
)

var (
	_ resource.ResourceWithConfigure   = (*submissionResource)(nil)
	_ resource.ResourceWithIdentity    = (*submissionResource)(nil)
	_ resource.ResourceWithModifyPlan  = (*submissionResource)(nil)
	_ resource.ResourceWithImportState = (*submissionResource)(nil)
)

func newSubmissionResource() resource.Resource { return &submissionResource{} }

// submissionResource is cpn_transaction_submission.
type submissionResource struct{ configuredResource }

func (*submissionResource) Metadata(_ context.Context, req resource.MetadataRequest, resp *resource.MetadataResponse) {
	resp.TypeName = req.ProviderTypeName + "_transaction_submission"
}

func (*submissionResource) Schema(_ context.Context, _ resource.SchemaRequest, resp *resource.SchemaResponse) {
	resp.Schema = submissionSchema()
}

func (*submissionResource) IdentitySchema(_ context.Context, _ resource.IdentitySchemaRequest, resp *resource.IdentitySchemaResponse) {
	resp.IdentitySchema = transactionIdentitySchema()
}

// ModifyPlan plans what is known of the submission, and says what an approval means: CPN takes
// nothing back.
func (r *submissionResource) ModifyPlan(ctx context.Context, req resource.ModifyPlanRequest, resp *resource.ModifyPlanResponse) {
	var plan, state submissionModel
	_, diags := createonly.ReadPlan(ctx, req, &plan, &state)
	resp.Diagnostics.Append(diags...)
	switch {
	case resp.Diagnostics.HasError():
	case req.Plan.Raw.IsNull():
		resp.Diagnostics.Append(state.reported().Removed())
	case req.State.Raw.IsNull():
		r.planCreate(ctx, plan, req, resp)
	case plan.identity() != state.identity():
		resp.RequiresReplace.Append(path.Root("payment_id"), path.Root("transaction_id"))
		resp.Diagnostics.Append(state.reported().Replaced(!plan.TransactionID.IsUnknown()))
	default:
		resp.Diagnostics.Append(resp.Plan.Set(ctx, plan.kept(state))...)
	}
}

// planCreate plans the id, and says what the submission moves. Inputs that are null are an
// error if the transaction is known to be CREATED. Otherwise the apply decides: a transaction
// that was submitted before needs none.
func (r *submissionResource) planCreate(ctx context.Context, plan submissionModel, req resource.ModifyPlanRequest, resp *resource.ModifyPlanResponse) {
	if !plan.PaymentID.IsUnknown() && !plan.TransactionID.IsUnknown() {
		resp.Diagnostics.Append(resp.Plan.SetAttribute(ctx, path.Root("id"), plan.id())...)
	}
	var config submissionModel // the plan never has the write-only inputs
	resp.Diagnostics.Append(req.Config.Get(ctx, &config)...)
	missing := config.missing()
	if len(missing) == 0 {
		intent, _ := cpn.ReadPaymentIntent(config.SignedMessage.ValueString())
		resp.Diagnostics.Append(config.reported().Submits(intent))
		return
	}
	if r.unknown || r.keyless || plan.PaymentID.IsUnknown() || plan.TransactionID.IsUnknown() {
		return
	}
	limit, _ := plan.Timeouts.Read(ctx, defaultReadTimeout)
	found, err := r.readWithin(ctx, limit, plan.PaymentID.ValueString(), plan.TransactionID.ValueString())
	if err != nil {
		resp.Diagnostics.Append(plan.reported().PlanUnread(err))
		return
	}
	if found.Status != nil && *found.Status == cpn.StatusCreated {
		for _, attribute := range missing {
			resp.Diagnostics.Append(plan.reported().Missing(attribute))
		}
	}
}

// Create submits the transaction, and waits for wait_for. After a lost response it reads the
// status, and sends the same bytes again only while that is CREATED. An error leaves nothing in
// state: the next apply reads the transaction first, and waits on if it is submitted.
func (r *submissionResource) Create(ctx context.Context, req resource.CreateRequest, resp *resource.CreateResponse) {
	var plan, config submissionModel
	resp.Diagnostics.Append(req.Plan.Get(ctx, &plan)...)
	resp.Diagnostics.Append(req.Config.Get(ctx, &config)...)
	s, diags := r.submission(ctx, plan, config)
	resp.Diagnostics.Append(diags...)
	if resp.Diagnostics.HasError() {
		return
	}
	if _, twice := r.submitted.LoadOrStore(s.TransactionID, true); twice {
		resp.Diagnostics.Append(plan.reported().Twice()...)
		return
	}
	found, diags := s.Run(ctx)
	resp.Diagnostics.Append(diags...)
	if !diags.HasError() {
		resp.Diagnostics.Append(resp.State.Set(ctx, plan.with(*found))...)
		resp.Diagnostics.Append(resp.Identity.Set(ctx, plan.identity())...)
	}
}

// Read follows the transaction.
func (r *submissionResource) Read(ctx context.Context, req resource.ReadRequest, resp *resource.ReadResponse) {
	var state submissionModel
	resp.Diagnostics.Append(req.State.Get(ctx, &state)...)
	if resp.Diagnostics.HasError() {
		return
	}
	found, ok := r.readForRefresh(ctx, state.PaymentID, state.TransactionID, state.Timeouts, resp)
	if ok {
		resp.Diagnostics.Append(resp.State.Set(ctx, state.refreshed(found))...)
	}
}

// Update waits on for wait_for, or stores changed timeouts. It never sends anything. An error
// leaves the state as it was, so that the next apply waits again.
func (r *submissionResource) Update(ctx context.Context, req resource.UpdateRequest, resp *resource.UpdateResponse) {
	var plan, state submissionModel
	resp.Diagnostics.Append(req.Plan.Get(ctx, &plan)...)
	resp.Diagnostics.Append(req.State.Get(ctx, &state)...)
	resp.Diagnostics.Append(resp.Identity.Set(ctx, plan.identity())...)
	if resp.Diagnostics.HasError() {
		return
	}
	if !plan.Status.IsUnknown() {
		resp.State.Raw = req.Plan.Raw
		return
	}
	s, diags := r.submission(ctx, plan, submissionModel{})
	resp.Diagnostics.Append(diags...)
	if resp.Diagnostics.HasError() {
		return
	}
	found, diags := s.Wait(ctx)
	resp.Diagnostics.Append(diags...)
	if !diags.HasError() {
		resp.Diagnostics.Append(resp.State.Set(ctx, plan.resumed(state, *found))...)
	}
}

// Delete does nothing: the framework removes the submission from state, and the plan has said
// that nothing changes at CPN.
func (*submissionResource) Delete(context.Context, resource.DeleteRequest, *resource.DeleteResponse) {
}

// ImportState reads the transaction that the import names, which must be submitted.
func (r *submissionResource) ImportState(ctx context.Context, req resource.ImportStateRequest, resp *resource.ImportStateResponse) {
	paymentID, found, diags := r.importedTransaction(ctx, req)
	resp.Diagnostics.Append(diags...)
	switch {
	case diags.HasError():
	case found.Status == nil || *found.Status == "":
		resp.Diagnostics.Append(report.ReadFailure{What: "transaction", Err: submission.ErrNoStatus}.Diagnostics()...)
	case *found.Status == cpn.StatusCreated:
		resp.Diagnostics.Append(report.Submission{PaymentID: paymentID, TransactionID: found.ID}.NotSubmitted())
	default:
		m := submissionModel{PaymentID: types.StringValue(paymentID), TransactionID: types.StringValue(found.ID), Timeouts: noTimeouts()}
		resp.Diagnostics.Append(resp.State.Set(ctx, m.with(found))...)
		resp.Diagnostics.Append(resp.Identity.Set(ctx, m.identity())...)
	}
}

// submission returns what plan submits, or waits for. config has the write-only inputs.
func (r *submissionResource) submission(ctx context.Context, plan, config submissionModel) (submission.Submission, diag.Diagnostics) {
	diags := r.ready("submit the transaction")
	limit, more := plan.Timeouts.Create(ctx, defaultSubmissionTimeout)
	diags.Append(more...)
	readLimit, more := plan.Timeouts.Read(ctx, defaultReadTimeout)
	diags.Append(more...)
	return submission.Submission{
		Client: r.client, PaymentID: plan.PaymentID.ValueString(), TransactionID: plan.identity().TransactionID.ValueString(),
		SignedMessage: config.SignedMessage.ValueString(), SignedTransaction: config.SignedTransaction.ValueString(),
		WaitFor: plan.WaitFor.ValueString(), Timeout: limit, ReadTimeout: readLimit,
	}, diags
}
