// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/resource"

	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/createonly"
	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/report"
)

var (
	_ resource.ResourceWithConfigure       = (*transactionResource)(nil)
	_ resource.ResourceWithModifyPlan      = (*transactionResource)(nil)
	_ resource.ResourceWithImportState     = (*transactionResource)(nil)
	_ createonly.Creator[transactionModel] = (*transactionResource)(nil)
)

func newTransactionResource() resource.Resource {
	r := &transactionResource{}
	r.Resource = createonly.New(report.TransactionSubject, r)
	return r
}

// transactionResource is cpn_transaction.
type transactionResource struct {
	createonly.Resource[transactionModel]
}

// Metadata implements [resource.Resource].
func (*transactionResource) Metadata(_ context.Context, req resource.MetadataRequest, resp *resource.MetadataResponse) {
	resp.TypeName = req.ProviderTypeName + "_transaction"
}

// Schema implements [resource.Resource].
func (*transactionResource) Schema(_ context.Context, _ resource.SchemaRequest, resp *resource.SchemaResponse) {
	resp.Schema = transactionSchema()
}

// Read takes over what CPN may change, and refuses what it may not. Whatever
// happens, the object stays in state: CPN deletes nothing. Of an unfinished
// transaction it warns.
func (r *transactionResource) Read(ctx context.Context, req resource.ReadRequest, resp *resource.ReadResponse) {
	var state transactionModel
	resp.Diagnostics.Append(req.State.Get(ctx, &state)...)
	if resp.Diagnostics.HasError() || r.Remind(ctx, state, req, resp) {
		return
	}
	if r.IsUnknown() {
		resp.Diagnostics.Append(report.NotRefreshedYet())
		return
	}
	client, diags := r.Ready("read the transaction")
	resp.Diagnostics.Append(diags...)
	if resp.Diagnostics.HasError() {
		return
	}
	ctx, cancel := state.withinRead(ctx)
	defer cancel()

	reply, err := client.GetTransaction(ctx, state.PaymentID.ValueString(), state.TransactionID.ValueString())
	if err != nil {
		resp.Diagnostics.Append(report.Unrefreshed(state.PaymentID.ValueString(), state.TransactionID.ValueString(), err)...)
		return
	}
	refreshed, diags := state.refreshed(reply)
	resp.Diagnostics.Append(report.Withheld(reply.Withheld)...)
	resp.Diagnostics.Append(diags...)
	if !diags.HasError() {
		resp.Diagnostics.Append(resp.State.Set(ctx, refreshed)...)
	}
}
