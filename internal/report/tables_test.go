// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package report

import (
	"errors"
	"fmt"
	"time"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"

	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/cpn"
)

// createMessages are about creates of tickets and transactions.
func createMessages() map[string]table {
	ticket, transaction := SupportTicketSubject, TransactionSubject
	failed := func(s Subject, e cpn.Error) diag.Diagnostics { return failureOf(s, e).Diagnostics() }
	unknown := func(ended cpn.Ended, results ...string) cpn.Error {
		return cpn.Error{Outcome: cpn.OutcomeUnknown, Ended: ended, Attempts: attempts(results...)}
	}
	expired := rejection(400, 290308, "payment expired")
	withFields := rejection(400, 2, "API parameter invalid")
	withFields.Fields = []cpn.FieldError{
		{Location: "body.email", Message: "is not an address"},
		{Location: "ccEmails[1]", Message: "is not an address"},
		{Location: "$.metadata.a", Message: "is not a member of a ticket"},
	}
	busy := rejection(429, 429, "too many requests")
	busy.Attempts = attempts("busy", "busy", "busy")
	unsent := cpn.Error{Ended: cpn.EndedRetries, Attempts: attempts(unreachable, unreachable)}
	limitedThenUnsent := cpn.Error{Ended: cpn.EndedRetries, Attempts: attempts("HTTP 429 (code 429): busy", unreachable)}
	limitedThenUnsent.Attempts[0].Status = 429
	active := rejection(400, cpn.CodeActiveTransactionExists, "an active transaction exists")
	processed := existing(cpn.EndedRetries)
	differs := Returned{Subject: ticket, CPNID: ticketID}
	differs.Text("issue_type", "OTHER", nil)
	differs.Text("description", "It is late.\nVery.", new("It is late.\nvery"))
	differs.Elements("cc_emails", []string{"a@ofi.com", "b@ofi.com"}, []string{"b@ofi.com", "c@ofi.com", "d@ofi.com"})
	return map[string]table{
		"outcome_unknown": {
			"outcome unknown":                     failed(ticket, unknown(cpn.EndedRetries, lost, lost, lost)),
			"outcome unknown interrupted":         failed(ticket, unknown(cpn.EndedInterrupt, "interrupted before a response")),
			"outcome unknown out of time":         failed(ticket, unknown(cpn.EndedDeadline, lost, "no response within 30s")),
			"outcome unknown silence":             failed(ticket, unknown(cpn.EndedSilence, lost)),
			"outcome unknown gateway":             failed(transaction, endedAs(since(rejection(502, 0, "Bad Gateway")), cpn.EndedRetries)),
			"outcome unknown then unauthorized":   failed(ticket, since(rejection(401, 4, "unauthorized"))),
			"outcome unknown then proxy":          failed(ticket, since(rejection(403, 0, "Forbidden"))),
			"outcome unknown then other proxy":    failed(ticket, since(rejection(404, 0, "Not Found"))),
			"outcome unknown then expired":        failed(transaction, since(expired)),
			"outcome unknown then expired ticket": failed(ticket, since(expired)),
			"outcome unknown then no payment":     failed(ticket, since(rejection(404, 290603, "payment not found"))),
			"outcome unknown then payment status": failed(transaction, since(rejection(400, 290304, "invalid payment status"))),
			"outcome unknown then new code":       failed(ticket, since(rejection(400, 299999, "something new"))),
		},
		"rejected": {
			"rejected":                    failed(ticket, rejection(400, cpn.CodePaymentNotFound, "payment not found")),
			"rejected transaction":        failed(transaction, expired),
			"rejected quote":              failed(transaction, rejection(400, cpn.CodeIncompatibleQuote, "incompatible quote")),
			"rejected for good":           failed(transaction, rejection(400, 290322, "sanctioned wallet address")),
			"rejected unauthorized":       failed(ticket, rejection(401, 4, "unauthorized")),
			"rejected new code":           failed(ticket, rejection(400, 299999, "something new")),
			"rejected at attribute":       failed(ticket, withFields),
			"not from cpn":                failed(ticket, rejection(403, 0, "Forbidden")),
			"not from cpn redirect":       failed(ticket, rejection(302, 0, "a redirect")),
			"not from cpn other":          failed(ticket, rejection(404, 0, "Not Found")),
			"rate limit":                  failed(ticket, endedAs(busy, cpn.EndedDeadline)),
			"rate limit long wait":        failed(ticket, endedAs(busy, cpn.EndedRetryAfter)),
			"no request reached cpn":      failed(ticket, unsent),
			"no request accepted":         failed(ticket, limitedThenUnsent),
			"no request out of time":      failed(ticket, endedAs(unsent, cpn.EndedDeadline)),
			"no request silence":          failed(ticket, cpn.Error{Ended: cpn.EndedSilence, Attempts: attempts(unreachable)}),
			"no request before interrupt": failed(ticket, cpn.Error{Ended: cpn.EndedInterrupt}),
		},
		"existing": {
			"exists without details":        failureOf(ticket, processed).DetailsLost(),
			"exists details pending":        failed(ticket, existing(cpn.EndedInterrupt)),
			"found by metadata":             failureOf(transaction, processed).Found(ofStatus("CREATED")),
			"found by metadata broadcasted": failureOf(transaction, processed).Found(ofStatus("BROADCASTED")),
			"found by metadata failed":      failureOf(transaction, processed).Found(ofStatus("FAILED")),
			"not looked up":                 failureOf(transaction, processed).NotLookedUp(),
			"ambiguous transactions":        failureOf(transaction, processed).Ambiguous([]Transaction{ofStatus("CREATED"), ofStatus("FAILED")}, 2),
			"ambiguous transactions none":   failureOf(transaction, processed).Ambiguous(nil, 0),
		},
		"active_transaction": {
			"active transaction":               failureOf(transaction, active).ActiveTransaction(differing("CREATED")),
			"active transaction after a loss":  failureOf(transaction, since(active)).ActiveTransaction(differing("BROADCASTED")),
			"active transaction same metadata": failureOf(transaction, since(active)).ActiveTransaction(ofStatus("CREATED")),
			"active transaction unknown":       failureOf(transaction, since(active)).UnknownActiveTransaction(),
		},
		"returned": {
			"earlier ticket":                   ticket.ReplayedTicket(new("2026-11-01T10:00:00Z"), time.Date(2026, 11, 20, 10, 0, 0, 0, time.UTC), time.Second),
			"earlier transaction completed":    transaction.ReplayedTransaction("COMPLETED", "COMPLETED"),
			"earlier transaction failed since": transaction.ReplayedTransaction("CREATED", "FAILED"),
			"response differs":                 differs.Diagnostics,
		},
	}
}

