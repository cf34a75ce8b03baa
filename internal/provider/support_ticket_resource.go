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

// supportTicketResource is cpn_support_ticket. CPN has no call that returns a ticket,
// so the response to the create is all that Terraform can ever know about it.
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

// ImportState explains: CPN cannot return a ticket, so there is nothing to import it from.
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
	if date, old := replayedSince(ticket, began); old {
		diags.Append(report.SupportTicketSubject.ReplayedTicket(date)...)
	}
	return plan.with(ticket), diags, nil
}

// oldAfter is how far before the create a ticket must have been created to count as
// that of an earlier one: more than clocks differ.
const oldAfter = 5 * time.Minute

// replayedSince reports whether CPN returned a ticket that was there before, and since
// when. How old it is, CPN's own clock decides; that of this machine, which says when the
// create began, only where CPN does not tell.
func replayedSince(t cpn.SupportTicket, began time.Time) (date string, old bool) {
	if t.CreateDate == nil {
		return "", false
	}
	if !t.Date.IsZero() {
		began = t.Date
	}
	created, err := time.Parse(time.RFC3339, *t.CreateDate)
	if err != nil || began.Sub(created) <= oldAfter {
		return "", false
	}
	return created.Format(time.RFC3339), true
}
