// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"github.com/hashicorp/terraform-plugin-framework-timeouts/resource/timeouts"
	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/cpn"
	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/createonly"
	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/report"
)

// supportTicketModel is the data of cpn_support_ticket.
type supportTicketModel struct {
	createonly.Fields

	PaymentID   types.String   `tfsdk:"payment_id"`
	IssueType   types.String   `tfsdk:"issue_type"`
	Description types.String   `tfsdk:"description"`
	Email       types.String   `tfsdk:"email"`
	CCEmails    types.List     `tfsdk:"cc_emails"`
	TicketID    types.String   `tfsdk:"ticket_id"`
	CaseRefID   types.String   `tfsdk:"case_ref_id"`
	TicketRefID types.String   `tfsdk:"ticket_ref_id"`
	CreateDate  types.String   `tfsdk:"create_date"`
	Timeouts    timeouts.Value `tfsdk:"timeouts"`
}

// inputs returns the arguments that are part of the create.
func (m supportTicketModel) inputs() map[string]attr.Value {
	return map[string]attr.Value{
		"id": m.ID, "payment_id": m.PaymentID, "issue_type": m.IssueType, "description": m.Description, "email": m.Email, "cc_emails": m.CCEmails,
	}
}

// request returns the create that m asks for.
func (m supportTicketModel) request() cpn.NewSupportTicket {
	return cpn.NewSupportTicket{
		PaymentID:   m.PaymentID.ValueString(),
		IssueType:   cpn.IssueType(m.IssueType.ValueString()),
		Description: m.Description.ValueString(),
		Email:       m.Email.ValueString(),
		CCEmails:    textList(m.CCEmails),
	}
}

// removed returns what stays at CPN when m leaves the state.
func (m supportTicketModel) removed() report.Removed {
	return report.Removed{Subject: report.SupportTicketSubject, CPNID: m.TicketID.ValueString(), CaseRefID: m.CaseRefID.ValueString()}
}

// with returns m with what only CPN can decide about the ticket. Inputs stay as configured, so
// the result always matches the plan. Of a ticket that CPN does not return, t is zero.
func (m supportTicketModel) with(t cpn.SupportTicket) supportTicketModel {
	m.TicketID = nullIfEmpty(&t.ID)
	m.CaseRefID = types.StringPointerValue(t.CaseRefID)
	m.TicketRefID = types.StringPointerValue(t.TicketRefID)
	m.CreateDate = types.StringPointerValue(t.CreateDate)
	return m
}

// returned warns about each input for which the response has another value. An absent member
// is not a difference.
func (m supportTicketModel) returned(t cpn.SupportTicket) diag.Diagnostics {
	r := report.Returned{Subject: report.SupportTicketSubject, CPNID: t.ID}
	r.Text("issue_type", m.IssueType.ValueString(), t.IssueType)
	if t.Description != nil {
		r.Text("description", cpn.CanonicalDescription(m.Description.ValueString()), new(cpn.CanonicalDescription(*t.Description)))
	}
	r.Text("email", m.Email.ValueString(), t.Email)
	if t.CCEmails != nil {
		r.Elements("cc_emails", textList(m.CCEmails), t.CCEmails)
	}
	return r.Diagnostics
}
