// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/types"
)

var (
	_ resource.ResourceWithConfigure  = (*transactionResource)(nil)
	_ resource.ResourceWithModifyPlan = (*transactionResource)(nil)
)

func newTransactionResource() resource.Resource { return &transactionResource{} }

// transactionResource is cpn_transaction.
type transactionResource struct {
	connected
}

var transaction = kind{name: "transaction", verb: "create", idAttribute: "transaction_id"}

// Metadata implements [resource.Resource].
func (*transactionResource) Metadata(_ context.Context, req resource.MetadataRequest, resp *resource.MetadataResponse) {
	resp.TypeName = req.ProviderTypeName + "_transaction"
}

// Schema implements [resource.Resource].
func (*transactionResource) Schema(_ context.Context, _ resource.SchemaRequest, resp *resource.SchemaResponse) {
	resp.Schema = transactionSchema()
}

// ModifyPlan implements [resource.ResourceWithModifyPlan].
func (*transactionResource) ModifyPlan(ctx context.Context, req resource.ModifyPlanRequest, resp *resource.ModifyPlanResponse) {
	modifyPlan[transactionModel](ctx, transaction, req, resp)
}

// Create creates the transaction.
func (r *transactionResource) Create(ctx context.Context, req resource.CreateRequest, resp *resource.CreateResponse) {
	var plan transactionModel
	resp.Diagnostics.Append(req.Plan.Get(ctx, &plan)...)
	client, diags := r.ready(transaction.action())
	resp.Diagnostics.Append(diags...)
	timeout, diags := plan.Timeouts.Create(ctx, defaultCreateTimeout)
	resp.Diagnostics.Append(diags...)
	if resp.Diagnostics.HasError() {
		return
	}
	ctx, cancel := context.WithTimeout(ctx, timeout)
	defer cancel()

	plan.ID = idOrNew(plan.ID)
	plan.IdempotencyKey = types.StringValue(keyOf(plan.ID, plan.request()))
	reply, err := client.CreateTransaction(ctx, plan.transaction(), plan.IdempotencyKey.ValueString())
	if err != nil {
		resp.Diagnostics.Append(explain(transaction, plan.object, err, transactionMembers)...)
		return
	}
	resp.Diagnostics.Append(plan.echoed(reply)...)
	resp.Diagnostics.Append(resp.State.Set(ctx, plan.with(reply))...)
}

// Read leaves the state as it is.
func (*transactionResource) Read(context.Context, resource.ReadRequest, *resource.ReadResponse) {}

// Update takes over a changed timeouts, the one attribute that is no input of
// the transaction. Nothing is sent.
func (*transactionResource) Update(_ context.Context, req resource.UpdateRequest, resp *resource.UpdateResponse) {
	resp.State.Raw = req.Plan.Raw
}

// Delete forgets the transaction, which the framework does by itself. CPN cannot
// delete one; the plan has said so.
func (*transactionResource) Delete(context.Context, resource.DeleteRequest, *resource.DeleteResponse) {
}
