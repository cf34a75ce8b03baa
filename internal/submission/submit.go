// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package submission

import (
	"cmp"
	"context"
	"errors"
	"net/http"
	"slices"
	"time"

	"github.com/hashicorp/terraform-plugin-framework/diag"

	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/cpn"
	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/report"
)

// submit sends the signed form of t, which is CREATED, and returns the transaction as CPN
// has it then. After an attempt that CPN may have accepted, the status decides whether
// there is another. That read is not bound by the timeout of the submission, which would
// leave the outcome unknown.
func (s Submission) submit(ctx context.Context, t cpn.Transaction) (cpn.Transaction, diag.Diagnostics) {
	diags := s.check(t)
	if diags.HasError() {
		return t, diags
	}
	limited, cancel := context.WithDeadline(ctx, s.deadline)
	defer cancel()
	var uncertain *cpn.Error // the last attempt that CPN may have accepted
	for sent := 1; ; sent++ {
		submitted, err := s.Client.SubmitTransaction(limited, s.PaymentID, s.TransactionID, s.SignedTransaction)
		var failed *cpn.Error
		switch {
		case err == nil:
			return submitted, diags
		case !errors.As(err, &failed):
			return t, append(diags, s.report().Unread(timeoutsRead, err)...)
		case failed.Outcome == cpn.OutcomeUnknown:
			uncertain = failed
			pause(limited, backOff(sent)) // CPN may still be at work
		case uncertain == nil && !saysSubmitted(failed):
			return t, append(diags, s.report().Rejected(failed)...)
		}
		now, err := s.read(ctx)
		switch {
		case err != nil:
			return t, append(diags, s.report().Unknown(cmp.Or(uncertain, failed), err)...)
		case statusOf(now) != cpn.StatusCreated && uncertain == nil:
			return now, append(diags, s.before(now)...)
		case statusOf(now) != cpn.StatusCreated:
			return now, diags
		case failed != uncertain || sent > s.Client.MaxRetries() || limited.Err() != nil:
			return t, append(diags, s.stillCreated(failed, uncertain)...)
		}
	}
}

// stillCreated explains the last failed attempt of a transaction that is CREATED after it.
// An earlier uncertain attempt makes the outcome unknown, unless CPN has rejected the last
// for a reason that the earlier one cannot be.
func (s Submission) stillCreated(failed, uncertain *cpn.Error) diag.Diagnostics {
	switch {
	case saysOnchain(failed):
		return s.report().StillCreated(failed)
	case uncertain != nil && failed.Outcome != cpn.OutcomeUnknown && isRejection(failed) && !saysSubmitted(failed):
		return s.report().Rejected(failed)
	}
	return s.report().StillCreated(cmp.Or(uncertain, failed))
}

// saysSubmitted reports whether only the status can tell what a failure means: CPN says
// that the transaction was submitted, or somebody responded in place of CPN.
func saysSubmitted(e *cpn.Error) bool {
	if !e.Envelope {
		return e.StatusCode >= http.StatusMultipleChoices && e.StatusCode != http.StatusTooManyRequests
	}
	return e.Code == cpn.CodeInvalidTransactionStatus || e.Code == cpn.CodeAlreadySubmitted || e.Code == cpn.CodeBroadcastingInProgress
}

// saysOnchain reports whether the blockchain may have this transaction already: its nonce or
// its payment was found there. After an uncertain attempt nobody must sign with another nonce.
func saysOnchain(e *cpn.Error) bool {
	return slices.Contains([]cpn.Code{cpn.CodeNonceTooLow, cpn.CodeNonceMismatch, cpn.CodeNonceAlreadyUsed, cpn.CodePaymentRefIDOnchain}, e.Code)
}

// isRejection reports whether CPN has processed and rejected the request.
func isRejection(e *cpn.Error) bool { return e.Envelope && e.StatusCode != http.StatusTooManyRequests }

// check keeps anything but the signed form of this transaction's message from being sent.
func (s Submission) check(t cpn.Transaction) diag.Diagnostics {
	message := string(t.MessageToBeSigned)
	switch {
	case s.SignedMessage == "":
		return diag.Diagnostics{s.report().Missing("signed_message")}
	case s.SignedTransaction == "":
		return diag.Diagnostics{s.report().Missing("signed_transaction")}
	case message == "null" || !cpn.SameMessage(s.SignedMessage, message): // null is no message
		return s.report().OtherMessage()
	}
	description := cpn.Description{
		SenderAddress: textOf(t.SenderAddress), DestinationAddress: textOf(t.DestinationAddress), Blockchain: textOf(t.Blockchain),
	}
	if t.Amount != nil {
		description.Amount, description.Currency = textOf(t.Amount.Amount), textOf(t.Amount.Currency)
	}
	return report.SubmissionBlocked(s.PaymentID, s.TransactionID, cpn.CheckMessage(message, "", description))
}

const (
	// firstPause is how long to wait before the status after an uncertain attempt is read
	// and believed; it doubles up to longestPause.
	firstPause   = 500 * time.Millisecond
	longestPause = 15 * time.Second
)

// backOff returns the wait after failed attempt n, counting from 1.
func backOff(n int) time.Duration {
	return min(firstPause<<min(n-1, 10), longestPause)
}

// pause waits, and reports false if ctx ends before that.
func pause(ctx context.Context, d time.Duration) bool {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return true
	case <-ctx.Done():
		return false
	}
}
