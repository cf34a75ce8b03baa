// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

// Package submission submits a signed transaction to CPN, which accepts it once, and follows it
// until it has the status that is waited for.
//
// CPN has no idempotency key for the call, so the status decides: the transaction is read
// before its signed form is sent, and for a while after every attempt whose outcome is
// unknown. Nothing is sent while the status is not CREATED, and nothing but what was signed.
// Identical bytes may be sent again: they are the same permit, or the same transaction on
// Solana, so they cannot pay twice.
package submission

import (
	"cmp"
	"context"
	"time"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-log/tflog"

	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/cpn"
	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/report"
)

// Client is the part of [cpn.Client] that a submission needs.
type Client interface {
	GetTransaction(ctx context.Context, paymentID, transactionID string) (cpn.Transaction, error)
	SubmitTransaction(ctx context.Context, paymentID, transactionID, signed string) (cpn.Transaction, error)
}

// Submission is one signed transaction.
type Submission struct {
	Client                   Client
	PaymentID, TransactionID string
	// SignedMessage is the message that was signed, and SignedTransaction what the wallet
	// returned. Both may be "" if there is nothing to submit.
	SignedMessage, SignedTransaction string
	// WaitFor is the status to wait for, "" for that of the response.
	WaitFor string
	// Timeout bounds everything: the submission and the wait after it. ReadTimeout bounds each
	// read with its retries.
	Timeout, ReadTimeout time.Duration

	deadline time.Time
}

// Run submits the transaction unless it was submitted before, and waits. It returns the
// transaction as CPN returned it last, perhaps with warnings; or errors and no transaction,
// because the next run reads it again and goes on waiting.
func (s Submission) Run(ctx context.Context) (*cpn.Transaction, diag.Diagnostics) {
	s.deadline = time.Now().Add(s.Timeout)
	limited, cancel := context.WithDeadline(ctx, s.deadline)
	defer cancel()
	limit := s.limit()
	first, err := s.read(limited)
	if err != nil {
		return nil, s.report(first).Unread(limit, err)
	}
	now, diags := first, s.before(first)
	if statusOf(first) == cpn.StatusCreated {
		now, diags = s.submit(ctx, first)
	} else {
		s.logStatus(ctx, statusOf(first))
	}
	if diags.HasError() {
		return nil, diags
	}
	found, more := s.end(limited, s.poll(limited, seen{transaction: now, since: time.Now()}, s.isOver))
	if found != nil && len(found.MessageToBeSigned) == 0 { // CPN may leave it out once it is signed
		found.MessageType, found.MessageToBeSigned = first.MessageType, first.MessageToBeSigned
	}
	return found, append(diags, more...)
}

// Wait follows a transaction that was submitted before, according to state. It sends
// nothing, and returns the transaction or errors, as [Submission.Run] does.
func (s Submission) Wait(ctx context.Context) (*cpn.Transaction, diag.Diagnostics) {
	ctx, cancel := context.WithTimeout(ctx, s.Timeout)
	defer cancel()
	now := s.poll(ctx, s.look(ctx, seen{}), func(now seen) bool {
		return s.isOver(now) || now.status() == cpn.StatusCreated && time.Since(now.since) >= s.stale()
	})
	if now.status() == cpn.StatusCreated {
		return nil, s.report(now.transaction).CreatedAfterAll()
	}
	return s.end(ctx, now)
}

// limit names the timeout that bounds a read which begins now.
func (s Submission) limit() string {
	if time.Until(s.deadline) < s.ReadTimeout {
		return "timeouts.create"
	}
	return timeoutsRead
}

const timeoutsRead = "timeouts.read"

// before warns if somebody else submitted t. Of a FAILED transaction the wait says more. A
// status that is not known here is an error: it may come before CREATED, and in state such
// a transaction would never be submitted.
func (s Submission) before(t cpn.Transaction) diag.Diagnostics {
	switch status := statusOf(t); status {
	case cpn.StatusCreated, cpn.StatusFailed:
		return nil
	case cpn.StatusPending, cpn.StatusBroadcasted, cpn.StatusCompleted:
		return append(s.report(t).Before(status), report.MessageFindings(s.PaymentID, s.TransactionID, status, findings(t))...)
	default:
		return s.report(t).UnknownStatus(status)
	}
}

// logStatus writes one line for a new status.
func (s Submission) logStatus(ctx context.Context, status string) {
	tflog.Debug(ctx, "CPN transaction status", map[string]any{"transaction_id": s.TransactionID, "status": status})
}

// report returns what messages need of the submission, and of the transaction as far as it
// is known.
func (s Submission) report(t cpn.Transaction) report.Submission {
	return report.Submission{
		PaymentID: s.PaymentID, TransactionID: s.TransactionID,
		SenderAddress: textOf(t.SenderAddress), Amount: textOf(cmp.Or(t.Amount, &cpn.Amount{}).Amount),
	}
}

// statusOf returns the status of a transaction, "" if CPN returned none.
func statusOf(t cpn.Transaction) string { return textOf(t.Status) }

func textOf(text *string) string {
	if text == nil {
		return ""
	}
	return *text
}