// readMessages are about reads, and about what they found.
func readMessages() map[string]table {
	silent := &cpn.Error{Ended: cpn.EndedRetries, Attempts: attempts(lost, lost), Server: "127.0.0.1:8080 (from CPN_BASE_URL)"}
	notFound := rejection(400, cpn.CodeTransactionNotFound, "Transaction not found")
	unauthorized := rejection(401, 4, "Unauthorized")
	proxy := rejection(404, 0, "Not Found")
	busy := endedAs(rejection(429, 429, "Too Many Requests"), cpn.EndedRetryAfter)
	down := endedAs(rejection(503, -1, "Unknown error"), cpn.EndedDeadline)
	garbled := &cpn.Error{StatusCode: 200, Ended: cpn.EndedRetries, Attempts: attempts("HTTP 200, but the response is not JSON")}
	refresh := func(err error) diag.Diagnostics { return Unrefreshed(paymentID, transactionID, err) }
	s := Submission{PaymentID: paymentID, TransactionID: transactionID}
	return map[string]table{
		"read": {
			"read failed":               ReadFailure{What: "payment", PaymentID: paymentID, Err: silent}.Diagnostics(),
			"read failed garbled":       ReadFailure{What: "payment", Err: garbled}.Diagnostics(),
			"read failed otherwise":     ReadFailure{What: "transaction", Err: errors.New("out of memory")}.Diagnostics(),
			"refresh failed":            refresh(&unauthorized),
			"refresh failed network":    refresh(silent),
			"refresh failed rate limit": refresh(&busy),
			"refresh failed 503":        refresh(&down),
			"refresh failed silence":    refresh(&cpn.Error{Ended: cpn.EndedSilence, Attempts: attempts(lost)}),
			"refresh interrupted":       refresh(&cpn.Error{Ended: cpn.EndedInterrupt}),
			"refresh not found":         refresh(&notFound),
			"refresh not from cpn":      refresh(&proxy),
			"refresh odd id":            refresh(fmt.Errorf("no request was sent: \"x\" %w", cpn.ErrUnusableID)),
			"refresh skipped":           {NotRefreshedYet(transactionID)},
			"status unconfirmed":        Unconfirmed(silent),
			"not listed":                {NotListed(paymentID, transactionID, &notFound)},
		},
		"import": {
			"invalid import id":                 {InvalidImportID(errors.New(`"4711" has 0 slashes`))},
			"invalid import identity":           {InvalidImportIdentity("transaction_id", errors.New("it is empty"))},
			"ticket import":                     {SupportTicketSubject.NotImportable()},
			"import of a transaction to submit": {s.NotSubmitted()},
		},
		"do_not_sign": {
			"changed at cpn": {ChangedAtCPN(path.Root("destination_address"),
				"0x1c7d4b196cb0c7b01d743fbc6116a902379c7238", "0x00000000000000000000000000000000000000ff")},
			"contradicted":                      Contradicted(paymentID, transactionID, key),
			"message renewed":                   {RenewedMessage(paymentID, transactionID)},
			"message withheld":                  {MessageWithheld(paymentID, transactionID)},
			"submission of another message":     s.OtherMessage("message_to_be_signed"),
			"submission of another transaction": s.OtherTransaction(),
		},
	}
}

