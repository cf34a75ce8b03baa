// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package cpn

import (
	"context"
	"encoding/json"
	"slices"
	"strings"
)

// IssueType is the subject of a support ticket.
type IssueType string

// IssueTypes lists every [IssueType] that an originating institution may use, in the order of
// CPN's documentation. Validators and generated docs read this list.
func IssueTypes() []IssueType {
	return []IssueType{
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
	}
}

// NewSupportTicket holds the inputs of a support ticket.
type NewSupportTicket struct {
	PaymentID   string // UUID
	IssueType   IssueType
	Description string
	Email       string
	CCEmails    []string // in any order; empty is the same as nil
}

// Operation is CPN's name for the call, which the idempotency key depends on.
func (NewSupportTicket) Operation() string { return "createSupportTicket" }

// Path is the request's path, below the base URL.
func (NewSupportTicket) Path() string { return "/v1/cpn/supportTickets" }

// Body is the request's canonical JSON without its idempotency key: sorted members and
// addresses, the payment's UUID in lower case, the canonical description. Equivalent requests
// have the same body, and that body is sent unchanged. Strings and maps of strings always have a JSON
// form.
func (n NewSupportTicket) Body() []byte {
	body, _ := json.Marshal(struct {
		CCEmails    []string  `json:"ccEmails,omitempty"`
		Description string    `json:"description"`
		Email       string    `json:"email"`
		IssueType   IssueType `json:"issueType"`
		PaymentID   string    `json:"paymentId"`
	}{
		slices.Sorted(slices.Values(n.CCEmails)), CanonicalDescription(n.Description), n.Email, n.IssueType, CanonicalID(n.PaymentID),
	})
	return body
}

// CanonicalDescription returns a description without what files and editors add to a text: a
// byte order mark at its start, CRLF for LF, and line ends at its end.
func CanonicalDescription(text string) string {
	text = strings.ReplaceAll(strings.TrimLeft(text, "\ufeff"), "\r\n", "\n")
	return strings.TrimRight(text, "\r\n")
}

func (n NewSupportTicket) private() private {
	values := private{{"description", CanonicalDescription(n.Description)}, {"email", n.Email}}
	for _, address := range n.CCEmails {
		values = append(values, namedValue{"ccEmails", address})
	}
	return values
}

// SupportTicket is a ticket as CPN returned it. An absent member is nil; a member of an
// undocumented type is empty.
type SupportTicket struct {
	Response `json:"-"`

	ID          string   `json:"id"`        // UUID
	PaymentID   string   `json:"paymentId"` // UUID
	IssueType   *string  `json:"issueType"`
	Description *string  `json:"description"`
	CaseRefID   *string  `json:"caseRefId"`   // e.g. "CIR-123456"
	TicketRefID *string  `json:"ticketRefId"` // UUID
	Email       *string  `json:"email"`
	CCEmails    []string `json:"ccEmails"`
	CreateDate  *string  `json:"createDate"` // RFC 3339
}

func (t SupportTicket) identity() (id, paymentID string) { return t.ID, t.PaymentID }

// CreateSupportTicket creates a ticket. Calling it again with the same idempotency key does
// not create another, so it is retried as freely as a read. Its error is an [*Error].
func (c *Client) CreateSupportTicket(ctx context.Context, in NewSupportTicket, key string) (SupportTicket, error) {
	return create[SupportTicket](ctx, c, in, in.PaymentID, key)
}
