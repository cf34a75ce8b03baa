// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"context"
	"time"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/resource"

	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/cpn"
	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/createonly"
	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/report"
)

var (
	_ resource.ResourceWithConfigure         = (*supportTicketResource)(nil)
	_ resource.ResourceWithModifyPlan        = (*supportTicketResource)(nil)
	_ resource.ResourceWithImportState       = (*supportTicketResource)(nil)
	_ createonly.Creator[supportTicketModel] = (*supportTicketResource)(nil)
)

func newSupportTicketResource() resource.Resource {
	r := &supportTicketResource{}
	r.Resource = createonly.New(report.SupportTicketSubject, r)
	return r
}

// supportTicketResource is cpn_support_ticket. CPN has no call that reads a ticket, so the
// response to the create is all that Terraform can ever know about it.
type supportTicketResource struct {
	createonly.Resource[supportTicketModel]
}

// Metadata implements [resource.Resource].
func (*supportTicketResource) Metadata(_ context.Context, req resource.MetadataRequest, resp *resource.MetadataResponse) {
	resp.TypeName = req.ProviderTypeName + "_support_ticket"
}

// Schema implements [resource.Resource].
func (*supportTicketResource) Schema(_ context.Context, _ resource.SchemaRequest, resp *resource.SchemaResponse) {
	resp.Schema = supportTicketSchema()
}

// ImportState always fails: CPN cannot return a ticket, so there is nothing to import.
func (*supportTicketResource) ImportState(_ context.Context, _ resource.ImportStateRequest, resp *resource.ImportStateResponse) {
	resp.Diagnostics.Append(report.SupportTicketSubject.NotImportable())
}

// Send implements [createonly.Creator].
func (*supportTicketResource) Send(
	ctx context.Context, client *cpn.Client, plan supportTicketModel, key cpn.Key,
) (supportTicketModel, diag.Diagnostics, error) {
	began := time.Now()
	ticket, err := client.CreateSupportTicket(ctx, plan.ticket(), key)
	if err != nil {
		return plan, nil, err
	}
	diags := plan.returned(ticket)
	diags.Append(report.Withheld(ticket.Withheld)...)
	if !ticket.Date.IsZero() {
		began = ticket.Date // CPN's clock, which also sets the ticket's date
	}
	diags.Append(report.SupportTicketSubject.ReplayedTicket(ticket.CreateDate, began)...)
	return plan.with(ticket), diags, nil
}
