// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package cpnfake

import (
	"net/http"
	"slices"
	"strings"
	"time"
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
func (s *Server) createTicket(c *call) response {
	f, rejected := newForm(c)
	if rejected != nil {
		return rejected.response()
	}
	t := Ticket{
		PaymentID:      strings.ToLower(f.text("paymentId", isUUID, "must be a UUID")),
		IssueType:      f.text("issueType", isIssueType, "must be a known issue type"),
		Description:    f.text("description", isNotBlank, "must be a string that is not blank"),
		Email:          f.text("email", isEmail, "must be an email address"),
		IdempotencyKey: strings.ToLower(f.text("idempotencyKey", isUUIDv4, "must be a UUID v4")),
		CCEmails:       f.emails("ccEmails"),
	}
	if rejected := f.rejection(); rejected != nil {
		return rejected.response()
	}
	check := func() *rejection { return s.rejectTicket(t.PaymentID) }
	return s.once(c, t.IdempotencyKey, check, func() map[string]any {
		s.counts.Tickets++
		t.ID, t.TicketRefID = s.newID("ticket", t.IdempotencyKey), s.newID("reference", t.IdempotencyKey)
		t.CaseRefID = s.newCase(t.ID)
		t.CreateDate = s.date(0)
		s.tickets = append(s.tickets, t)
		return t.data()
	})
}

// rejectTicket says why a payment can have no ticket, or returns nil.
func (s *Server) rejectTicket(paymentID string) *rejection {
	if s.payment(paymentID).Unknown {
		return reject(http.StatusNotFound, codeNoTicketPayment)
	}
	return nil
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

// dateForm is how CPN writes dates.
const dateForm = "2006-01-02T15:04:05.000000Z07:00"

// date is the time at the given distance ahead, as CPN writes it.
func (s *Server) date(ahead time.Duration) string {
	return s.now().UTC().Add(ahead).Format(dateForm)
}
