// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package report

import (
	"context"
	"errors"
	"testing"
	"time"

	"github.com/hashicorp/terraform-plugin-framework/diag"

	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/cpn"
)

// submissionMessages are about a transaction that is to be signed, and submitted.
func submissionMessages() map[string]diag.Diagnostics {
	s := Submission{PaymentID: paymentID, TransactionID: transactionID}
	unknown := &cpn.Error{Outcome: cpn.OutcomeUnknown, Ended: cpn.EndedMaybeSent, Attempts: attempts(lost), Server: "api.circle.com (from the default base_url)"}
	rejected := func(code cpn.Code, message string) diag.Diagnostics {
		e := rejection(400, code, message)
		return s.Rejected(&e)
	}
	proxy := rejection(403, 0, "Forbidden")
	busy := endedAs(rejection(429, cpn.CodeTooManyRequests, "Too Many Requests"), cpn.EndedDeadline)
	since := time.Date(2026, 11, 20, 3, 4, 5, 0, time.UTC)
	unread := &cpn.Error{Ended: cpn.EndedRetries, Attempts: attempts(lost), Server: unknown.Server}
	return map[string]diag.Diagnostics{
		"submission of another message":       s.OtherMessage(),
		"submission without signature":        {s.Missing("signed_transaction")},
		"submission unread":                   s.Unread("timeouts.read", unread),
		"submission rejected at signature":    rejected(cpn.CodeInvalidSignature, "invalid signature"),
		"submission rejected at message":      rejected(cpn.CodePayloadMismatch, "payload mismatch"),
		"submission rejected":                 rejected(cpn.CodeInsufficientTokenBalance, "insufficient balance"),
		"submission rejected as expired":      rejected(cpn.CodeSignedTransactionExpired, "expired"),
		"submission rejected onchain":         rejected(cpn.CodePaymentRefIDOnchain, "payment ref id onchain"),
		"submission rejected with a new code": rejected(299999, "something new"),
		"submission not sent":                 s.Rejected(&cpn.Error{Ended: cpn.EndedRetries, Attempts: attempts(unreachable, unreachable), Server: unknown.Server}),
		"submission rate limit":               s.Rejected(&busy),
		"submission unknown":                  s.Unknown(unknown, unread),
		"submission unknown interrupted":      s.Unknown(&cpn.Error{Outcome: cpn.OutcomeUnknown, Ended: cpn.EndedMaybeSent, Attempts: attempts("interrupted before a response")}, &cpn.Error{Ended: cpn.EndedInterrupt}),
		"submission unknown without status":   s.Unknown(unknown, errors.New("CPN's response has no status")),
		"submission interrupted":              s.Rejected(&cpn.Error{Ended: cpn.EndedInterrupt}),
		"submission still created":            s.StillCreated(unknown),
		"submission still created proxy":      s.StillCreated(&proxy),
		"submitted before":                    s.Before(cpn.StatusPending),
		"submission with an unknown status":   s.UnknownStatus("SCREENING"),
		"submission failed":                   s.Failed("INSUFFICIENT_TOKEN_BALANCE"),
		"submission failed on solana":         s.Failed("SOL_TX_ALREADY_IN_CACHE"),
		"submission failed for a new reason":  s.Failed("SOMETHING_NEW"),
		"submission failed for no reason":     s.Failed(""),
		"wait expired":                        s.WaitEnded(cpn.StatusPending, cpn.StatusCompleted, since, context.DeadlineExceeded),
		"wait interrupted":                    s.WaitEnded(cpn.StatusBroadcasted, cpn.StatusCompleted, since, context.Canceled),
		"wait unread":                         s.WaitFailed(cpn.StatusPending, cpn.StatusBroadcasted, "timeouts.read", unread),
		"import of a transaction to submit":   {s.NotSubmitted()},
		"destroy submission":                  {s.Removed()},
		"replacement of a submission":         {s.Replaced()},
	}
}

// TestSubmission_reasons holds the message of each failure reason to the form of all.
func TestSubmission_reasons(t *testing.T) {
	t.Parallel()
	for _, r := range FailureReasons() {
		checkForm(t, r.Name, Submission{PaymentID: paymentID, TransactionID: transactionID}.Failed(r.Name))
	}
	for _, r := range append(SubmissionRemedies(), Remedies()...) {
		e := rejection(r.Status, r.Code, "no")
		checkForm(t, r.Name, Submission{PaymentID: paymentID, TransactionID: transactionID}.Rejected(&e))
	}
}
