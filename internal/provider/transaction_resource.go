// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"context"
	"errors"
	"slices"

	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/cpn"
	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/createonly"
	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/report"
)

var (
	_ resource.ResourceWithConfigure   = (*transactionResource)(nil)
	_ resource.ResourceWithIdentity    = (*transactionResource)(nil)
	_ resource.ResourceWithModifyPlan  = (*transactionResource)(nil)
	_ resource.ResourceWithImportState = (*transactionResource)(nil)
)

func newTransactionResource() resource.Resource { return &transactionResource{} }

// transactionResource is cpn_transaction.
type transactionResource struct{ configuredResource }

func (*transactionResource) Metadata(_ context.Context, req resource.MetadataRequest, resp *resource.MetadataResponse) {
	resp.TypeName = req.ProviderTypeName + "_transaction"
}

func (*transactionResource) Schema(_ context.Context, _ resource.SchemaRequest, resp *resource.SchemaResponse) {
	resp.Schema = transactionSchema()
}

func (*transactionResource) IdentitySchema(_ context.Context, _ resource.IdentitySchemaRequest, resp *resource.IdentitySchemaResponse) {
	resp.IdentitySchema = transactionIdentitySchema()
}

// ModifyPlan plans id and idempotency_key, and warns about what CPN cannot undo. Terraform
// plans a create twice, in two processes, so what is planned depends on configuration and
// state alone.
func (r *transactionResource) ModifyPlan(ctx context.Context, req resource.ModifyPlanRequest, resp *resource.ModifyPlanResponse) {
	var plan, state transactionModel
	configuredID, diags := createonly.ReadPlan(ctx, req, &plan, &state)
	resp.Diagnostics.Append(diags...)
	switch {
	case resp.Diagnostics.HasError():
	case req.Plan.Raw.IsNull():
		resp.Diagnostics.Append(state.removed(plan).Destroyed())
	case req.State.Raw.IsNull():
		r.planCreate(ctx, plan, configuredID, resp)
	default:
		var metadata types.Map // an imported transaction adopts what is the first to be named
		resp.Diagnostics.Append(req.Config.GetAttribute(ctx, path.Root("metadata"), &metadata)...)
		plan, state = plan.adopt(state, metadata)
		r.planChange(ctx, plan, state, configuredID, resp)
	}
}

// planCreate plans id and idempotency_key if everything that they depend on is known.
// Otherwise Terraform plans again in the apply.
func (r *transactionResource) planCreate(ctx context.Context, plan transactionModel, configuredID types.String, resp *resource.ModifyPlanResponse) {
	resp.Diagnostics.Append(r.revealing(plan.inputs())...)
	if resp.Diagnostics.HasError() || !createonly.Known(ctx, configuredID, plan.inputs()) {
		return
	}
	plan.Fields = createonly.Keys(plan.ID, plan.request())
	resp.Diagnostics.Append(resp.Plan.Set(ctx, plan)...)
	resp.Diagnostics.Append(r.run.PlanCreate(report.TransactionSubject, plan.Fields)...)
}

// planChange replaces the transaction if an input has another meaning. Otherwise only timeouts
// may change: state keeps the inputs as they were first written.
func (r *transactionResource) planChange(ctx context.Context, plan, state transactionModel, configuredID types.String, resp *resource.ModifyPlanResponse) {
	inputs, before, derived := plan.inputs(), state.inputs(), createonly.DerivedID(state.request())
	replacing := createonly.Replacing(ctx, configuredID, inputs, before, createonly.DerivedID(plan.request()) == derived)
	resp.RequiresReplace.Append(replacing...)
	switch {
	case len(replacing) == 0:
		state.Timeouts = plan.Timeouts
		resp.Diagnostics.Append(resp.Plan.Set(ctx, state)...)
		resp.Diagnostics.Append(r.run.Keep(report.TransactionSubject, configuredID, state.Fields, state.TransactionID, derived)...)
	case createonly.Undecided(ctx, inputs, before):
		resp.Diagnostics.Append(state.removed(plan).MayBeReplaced())
	default:
		resp.Diagnostics.Append(state.removed(plan).Replaced())
	}
}

