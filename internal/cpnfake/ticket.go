// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package cpnfake

import (
	"net/http"
	"slices"
	"strings"
)

// Ticket is a support ticket that the server holds.
type Ticket struct {
	ID             string   `json:"id"`        // UUID
	PaymentID      string   `json:"paymentId"` // UUID in lower case
	IssueType      string   `json:"issueType"`
	Description    string   `json:"description"`
	CaseRefID      string   `json:"caseRefId"`   // such as CIR-000001
	TicketRefID    string   `json:"ticketRefId"` // UUID
	Email          string   `json:"email"`
	CCEmails       []string `json:"ccEmails,omitempty"` // nil if not sent
	CreateDate     string   `json:"createDate"`         // RFC 3339
	IdempotencyKey string   `json:"idempotencyKey"`     // UUIDv4 in lower case
}

// isIssueType reports whether CPN documents the issue type.
func isIssueType(s string) bool {
	return slices.Contains([]string{
		"PAYMENT_SETTLEMENT_DELAY",
		"PAYMENT_SENT_TO_WRONG_RECIPIENT",
		"PAYMENT_AMOUNT_INCORRECT",
		"REQUEST_FOR_INFORMATION_OFI",
		"REQUEST_FOR_INFORMATION_SENDER",
		"REQUEST_FOR_INFORMATION_RECEIVER",
		"FUNDING_AMOUNT_DISCREPANCY",
		"REVERSE_FUNDS",
		"EXISTING_TICKET",
		"OTHER",
	}, s)
}

// createTicket serves POST /v1/cpn/supportTickets.
func (s *Server) createTicket(c *call) *response {
	t := Ticket{
		PaymentID:      strings.ToLower(c.text("paymentId", IsUUID, "must be a UUID")),
		IssueType:      c.text("issueType", isIssueType, "must be a known issue type"),
		Description:    c.text("description", isNotBlank, "must be a string that is not blank"),
		Email:          c.text("email", isEmail, "must be an email address"),
		IdempotencyKey: c.key(),
		CCEmails:       c.emails("ccEmails"),
	}
	if rejected := c.rejection(); rejected != nil {
		return rejected
	}
	check := func() *response {
		if s.payment(t.PaymentID).Unknown {
			return reject(http.StatusNotFound, codeNoTicketPayment)
		}
		return nil
	}
	return s.once(c, t.IdempotencyKey, check, func() resource {
		s.counts.Tickets++
		t.ID, t.TicketRefID = s.newID("ticket", t.IdempotencyKey), s.newID("reference", t.IdempotencyKey)
		t.CaseRefID = s.newCase(t.ID)
		t.CreateDate = date(s.now())
		s.tickets = append(s.tickets, t)
		return t
	})
}

// data is the ticket as CPN returns it.
func (t Ticket) data() map[string]any {
	data := map[string]any{
		"id":          t.ID,
		"paymentId":   t.PaymentID,
		"issueType":   t.IssueType,
		"description": t.Description,
		"caseRefId":   t.CaseRefID,
		"ticketRefId": t.TicketRefID,
		"email":       t.Email,
		"createDate":  t.CreateDate,
	}
	if t.CCEmails != nil {
		addresses := make([]any, 0, len(t.CCEmails))
		for _, address := range t.CCEmails {
			addresses = append(addresses, address)
		}
		data["ccEmails"] = addresses
	}
	return data
}
