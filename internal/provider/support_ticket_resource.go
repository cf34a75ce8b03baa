// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/types"
)

var (
	_ resource.ResourceWithConfigure   = (*supportTicketResource)(nil)
	_ resource.ResourceWithModifyPlan  = (*supportTicketResource)(nil)
	_ resource.ResourceWithImportState = (*supportTicketResource)(nil)
)

func newSupportTicketResource() resource.Resource { return &supportTicketResource{} }

// supportTicketResource is cpn_support_ticket.
type supportTicketResource struct {
	connected
}

var supportTicket = kind{name: "support ticket", verb: "open", idAttribute: "ticket_id"}

// Metadata implements [resource.Resource].
func (*supportTicketResource) Metadata(_ context.Context, req resource.MetadataRequest, resp *resource.MetadataResponse) {
	resp.TypeName = req.ProviderTypeName + "_support_ticket"
}

// Schema implements [resource.Resource].
func (*supportTicketResource) Schema(_ context.Context, _ resource.SchemaRequest, resp *resource.SchemaResponse) {
	resp.Schema = supportTicketSchema()
}

// ModifyPlan implements [resource.ResourceWithModifyPlan].
func (*supportTicketResource) ModifyPlan(ctx context.Context, req resource.ModifyPlanRequest, resp *resource.ModifyPlanResponse) {
	modifyPlan[supportTicketModel](ctx, supportTicket, req, resp)
}

// Create opens the ticket.
func (r *supportTicketResource) Create(ctx context.Context, req resource.CreateRequest, resp *resource.CreateResponse) {
	var plan supportTicketModel
	resp.Diagnostics.Append(req.Plan.Get(ctx, &plan)...)
	client, diags := r.ready(supportTicket.action())
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
	ticket, err := client.CreateSupportTicket(ctx, plan.ticket(), plan.IdempotencyKey.ValueString())
	if err != nil {
		resp.Diagnostics.Append(explain(supportTicket, plan.object, err, supportTicketMembers)...)
		return
	}
	resp.Diagnostics.Append(plan.echoed(ticket)...)
	resp.Diagnostics.Append(resp.State.Set(ctx, plan.with(ticket))...)
}

// Read leaves the state as it is: CPN has no call that returns a ticket, so the
// reply to Create is all Terraform can ever know about it.
func (*supportTicketResource) Read(context.Context, resource.ReadRequest, *resource.ReadResponse) {}

// Update takes over a changed timeouts, the one attribute that is no input of
// the ticket. Nothing is sent.
func (*supportTicketResource) Update(_ context.Context, req resource.UpdateRequest, resp *resource.UpdateResponse) {
	resp.State.Raw = req.Plan.Raw
}

// Delete forgets the ticket, which the framework does by itself. CPN cannot
// delete one; the plan has said so.
func (*supportTicketResource) Delete(context.Context, resource.DeleteRequest, *resource.DeleteResponse) {
}

// ImportState explains: CPN cannot return a ticket, so there is nothing to import it from.
func (*supportTicketResource) ImportState(_ context.Context, _ resource.ImportStateRequest, resp *resource.ImportStateResponse) {
	resp.Diagnostics.AddError("A support ticket cannot be imported",
		"CPN has no call that returns a ticket. Declare it with the id and the inputs it was made with: "+
			"applying that finds it again.")
}
