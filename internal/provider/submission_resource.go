// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"context"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/tfsdk"

	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/cpn"
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

// submissionResource implements cpn_transaction_submission.
type submissionResource struct{ configuredResource }

// Metadata implements [resource.Resource].
func (*submissionResource) Metadata(_ context.Context, req resource.MetadataRequest, resp *resource.MetadataResponse) {
	resp.TypeName = req.ProviderTypeName + "_transaction_submission"
}

// Schema implements [resource.Resource].
func (*submissionResource) Schema(_ context.Context, _ resource.SchemaRequest, resp *resource.SchemaResponse) {
	resp.Schema = submissionSchema()
}

// IdentitySchema implements [resource.ResourceWithIdentity].
func (*submissionResource) IdentitySchema(_ context.Context, _ resource.IdentitySchemaRequest, resp *resource.IdentitySchemaResponse) {
	resp.IdentitySchema = transactionIdentitySchema()
}

// Create submits the transaction, and waits for wait_for. An error leaves nothing in state: the
// next apply reads the transaction first, and waits on if it is submitted.
func (r *submissionResource) Create(ctx context.Context, req resource.CreateRequest, resp *resource.CreateResponse) {
	var plan submissionModel
	resp.Diagnostics.Append(req.Plan.Get(ctx, &plan)...)
	if resp.Diagnostics.HasError() {
		return
	}
	found, diags := r.run(ctx, plan, req.Config, false)
	resp.Diagnostics.Append(diags...)
	if !diags.HasError() {
		resp.Diagnostics.Append(resp.State.Set(ctx, plan.with(*found))...)
		resp.Diagnostics.Append(resp.Identity.Set(ctx, plan.identity())...)
	}
}

// Update implements [resource.Resource]: it waits on for wait_for, or takes over a changed
// timeouts, which sends nothing. If CPN says that the transaction is CREATED after all, it
// submits it. An error leaves the state as it was, so that the next apply
// waits again.
func (r *submissionResource) Update(ctx context.Context, req resource.UpdateRequest, resp *resource.UpdateResponse) {
	var plan, state submissionModel
	resp.Diagnostics.Append(req.Plan.Get(ctx, &plan)...)
	resp.Diagnostics.Append(req.State.Get(ctx, &state)...)
	if resp.Diagnostics.HasError() {
		return
	}
	resp.Diagnostics.Append(resp.Identity.Set(ctx, plan.identity())...)
	if !plan.Status.IsUnknown() {
		resp.State.Raw = req.Plan.Raw
		return
	}
	found, diags := r.run(ctx, plan, req.Config, true)
	resp.Diagnostics.Append(diags...)
	if !diags.HasError() {
		resp.Diagnostics.Append(resp.State.Set(ctx, plan.resumed(state, *found))...)
	}
}

// run submits the transaction, or resumes the wait for it, within timeouts.create.
func (r *submissionResource) run(ctx context.Context, plan submissionModel, config tfsdk.Config, resumed bool) (*cpn.Transaction, diag.Diagnostics) {
	var written submissionModel // plan and state never have the write-only inputs
	diags := config.Get(ctx, &written)
	client, more := r.ready("submit the transaction")
	diags.Append(more...)
	limit, more := plan.Timeouts.Create(ctx, defaultSubmissionTimeout)
	diags.Append(more...)
	readLimit, more := plan.Timeouts.Read(ctx, defaultReadTimeout)
	diags.Append(more...)
	if diags.HasError() {
		return nil, diags
	}
	transactionID := strings.ToLower(plan.TransactionID.ValueString())
	defer r.turns.Take(transactionID)()
	found, more := submission.Submission{
		Client: client, PaymentID: plan.PaymentID.ValueString(), TransactionID: transactionID,
		SignedMessage: written.SignedMessage.ValueString(), SignedTransaction: written.SignedTransaction.ValueString(),
		WaitFor: plan.WaitFor.ValueString(), Timeout: limit, ReadTimeout: readLimit, Resumed: resumed, Observe: logStatus(transactionID),
	}.Run(ctx)
	return found, append(diags, more...)
}

// Read implements [resource.Resource]: it follows the transaction.
func (r *submissionResource) Read(ctx context.Context, req resource.ReadRequest, resp *resource.ReadResponse) {
	var state submissionModel
	resp.Diagnostics.Append(req.State.Get(ctx, &state)...)
	if resp.Diagnostics.HasError() {
		return
	}
	resp.Diagnostics.Append(resp.Identity.Set(ctx, state.identity())...)
	if r.unknown {
		resp.Diagnostics.Append(report.NotRefreshedYet())
		return
	}
	found, diags := r.read(ctx, state)
	resp.Diagnostics.Append(diags...)
	if found != nil {
		resp.Diagnostics.Append(resp.State.Set(ctx, state.refreshed(*found))...)
	}
}

// read returns the transaction, or nil and why it could not be read.
func (r *submissionResource) read(ctx context.Context, state submissionModel) (*cpn.Transaction, diag.Diagnostics) {
	client, diags := r.ready("read the transaction")
	if diags.HasError() {
		return nil, diags
	}
	limit, _ := state.Timeouts.Read(ctx, defaultReadTimeout)
	ctx, cancel := context.WithTimeout(ctx, limit)
	defer cancel()
	paymentID, transactionID := state.PaymentID.ValueString(), strings.ToLower(state.TransactionID.ValueString())
	found, err := client.GetTransaction(ctx, paymentID, transactionID)
	if err != nil {
		return nil, report.Unrefreshed(paymentID, transactionID, err)
	}
	return &found, nil
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
		m := importedSubmission(paymentID, found)
		resp.Diagnostics.Append(resp.State.Set(ctx, m)...)
		resp.Diagnostics.Append(resp.Identity.Set(ctx, m.identity())...)
	}
}
