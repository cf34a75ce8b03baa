// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package report

import (
	"context"
	"errors"
	"time"

	"github.com/hashicorp/terraform-plugin-framework/diag"

	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/cpn"
)

// submissionMessages are about a transaction that is to be signed, and submitted.
func submissionMessages() map[string]table {
	s := Submission{PaymentID: paymentID, TransactionID: transactionID}
	const server = "api.circle.com (from the default base_url)"
	unknown := &cpn.Error{Outcome: cpn.OutcomeUnknown, Ended: cpn.EndedMaybeSent, Attempts: attempts(lost), Server: server}
	interrupted := &cpn.Error{Outcome: cpn.OutcomeUnknown, Ended: cpn.EndedMaybeSent, Attempts: attempts("interrupted before a response")}
	unread := &cpn.Error{Ended: cpn.EndedRetries, Attempts: attempts(lost), Server: server}
	unsent := cpn.Error{Ended: cpn.EndedRetries, Attempts: attempts(unreachable, unreachable), Server: server}
	unauthorized := rejection(401, 4, "unauthorized")
	unauthorized.APIKeySource = "CPN_API_KEY"
	rejected := func(e cpn.Error) diag.Diagnostics { return s.Rejected(&e) }
	proxy := rejection(403, 0, "Forbidden")
	busy := rejection(429, 429, "Too Many Requests")
	onchain, allowance := rejection(400, cpn.CodePermit2NonceAlreadyUsed, "nonce used"), rejection(400, cpn.CodeInsufficientAllowanceToPermit2, "allowance")
	onchain.Attempts = attempts(lost, onchain.Message)
	funded := Submission{PaymentID: paymentID, TransactionID: transactionID, SenderAddress: "0x57414adbba3ceba52b3d4b7b1d9b4d28bbb67799", Amount: "11.948672"}
	since := time.Date(2026, 11, 20, 3, 4, 5, 0, time.UTC)
	return map[string]table{
		"submission": {
			"submission not in base64":          s.NotBase64(),
			"submission not in hex":             s.NotHex(),
			"submission twice":                  s.Twice(),
			"submission without signature":      {s.Missing("signed_transaction")},
			"submission unread":                 s.Unread("timeouts.read", unread),
			"submitted before":                  s.Before(cpn.StatusPending),
			"submission with an unknown status": s.UnknownStatus("SCREENING"),
			"plan without a signature unread":   {s.PlanUnread(unread)},
		},
		"submission_outcome": {
			"submission rejected":                                       rejected(rejection(400, 290312, "insufficient balance")),
			"submission rejected at signature":                          rejected(rejection(400, cpn.CodeInvalidSignature, "invalid signature")),
			"submission rejected at message":                            rejected(rejection(400, cpn.CodePayloadMismatch, "payload mismatch")),
			"submission rejected as expired":                            rejected(rejection(400, 290309, "expired")),
			"submission rejected as raw":                                rejected(rejection(400, cpn.CodeNonceTooLow, "nonce too low")),
			"submission rejected with a new code":                       rejected(rejection(400, 299999, "something new")),
			"submission rejected for allowance":                         funded.Rejected(&allowance),
			"submission rejected for an allowance of an unknown amount": rejected(allowance),
			"submission not sent":                                       rejected(unsent),
			"submission interrupted":                                    rejected(cpn.Error{Ended: cpn.EndedInterrupt}),
			"submission rate limit":                                     rejected(endedAs(busy, cpn.EndedDeadline)),
			"submission rate limit long wait":                           rejected(endedAs(busy, cpn.EndedRetryAfter)),
			"submission out of time":                                    rejected(endedAs(unsent, cpn.EndedDeadline)),
			"submission rejected unauthorized":                          rejected(unauthorized),
			"submission unknown":                                        s.Unknown(unknown, unread),
			"submission unknown interrupted":                            s.Unknown(interrupted, &cpn.Error{Ended: cpn.EndedInterrupt}),
			"submission unknown without status":                         s.Unknown(unknown, errors.New("CPN's response has no status")),
			"submission still created":                                  s.StillCreated(unknown),
			"submission still created proxy":                            s.StillCreated(&proxy),
			"submission onchain":                                        s.Onchain(&onchain, nil),
			"submission onchain interrupted":                            s.Onchain(&onchain, &cpn.Error{Ended: cpn.EndedInterrupt}),
		},
		"submission_wait": {
			"wait expired":                     s.WaitEnded(cpn.StatusPending, cpn.StatusCompleted, since, context.DeadlineExceeded, nil),
			"wait interrupted":                 s.WaitEnded(cpn.StatusBroadcasted, cpn.StatusCompleted, since, context.Canceled, nil),
			"wait unread":                      s.WaitEnded(cpn.StatusPending, cpn.StatusBroadcasted, since, context.DeadlineExceeded, unread),
			"wait never read":                  s.WaitEnded("", cpn.StatusCompleted, time.Time{}, context.DeadlineExceeded, errors.New("CPN's response has no status")),
			"wait for any status":              s.WaitEnded("", "", time.Time{}, context.DeadlineExceeded, unread),
			"wait for a transaction to submit": s.CreatedAfterAll(),
		},
		"transaction_failed": {
			"submission failed":                  s.Failed("INSUFFICIENT_TOKEN_BALANCE", ""),
			"submission failed onchain":          s.Failed("FAILED_ONCHAIN", "0x5f2c3a9b1d4e6f708192a3b4c5d6e7f8091a2b3c4d5e6f708192a3b4c5d6e7f8"),
			"submission failed on solana":        s.Failed("SOL_TX_ALREADY_IN_CACHE", ""),
			"submission failed for a new reason": s.Failed("SOMETHING_NEW", ""),
			"submission failed for no reason":    s.Failed("", ""),
		},
	}
}
