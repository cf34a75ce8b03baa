// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package report

// Subject is what messages say of one type of object.
type Subject struct {
	Name        string // "support ticket"
	Verb        string // "open", as in "Could not open the support ticket"
	IDAttribute string // the attribute with CPN's ID, "ticket_id"
	// Members are CPN's names for the inputs, and the attributes they come from.
	Members map[string]string
	// Check, which goes on a sentence, says how to find out whether CPN has an object,
	// and Adopt what to do about one that exists and that no create returns.
	Check, Adopt string
	// Elsewhere says where to find what CPN does not return, "" where nowhere.
	Elsewhere string
}

// Action completes "Could not …".
func (s Subject) Action() string { return s.Verb + " the " + s.Name }

// SupportTicketSubject is what messages say of support tickets.
var SupportTicketSubject = Subject{
	Name:        "support ticket",
	Verb:        "open",
	IDAttribute: "ticket_id",
	Members: map[string]string{
		"paymentId":   "payment_id",
		"issueType":   "issue_type",
		"description": "description",
		"email":       "email",
		"ccEmails":    "cc_emails",
	},
	Check:     "ask Circle support, with the idempotency key below, whether the support ticket exists.",
	Adopt:     "Remove its resource block, so that no other one is created.",
	Elsewhere: "The case number comes by email to the address in `email`.",
}

// TransactionSubject is what messages say of transactions.
var TransactionSubject = Subject{
	Name:        "transaction",
	Verb:        "create",
	IDAttribute: "transaction_id",
	Members: map[string]string{
		"paymentId": "payment_id",
		"metadata":  "metadata",
	},
	Check: "check the payment's transactions (data source cpn_payment), or ask Circle support with the idempotency key below.",
	Adopt: "Import it with its metadata.",
}
