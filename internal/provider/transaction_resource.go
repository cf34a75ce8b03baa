// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"context"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/resource"

	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/cpn"
)

var (
	_ resource.ResourceWithConfigure   = (*transactionResource)(nil)
	_ resource.ResourceWithModifyPlan  = (*transactionResource)(nil)
	_ resource.ResourceWithImportState = (*transactionResource)(nil)
	_ creator[transactionModel]        = (*transactionResource)(nil)
)

func newTransactionResource() resource.Resource { return &transactionResource{} }

// transactionResource is cpn_transaction.
type transactionResource struct {
	connected
}

var transaction = kind{
	name:        "transaction",
	verb:        "create",
	idAttribute: "transaction_id",
	members: map[string]string{
		"paymentId": "payment_id",
		"metadata":  "metadata",
	},
	check: "check the payment's transactions (data source cpn_payment), or ask Circle support with the idempotency key below.",
	adopt: "Import the transaction if it exists.",
}

// Metadata implements [resource.Resource].
func (*transactionResource) Metadata(_ context.Context, req resource.MetadataRequest, resp *resource.MetadataResponse) {
	resp.TypeName = req.ProviderTypeName + "_transaction"
}

// Schema implements [resource.Resource].
func (*transactionResource) Schema(_ context.Context, _ resource.SchemaRequest, resp *resource.SchemaResponse) {
	resp.Schema = transactionSchema()
}

// ModifyPlan implements [resource.ResourceWithModifyPlan].
func (r *transactionResource) ModifyPlan(ctx context.Context, req resource.ModifyPlanRequest, resp *resource.ModifyPlanResponse) {
	modifyPlan[transactionModel](ctx, r.connection, transaction, req, resp)
}

// Create creates the transaction.
func (r *transactionResource) Create(ctx context.Context, req resource.CreateRequest, resp *resource.CreateResponse) {
	create(ctx, r.connection, transaction, r, req, resp)
}

// Read takes over what CPN may change, and refuses what it may not. Whatever
// happens, the object stays in state: CPN deletes nothing. Of an unfinished
// transaction it warns.
func (r *transactionResource) Read(ctx context.Context, req resource.ReadRequest, resp *resource.ReadResponse) {
	var state transactionModel
	resp.Diagnostics.Append(req.State.Get(ctx, &state)...)
	if resp.Diagnostics.HasError() || remind(ctx, r.connection, transaction, state, req, resp) {
		return
	}
	if r.unknown {
		resp.Diagnostics.AddWarning("The transaction was not refreshed", "Do not sign: the stored values were not compared with CPN's. First apply the source of the "+
			"provider block's values, with `-target`.\n\nThe provider block has values that are not known yet, so no request was sent.")
		return
	}
	client, diags := r.ready("read the transaction")
	resp.Diagnostics.Append(diags...)
	timeout, diags := state.Timeouts.Read(ctx, defaultReadTimeout)
	resp.Diagnostics.Append(diags...)
	if resp.Diagnostics.HasError() {
		return
	}
	ctx, cancel := context.WithTimeout(ctx, timeout)
	defer cancel()

	reply, err := client.GetTransaction(ctx, state.PaymentID.ValueString(), state.TransactionID.ValueString())
	if err != nil {
		resp.Diagnostics.Append(unread(state, err)...)
		return
	}
	refreshed, diags := state.refreshed(reply)
	resp.Diagnostics.Append(withheld(reply.Response)...)
	resp.Diagnostics.Append(diags...)
	if !diags.HasError() {
		resp.Diagnostics.Append(resp.State.Set(ctx, refreshed)...)
	}
}

// Update completes an unfinished transaction, or takes over a changed timeouts
// or an adopted id.
func (r *transactionResource) Update(ctx context.Context, req resource.UpdateRequest, resp *resource.UpdateResponse) {
	update(ctx, r.connection, transaction, r, req, resp)
}

// Delete forgets the transaction, which the framework does by itself. CPN cannot
// delete one; the plan has said so.
func (r *transactionResource) Delete(ctx context.Context, req resource.DeleteRequest, resp *resource.DeleteResponse) {
	handOver[transactionModel](ctx, r.connection, req, resp)
}

// ImportState reads the transaction that "payment_id/transaction_id" names. It is
// the only place where metadata comes from CPN.
func (r *transactionResource) ImportState(ctx context.Context, req resource.ImportStateRequest, resp *resource.ImportStateResponse) {
	paymentID, transactionID, err := parseImportID(req.ID)
	if err != nil {
		resp.Diagnostics.AddError("Invalid import ID", err.Error())
		return
	}
	client, diags := r.ready("read the transaction")
	resp.Diagnostics.Append(diags...)
	if resp.Diagnostics.HasError() {
		return
	}
	ctx, cancel := context.WithTimeout(ctx, defaultReadTimeout)
	defer cancel()

	reply, err := client.GetTransaction(ctx, paymentID, strings.ToLower(transactionID))
	if err != nil {
		resp.Diagnostics.Append(readFailure{what: "transaction", err: err}.diagnostics()...)
		return
	}
	resp.Diagnostics.Append(withheld(reply.Response)...)
	resp.Diagnostics.Append(resp.State.Set(ctx, imported(paymentID, reply))...)
}

// send implements [creator].
func (*transactionResource) send(
	ctx context.Context, client *cpn.Client, plan transactionModel, key cpn.Key,
) (transactionModel, diag.Diagnostics, error) {
	reply, err := client.CreateTransaction(ctx, plan.transaction(), key)
	if err != nil {
		return plan, nil, err
	}
	diags := plan.echoed(reply)
	diags.Append(withheld(reply.Response)...)
	return plan.with(reply), diags, nil
}

// confirm implements [creator]: it reads the transaction once. A repeated create brings
// the first response, of any age, and what is in state gets signed.
func (*transactionResource) confirm(ctx context.Context, client *cpn.Client, made transactionModel) (transactionModel, diag.Diagnostics) {
	ctx, cancel := made.withinRead(ctx)
	defer cancel()
	reply, err := client.GetTransaction(ctx, made.PaymentID.ValueString(), made.TransactionID.ValueString())
	if err != nil {
		return made, unconfirmed(err)
	}
	now, changed := made.refreshed(reply)
	if changed.HasError() {
		// An error would taint what exists. The next refresh is one.
		return made, asWarnings(changed)
	}
	return now, oldTransaction(made, now)
}
