// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"context"
	"time"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/cpn"
)

var (
	_ resource.ResourceWithConfigure   = (*supportTicketResource)(nil)
	_ resource.ResourceWithModifyPlan  = (*supportTicketResource)(nil)
	_ resource.ResourceWithImportState = (*supportTicketResource)(nil)
	_ creator[supportTicketModel]      = (*supportTicketResource)(nil)
)

func newSupportTicketResource() resource.Resource { return &supportTicketResource{} }

// supportTicketResource is cpn_support_ticket.
type supportTicketResource struct {
	connected
}

var supportTicket = kind{
	name:        "support ticket",
	verb:        "open",
	idAttribute: "ticket_id",
	members: map[string]string{
		"paymentId":   "payment_id",
		"issueType":   "issue_type",
		"description": "description",
		"email":       "email",
		"ccEmails":    "cc_emails",
	},
	check: "ask Circle support, with the idempotency key below, whether the support ticket exists.",
}

// Metadata implements [resource.Resource].
func (*supportTicketResource) Metadata(_ context.Context, req resource.MetadataRequest, resp *resource.MetadataResponse) {
	resp.TypeName = req.ProviderTypeName + "_support_ticket"
}

// Schema implements [resource.Resource].
func (*supportTicketResource) Schema(_ context.Context, _ resource.SchemaRequest, resp *resource.SchemaResponse) {
	resp.Schema = supportTicketSchema()
}

// ModifyPlan implements [resource.ResourceWithModifyPlan].
func (r *supportTicketResource) ModifyPlan(ctx context.Context, req resource.ModifyPlanRequest, resp *resource.ModifyPlanResponse) {
	modifyPlan[supportTicketModel](ctx, r.connection, supportTicket, req, resp)
}

// Create opens the ticket.
func (r *supportTicketResource) Create(ctx context.Context, req resource.CreateRequest, resp *resource.CreateResponse) {
	create(ctx, r.connection, supportTicket, r, req, resp)
}

// Read leaves the state as it is: CPN has no call that returns a ticket, so the
// reply to the create is all Terraform can ever know about it. Of an unfinished
// ticket it warns.
func (r *supportTicketResource) Read(ctx context.Context, req resource.ReadRequest, resp *resource.ReadResponse) {
	var state supportTicketModel
	resp.Diagnostics.Append(req.State.Get(ctx, &state)...)
	remind(ctx, r.connection, supportTicket, state, req, resp)
}

// Update completes an unfinished ticket, or takes over a changed timeouts.
func (r *supportTicketResource) Update(ctx context.Context, req resource.UpdateRequest, resp *resource.UpdateResponse) {
	update(ctx, r.connection, supportTicket, r, req, resp)
}

// Delete forgets the ticket, which the framework does by itself. CPN cannot
// delete one; the plan has said so.
func (r *supportTicketResource) Delete(ctx context.Context, req resource.DeleteRequest, resp *resource.DeleteResponse) {
	handOver[supportTicketModel](ctx, r.connection, req, resp)
}

// ImportState explains: CPN cannot return a ticket, so there is nothing to import it from.
func (*supportTicketResource) ImportState(_ context.Context, _ resource.ImportStateRequest, resp *resource.ImportStateResponse) {
	resp.Diagnostics.AddError("A support ticket cannot be imported",
		"CPN has no call that returns a ticket. Declare it with the id and the inputs it was made with: "+
			"applying that finds it again.")
}

// send implements [creator].
func (*supportTicketResource) send(
	ctx context.Context, client *cpn.Client, plan supportTicketModel, key cpn.Key,
) (supportTicketModel, diag.Diagnostics, error) {
	began := time.Now()
	ticket, err := client.CreateSupportTicket(ctx, plan.ticket(), key)
	if err != nil {
		return plan, nil, err
	}
	diags := plan.echoed(ticket)
	diags.Append(withheld(ticket.Response)...)
	diags.Append(oldTicket(ticket, began)...)
	return plan.with(ticket), diags, nil
}

// confirm implements [creator]: CPN cannot be asked about a ticket.
func (*supportTicketResource) confirm(_ context.Context, _ *cpn.Client, made supportTicketModel) (supportTicketModel, diag.Diagnostics) {
	return made, nil
}

// find implements [creator]. CPN cannot be asked about a ticket, so its details
// are lost once all attempts have brought no more: until then the response to the
// first may still come.
func (*supportTicketResource) find(
	_ context.Context, _ *cpn.Client, plan supportTicketModel, f failure,
) (supportTicketModel, diag.Diagnostics) {
	if f.err.Ended != cpn.EndedRetries && f.err.Ended != cpn.EndedDeadline {
		return plan, f.error("The support ticket exists; CPN has not returned its details yet", f.again(), joined(" ", f.lastResult(), f.ended()))
	}
	return plan.unanswered(types.StringNull()), diag.Diagnostics{diag.NewWarningDiagnostic(
		"The support ticket exists; CPN does not return its details", f.text(
			"Do nothing in Terraform: plans with unchanged configuration are empty. The case number comes by email to the address in `email`.",
			"An earlier attempt created the ticket, and CPN says only that this idempotency key was processed before. CPN cannot return a ticket, so "+
				"ticket_id, case_ref_id, ticket_ref_id and create_date stay null."))}
}

// explain implements [creator].
func (*supportTicketResource) explain(_ context.Context, _ *cpn.Client, _ supportTicketModel, f failure) diag.Diagnostics {
	return f.diagnostics()
}