// planMessages are about plans and about the configuration.
func planMessages() map[string]table {
	ticket, transaction := SupportTicketSubject, TransactionSubject
	removed := Removed{Subject: ticket, CPNID: ticketID, CaseRefID: "CIR-123456"}
	s := Submission{PaymentID: paymentID, TransactionID: transactionID}
	return map[string]table{
		"plan": {
			"destroy":                     {removed.Destroyed()},
			"destroy transaction":         {Removed{Subject: transaction, CPNID: transactionID}.Destroyed()},
			"destroy submission":          {s.Removed()},
			"replacement of unknown":      {removed.MayBeReplaced()},
			"replacement":                 {removed.Replaced()},
			"replacement transaction":     {Removed{Subject: transaction, CPNID: transactionID, ActiveStatus: "PENDING"}.Replaced()},
			"replacement of a submission": {s.Replaced(true)},
			"replacement of a submission if the apply finds another": {s.Replaced(false)},
			"plan that submits": {s.Submits(cpn.PaymentIntent{
				To: "0x57414adb2e3bfb0e1a4c4d7e2a1a8a0d9c3f7799", Value: "11048874", MaxFee: "899798", PermittedAmount: "11948672", ChainID: "11155111",
				Token: "0x1c7D4B196Cb0C7B01d743Fbc6116a902379C7238",
			})},
			"plan that submits another token":   {s.Submits(cpn.PaymentIntent{To: "0x57414adb2e3bfb0e1a4c4d7e2a1a8a0d9c3f7799", PermittedAmount: "11948672", ChainID: "7"})},
			"plan that submits what is unknown": {Submission{PaymentID: paymentID}.Submits(cpn.PaymentIntent{})},
			"id removed":                        {ticket.IDRemoved("INC-4711/delay", "tf-7c69db0b-0a5e-4c1f-9d0e-2f6f0a3f1b77")},
		},
		"duplicates": {
			"duplicate":     {ticket.Duplicate("INC-4711/delay", key)},
			"managed twice": {transaction.ManagedTwice(transactionID)},
		},
		"provider": {
			"no api key":                  {NoAPIKey()},
			"missing api key":             {MissingAPIKey("read the transaction")},
			"unknown provider block":      {UnknownProviderBlock("create the support ticket")},
			"wrong environment":           {WrongEnvironment("test", cpn.TestKeyPrefix, cpn.LiveKeyPrefix, "CPN_ENVIRONMENT")},
			"provider failed":             {failedBy(ProviderFailed)},
			"provider failed in a create": {failedBy(ProviderFailedInCreate)},
			"unexpected provider data":    {UnexpectedProviderData(4711)},
		},
		"invalid": {
			"invalid setting": {InvalidSetting("max_retries", "CPN_MAX_RETRIES", "a number from 0 to 20", errors.New("it is not a number in this range"))},
			"invalid value":   {InvalidValue(path.Root("payment_id"), "a UUID, such as \""+paymentID+"\"", errors.New(`"4711" is not a UUID`))},
			"repeated value":  {Repeated(path.Root("cc_emails"), 0, 2)},
		},
	}
}

func failedBy(describe func(string) (string, string)) diag.Diagnostic {
	return diag.NewErrorDiagnostic(describe("  runtime error: index out of range\n  provider.x (x.go:1)"))
}
