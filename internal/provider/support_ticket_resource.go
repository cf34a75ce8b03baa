// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"context"
	"errors"
	"time"

	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/cpn"
	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/createonly"
	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/report"
)

var (
	_ resource.ResourceWithConfigure   = (*supportTicketResource)(nil)
	_ resource.ResourceWithModifyPlan  = (*supportTicketResource)(nil)
	_ resource.ResourceWithImportState = (*supportTicketResource)(nil)
)

func newSupportTicketResource() resource.Resource { return &supportTicketResource{} }

// supportTicketResource is cpn_support_ticket. CPN has no call that reads a ticket, so the
// response to the create is all that Terraform can ever know about it.
type supportTicketResource struct{ configuredResource }

func (*supportTicketResource) Metadata(_ context.Context, req resource.MetadataRequest, resp *resource.MetadataResponse) {
	resp.TypeName = req.ProviderTypeName + "_support_ticket"
}

func (*supportTicketResource) Schema(_ context.Context, _ resource.SchemaRequest, resp *resource.SchemaResponse) {
	resp.Schema = supportTicketSchema()
}

// ModifyPlan plans id and idempotency_key, and warns about what CPN cannot undo. Terraform
// plans a create twice, in two processes, so what is planned depends on configuration and
// state alone.
func (r *supportTicketResource) ModifyPlan(ctx context.Context, req resource.ModifyPlanRequest, resp *resource.ModifyPlanResponse) {
	var plan, state supportTicketModel
	configuredID, diags := createonly.ReadPlan(ctx, req, &plan, &state)
	resp.Diagnostics.Append(diags...)
	switch {
	case resp.Diagnostics.HasError():
	case req.Plan.Raw.IsNull():
		resp.Diagnostics.Append(state.removed().Destroyed())
	case req.State.Raw.IsNull():
		r.planCreate(ctx, plan, configuredID, resp)
	default:
		r.planChange(ctx, plan, state, configuredID, resp)
	}
}

// planCreate plans id and idempotency_key if everything that they depend on is known.
// Otherwise Terraform plans again in the apply.
func (r *supportTicketResource) planCreate(ctx context.Context, plan supportTicketModel, configuredID types.String, resp *resource.ModifyPlanResponse) {
	resp.Diagnostics.Append(r.revealing(plan.inputs())...)
	if resp.Diagnostics.HasError() || !createonly.Known(ctx, configuredID, plan.inputs()) {
		return
	}
	plan.Fields = createonly.Keys(plan.ID, plan.request())
	resp.Diagnostics.Append(resp.Plan.Set(ctx, plan)...)
	resp.Diagnostics.Append(r.run.PlanCreate(report.SupportTicketSubject, plan.Fields)...)
}

// planChange replaces the ticket if an input has another meaning. Otherwise only timeouts may
// change: state keeps the inputs as they were first written.
func (r *supportTicketResource) planChange(ctx context.Context, plan, state supportTicketModel, configuredID types.String, resp *resource.ModifyPlanResponse) {
	inputs, before, derived := plan.inputs(), state.inputs(), createonly.DerivedID(state.request())
	replacing := createonly.Replacing(ctx, configuredID, inputs, before, createonly.DerivedID(plan.request()) == derived)
	resp.RequiresReplace.Append(replacing...)
	switch {
	case len(replacing) == 0:
		state.Timeouts = plan.Timeouts
		resp.Diagnostics.Append(resp.Plan.Set(ctx, state)...)
		resp.Diagnostics.Append(r.run.Keep(report.SupportTicketSubject, configuredID, state.Fields, state.TicketID, derived)...)
	case createonly.Undecided(ctx, inputs, before):
		resp.Diagnostics.Append(state.removed().MayBeReplaced())
	default:
		resp.Diagnostics.Append(state.removed().Replaced())
	}
}

// Create opens the ticket. The client repeats a request whose response is lost. An error leaves
// nothing in state: the next apply sends the same idempotency key, and CPN returns the ticket if
// it exists.
func (r *supportTicketResource) Create(ctx context.Context, req resource.CreateRequest, resp *resource.CreateResponse) {
	var plan supportTicketModel
	resp.Diagnostics.Append(req.Plan.Get(ctx, &plan)...)
	if resp.Diagnostics.HasError() {
		return
	}
	request := plan.request()
	plan.Fields = createonly.Keys(plan.ID, request)
	limited, cancel, diags := r.begin(ctx, report.SupportTicketSubject, plan.Fields, plan.inputs(), plan.Timeouts)
	defer cancel()
	resp.Diagnostics.Append(diags...)
	if resp.Diagnostics.HasError() {
		return
	}
	began := time.Now()
	ticket, err := r.client.CreateSupportTicket(limited, request, plan.IdempotencyKey.ValueString())
	failed, _ := errors.AsType[*cpn.Error](err)
	switch failure := createonly.Failure(report.SupportTicketSubject, plan.Fields, plan.PaymentID, failed); {
	case createonly.ExistsWithoutDetails(failed):
		resp.Diagnostics.Append(failure.DetailsLost()...)
		resp.Diagnostics.Append(resp.State.Set(ctx, plan.with(cpn.SupportTicket{}))...)
	case err != nil:
		resp.Diagnostics.Append(failure.Diagnostics()...)
	default:
		resp.Diagnostics.Append(plan.returned(ticket)...)
		resp.Diagnostics.Append(report.SupportTicketSubject.ReplayedTicket(ticket.CreateDate, ticket.Date, time.Since(began))...)
		resp.Diagnostics.Append(resp.State.Set(ctx, plan.with(ticket))...)
	}
}

// Read leaves the state as it is: CPN has no call that returns a ticket.
func (*supportTicketResource) Read(context.Context, resource.ReadRequest, *resource.ReadResponse) {}

// Update stores changed timeouts, which is all that a plan changes in place.
func (*supportTicketResource) Update(_ context.Context, req resource.UpdateRequest, resp *resource.UpdateResponse) {
	resp.State.Raw = req.Plan.Raw
}

// Delete does nothing: the framework removes the ticket from state, and the plan has said that
// it stays at CPN.
func (*supportTicketResource) Delete(context.Context, resource.DeleteRequest, *resource.DeleteResponse) {
}

// ImportState always fails: CPN cannot return a ticket, so there is nothing to import.
func (*supportTicketResource) ImportState(_ context.Context, _ resource.ImportStateRequest, resp *resource.ImportStateResponse) {
	resp.Diagnostics.Append(report.SupportTicketSubject.NotImportable())
}
