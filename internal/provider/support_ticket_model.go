// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"github.com/hashicorp/terraform-plugin-framework-timeouts/resource/timeouts"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/cpn"
	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/createonly"
	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/report"
)

// supportTicketModel is the data of cpn_support_ticket.
type supportTicketModel struct {
	createonly.Fields

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
func (m supportTicketModel) inputs() []createonly.Input {
	return []createonly.Input{
		{Attribute: "id", Value: m.ID},
		{Attribute: "payment_id", Value: m.PaymentID},
		{Attribute: "issue_type", Value: m.IssueType},
		{Attribute: "description", Value: m.Description},
		{Attribute: "email", Value: m.Email},
		{Attribute: "cc_emails", Value: m.CCEmails},
	}
}

// kept returns the plan of a ticket whose inputs mean the same as those in state: only
// timeouts may change.
func (m supportTicketModel) kept(state supportTicketModel) supportTicketModel {
	state.Timeouts = m.Timeouts
	return state
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

// withoutDetails returns m as the data of a ticket that CPN does not return.
func (m supportTicketModel) withoutDetails() supportTicketModel {
	m.TicketID, m.CaseRefID, m.TicketRefID, m.CreateDate = types.StringNull(), types.StringNull(), types.StringNull(), types.StringNull()
	return m
}

// with returns m with what only CPN can decide about the ticket. Inputs stay as configured, so
// the result always matches the plan.
func (m supportTicketModel) with(t cpn.SupportTicket) supportTicketModel {
	m.TicketID = types.StringValue(t.ID)
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

// textList returns the elements of a list of strings.
func textList(list types.List) []string {
	var out []string
	for _, element := range list.Elements() {
		if text, ok := element.(types.String); ok {
			out = append(out, text.ValueString())
		}
	}
	return out
}
