// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package submission

import (
	"context"
	"errors"
	"net/http"
	"time"

	"github.com/hashicorp/terraform-plugin-framework/diag"

	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/cpn"
)

// submit sends the signed form of t, which is CREATED, and returns it as CPN has it then.
// What CPN may have accepted is read before it may be sent again: the status decides.
func (s Submission) submit(ctx context.Context, t cpn.Transaction) (cpn.Transaction, diag.Diagnostics) {
	diags := s.check(t)
	if diags.HasError() {
		return t, diags
	}
	for sent := 1; ; sent++ {
		submitted, err := s.Client.SubmitTransaction(ctx, s.PaymentID, s.TransactionID, s.SignedTransaction)
		if err == nil {
			return submitted, diags
		}
		var failed *cpn.Error
		if !errors.As(err, &failed) {
			return t, append(diags, s.report().Unread(err)...)
		}
		if !mayBeSubmitted(failed) {
			return t, append(diags, s.report().Rejected(failed)...)
		}
		now, readErr := s.read(ctx)
		switch {
		case readErr != nil:
			return t, append(diags, s.report().Unknown(failed, readErr)...)
		case statusOf(now) == cpn.StatusCreated && (failed.Outcome != cpn.OutcomeUnknown || sent > s.Client.MaxRetries()):
			return t, append(diags, s.report().StillCreated(failed)...)
		case statusOf(now) != cpn.StatusCreated && failed.Outcome != cpn.OutcomeUnknown:
			return now, append(diags, s.report().Before(statusOf(now))...)
		case statusOf(now) != cpn.StatusCreated:
			return now, diags
		}
		if !pause(ctx, backOff(sent)) {
			return t, append(diags, s.report().Unknown(failed, ctx.Err())...)
		}
	}
}

// mayBeSubmitted reports whether the status has to be read after a failed attempt: CPN may
// have accepted it, somebody responded in place of CPN, or CPN says that it was submitted.
func mayBeSubmitted(e *cpn.Error) bool {
	switch {
	case e.Outcome == cpn.OutcomeUnknown:
		return true
	case !e.Envelope:
		return e.StatusCode >= http.StatusMultipleChoices && e.StatusCode != http.StatusTooManyRequests
	}
	return e.Code == cpn.CodeInvalidTransactionStatus || e.Code == cpn.CodeAlreadySubmitted || e.Code == cpn.CodeBroadcastingInProgress
}

// check keeps anything but the signed form of this transaction's message from being sent.
func (s Submission) check(t cpn.Transaction) diag.Diagnostics {
	message := string(t.MessageToBeSigned)
	switch {
	case s.SignedMessage == "":
		return diag.Diagnostics{s.report().Missing("signed_message")}
	case s.SignedTransaction == "":
		return diag.Diagnostics{s.report().Missing("signed_transaction")}
	case message == "" || !cpn.SameMessage(s.SignedMessage, message):
		return s.report().OtherMessage()
	}
	intent, ok := cpn.ReadPaymentIntent(textOf(t.MessageType), message)
	if !ok {
		return nil
	}
	description := cpn.Description{
		SenderAddress: textOf(t.SenderAddress), DestinationAddress: textOf(t.DestinationAddress), Blockchain: textOf(t.Blockchain),
	}
	if t.Amount != nil {
		description.Amount, description.Currency = textOf(t.Amount.Amount), textOf(t.Amount.Currency)
	}
	return s.report().Contradicted(intent.Contradictions(description))
}

const (
	// firstPause is how long to wait before the status is trusted and the signed form is
	// sent again, at first; it doubles up to longestPause.
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
