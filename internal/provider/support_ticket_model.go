// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"context"
	"time"

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
	createonly.CommonFields

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

// CreateTimeout implements [createonly.Model].
func (m supportTicketModel) CreateTimeout(ctx context.Context) (time.Duration, diag.Diagnostics) {
	return m.Timeouts.Create(ctx, defaultCreateTimeout)
}

// WithKeyedID implements [createonly.Model].
func (m supportTicketModel) WithKeyedID(id createonly.KeyedID) supportTicketModel {
	m.CommonFields = m.Keyed(id)
	return m
}

// WithReturned implements [createonly.Model].
func (m supportTicketModel) WithReturned(v types.String) supportTicketModel {
	m.TicketID, m.CaseRefID, m.TicketRefID, m.CreateDate = v, v, v, v
	return m
}

// CPNID implements [createonly.Model].
func (m supportTicketModel) CPNID() types.String { return m.TicketID }

// Inputs implements [createonly.Model].
func (m supportTicketModel) Inputs() []attr.Value {
	return []attr.Value{m.PaymentID, m.IssueType, m.Description, m.Email, m.CCEmails}
}

// Removed implements [createonly.Model].
func (m supportTicketModel) Removed(supportTicketModel) report.Removed {
	return report.Removed{Subject: report.SupportTicketSubject, CPNID: m.TicketID.ValueString(), CaseRefID: m.CaseRefID.ValueString()}
}

// Request implements [createonly.Model].
func (m supportTicketModel) Request() cpn.Request { return m.ticket() }

// ticket returns the inputs of the create.
func (m supportTicketModel) ticket() cpn.NewSupportTicket {
	return cpn.NewSupportTicket{
		PaymentID:   m.PaymentID.ValueString(),
		IssueType:   cpn.IssueType(m.IssueType.ValueString()),
		Description: m.Description.ValueString(),
		Email:       m.Email.ValueString(),
		CCEmails:    textList(m.CCEmails),
	}
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
		r.Text("description", cpn.WithLF(m.Description.ValueString()), new(cpn.WithLF(*t.Description)))
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
