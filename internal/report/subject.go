// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package report

// Subject is what messages say of one type of resource.
type Subject struct {
	Name        string // in summaries: "support ticket"
	Noun        string // in sentences: "ticket"
	IDAttribute string // the attribute with CPN's ID: "ticket_id"
	// Members are CPN's names for the inputs, and the attributes they come from.
	Members map[string]string
	// Check says how to find out whether CPN has a ticket or transaction, and Adopt what
	// to do with an existing one that no create returns. Both complete a sentence.
	Check, Adopt string
}

// Action completes "Could not …".
func (s Subject) Action() string { return "create the " + s.Name }

// SupportTicketSubject is what messages say of support tickets.
var SupportTicketSubject = Subject{
	Name:        "support ticket",
	Noun:        "ticket",
	IDAttribute: "ticket_id",
	Members: map[string]string{
		"paymentId":   "payment_id",
		"issueType":   "issue_type",
		"description": "description",
		"email":       "email",
		"ccEmails":    "cc_emails",
	},
	Check: "ask Circle support whether the ticket exists",
	Adopt: "remove its resource block",
}

// TransactionSubject is what messages say of transactions.
var TransactionSubject = Subject{
	Name:        "transaction",
	Noun:        "transaction",
	IDAttribute: "transaction_id",
	Members: map[string]string{
		"paymentId": "payment_id",
		"metadata":  "metadata",
	},
	Check: "check whether the transaction exists (data source cpn_payment)",
	Adopt: "import it",
}