// Create creates the transaction and reads it back. The client repeats a request whose response
// is lost. An error leaves nothing in state: the next apply sends the same idempotency key, and
// CPN returns the transaction if it exists.
func (r *transactionResource) Create(ctx context.Context, req resource.CreateRequest, resp *resource.CreateResponse) {
	var plan, now transactionModel
	resp.Diagnostics.Append(req.Plan.Get(ctx, &plan)...)
	if resp.Diagnostics.HasError() {
		return
	}
	request := plan.request()
	plan.Fields = createonly.Keys(plan.ID, request)
	limited, cancel, diags := r.begin(ctx, report.TransactionSubject, plan.Fields, plan.inputs(), plan.Timeouts)
	defer cancel()
	resp.Diagnostics.Append(diags...)
	if resp.Diagnostics.HasError() {
		return
	}
	created, err := r.client.CreateTransaction(limited, request, plan.IdempotencyKey.ValueString())
	failed, _ := errors.AsType[*cpn.Error](err)
	switch failure := createonly.Failure(report.TransactionSubject, plan.Fields, plan.PaymentID, failed); {
	case createonly.ExistsWithoutDetails(failed):
		now, diags = plan.lookUp(ctx, r.client, failure)
	case failed != nil && slices.Contains([]cpn.Code{cpn.CodeActiveTransactionExists, cpn.CodeTransactionAwaitsSignature}, failed.Code):
		diags = plan.explainActive(ctx, r.client, failure)
	case err != nil:
		diags = failure.Diagnostics()
	default:
		now, diags = plan.readBack(ctx, r.client, created)
	}
	resp.Diagnostics.Append(diags...)
	if !diags.HasError() {
		resp.Diagnostics.Append(resp.State.Set(ctx, now)...)
		resp.Diagnostics.Append(resp.Identity.Set(ctx, now.identity())...)
	}
}

// Read stores what CPN may change, and rejects any other change. The transaction always stays
// in state, because CPN deletes nothing.
func (r *transactionResource) Read(ctx context.Context, req resource.ReadRequest, resp *resource.ReadResponse) {
	var state transactionModel
	resp.Diagnostics.Append(req.State.Get(ctx, &state)...)
	if resp.Diagnostics.HasError() {
		return
	}
	found, ok := r.readForRefresh(ctx, state.PaymentID, state.TransactionID, state.Timeouts, resp)
	if !ok {
		return
	}
	now, diags := state.refreshed(found)
	resp.Diagnostics.Append(diags...)
	if !diags.HasError() {
		resp.Diagnostics.Append(now.warnings(found)...)
		resp.Diagnostics.Append(resp.State.Set(ctx, now)...)
	}
}

// Update stores what a plan changes in place: timeouts, and what an imported transaction
// adopts. It sends nothing.
func (*transactionResource) Update(ctx context.Context, req resource.UpdateRequest, resp *resource.UpdateResponse) {
	var state transactionModel
	resp.Diagnostics.Append(req.State.Get(ctx, &state)...)
	resp.State.Raw = req.Plan.Raw
	// Terraform before 1.12 stores no identity, and the framework wants one after each Update.
	resp.Diagnostics.Append(resp.Identity.Set(ctx, state.identity())...)
}

// Delete does nothing: the framework removes the transaction from state, and the plan has said
// that it stays at CPN.
func (*transactionResource) Delete(context.Context, resource.DeleteRequest, *resource.DeleteResponse) {
}

// ImportState reads the transaction that the import names. Only here does metadata come from
// CPN.
func (r *transactionResource) ImportState(ctx context.Context, req resource.ImportStateRequest, resp *resource.ImportStateResponse) {
	paymentID, found, diags := r.importedTransaction(ctx, req)
	resp.Diagnostics.Append(diags...)
	if diags.HasError() {
		return
	}
	m := imported(paymentID, found)
	resp.Diagnostics.Append(resp.State.Set(ctx, m)...)
	resp.Diagnostics.Append(resp.Identity.Set(ctx, m.identity())...)
}
