// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package cpn

import (
	"context"
	"encoding/json"
	"slices"
	"strings"
)

// IssueType says what a support ticket is about.
type IssueType string

// Issue types an originating institution may use.
const (
	IssueSettlementDelay          IssueType = "PAYMENT_SETTLEMENT_DELAY"
	IssueWrongRecipient           IssueType = "PAYMENT_SENT_TO_WRONG_RECIPIENT"
	IssueWrongAmount              IssueType = "PAYMENT_AMOUNT_INCORRECT"
	IssueInformationFromOFI       IssueType = "REQUEST_FOR_INFORMATION_OFI"
	IssueInformationFromSender    IssueType = "REQUEST_FOR_INFORMATION_SENDER"
	IssueInformationFromReceiver  IssueType = "REQUEST_FOR_INFORMATION_RECEIVER"
	IssueFundingAmountDiscrepancy IssueType = "FUNDING_AMOUNT_DISCREPANCY"
	IssueReverseFunds             IssueType = "REVERSE_FUNDS"
	IssueExistingTicket           IssueType = "EXISTING_TICKET"
	IssueOther                    IssueType = "OTHER"
)

// IssueTypes lists every [IssueType] in the order the documentation shows them.
// Validators and generated docs both read this list, so adding a constant here
// is the whole change.
func IssueTypes() []IssueType {
	return []IssueType{
		IssueSettlementDelay,
		IssueWrongRecipient,
		IssueWrongAmount,
		IssueInformationFromOFI,
		IssueInformationFromSender,
		IssueInformationFromReceiver,
		IssueFundingAmountDiscrepancy,
		IssueReverseFunds,
		IssueExistingTicket,
		IssueOther,
	}
}

// NewSupportTicket is what a ticket is opened with.
type NewSupportTicket struct {
	PaymentID   string // UUID
	IssueType   IssueType
	Description string
	Email       string
	CCEmails    []string // in any order; none is the same as nil
}

// Operation is CPN's name for the call, as the idempotency key has it.
func (NewSupportTicket) Operation() string { return "createSupportTicket" }

// Path is where the request goes, below the base URL.
func (NewSupportTicket) Path() string { return "/v1/cpn/supportTickets" }

// Body is the request's canonical JSON without its idempotency key: members
// sorted, the payment's UUID in lower case, addresses sorted, line ends as LF. Requests that mean
// the same have the same body, and the body is sent as it is. Text and maps of text always have a JSON form.
func (n NewSupportTicket) Body() []byte {
	body, _ := json.Marshal(struct {
		CCEmails    []string  `json:"ccEmails,omitempty"`
		Description string    `json:"description"`
		Email       string    `json:"email"`
		IssueType   IssueType `json:"issueType"`
		PaymentID   string    `json:"paymentId"`
	}{
		slices.Sorted(slices.Values(n.CCEmails)), WithLF(n.Description), n.Email, n.IssueType, strings.ToLower(n.PaymentID),
	})
	return body
}

// WithLF returns text with its line ends as LF. A checkout on Windows may have CRLF,
// which means the same.
func WithLF(text string) string { return strings.ReplaceAll(text, "\r\n", "\n") }

func (n NewSupportTicket) private() private {
	values := private{{"description", WithLF(n.Description)}, {"email", n.Email}}
	for _, address := range n.CCEmails {
		values = append(values, namedValue{"ccEmails", address})
	}
	return values
}

// SupportTicket is a ticket as CPN answered it. A nil member was absent; one of
// another type than documented is empty.
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

// CreateSupportTicket opens a ticket. Calling it again with the same key does
// not open another, so it is repeated as freely as a read. Its error is an
// [*Error].
func (c *Client) CreateSupportTicket(ctx context.Context, in NewSupportTicket, key Key) (SupportTicket, error) {
	return create[SupportTicket](ctx, c, in, in.PaymentID, key)
}
