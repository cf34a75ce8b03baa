// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

// Package submission submits a signed transaction to CPN once, and follows it until it
// has the status that is waited for.
//
// CPN has no idempotency key for the call, so the status decides: the transaction is read
// before its signed form is sent, and again after every attempt whose outcome is unknown.
// Nothing is sent while the status is not CREATED, and nothing but what was signed.
package submission

import (
	"context"
	"errors"
	"time"

	"github.com/hashicorp/terraform-plugin-framework/diag"

	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/cpn"
	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/report"
)

// Client is the part of [cpn.Client] that a submission needs.
type Client interface {
	GetTransaction(ctx context.Context, paymentID, transactionID string) (cpn.Transaction, error)
	SubmitTransaction(ctx context.Context, paymentID, transactionID, signed string) (cpn.Transaction, error)
	MaxRetries() int
}

// Submission is one signed transaction.
type Submission struct {
	Client                   Client
	PaymentID, TransactionID string
	// SignedMessage is the message that was signed, as JSON text, and SignedTransaction
	// what the wallet returned. Both may be "" if there is nothing to submit.
	SignedMessage, SignedTransaction string
	// WaitFor is the status to wait for, "" for that of the response.
	WaitFor string
	// Timeout bounds the submission and the wait after it, ReadTimeout each read with its
	// retries.
	Timeout, ReadTimeout time.Duration
	// Resumed: state says that it was submitted, so that it is no news.
	Resumed bool
	// Observe, if set, is called with each new status.
	Observe func(ctx context.Context, status string)

	deadline time.Time
}

// Run submits the transaction unless it was submitted before, and waits. It returns the
// transaction as CPN returned it last, or nil if nothing shows that CPN has the signed form;
// with an error too, if CPN has it and the transaction is not where it should be.
func (s Submission) Run(ctx context.Context) (*cpn.Transaction, diag.Diagnostics) {
	s.deadline = time.Now().Add(s.Timeout)
	t, err := s.first(ctx)
	switch {
	case err != nil && s.Resumed:
		return nil, s.report().WaitFailed("", s.WaitFor, s.limit(), err)
	case err != nil:
		return nil, s.report().Unread(s.limit(), err)
	}
	var diags diag.Diagnostics
	signed := t
	switch {
	case statusOf(t) == cpn.StatusCreated:
		t, diags = s.submit(ctx, t)
	case !s.Resumed:
		diags = s.before(t)
	}
	if diags.HasError() {
		return nil, diags
	}
	s.observe(ctx, statusOf(t))
	t, more := s.wait(ctx, t)
	if len(t.MessageToBeSigned) == 0 { // CPN may leave it out once it is signed
		t.MessageType, t.MessageToBeSigned = signed.MessageType, signed.MessageToBeSigned
	}
	return &t, append(diags, more...)
}

// limit names the timeout that bounds the first read.
func (s Submission) limit() string {
	if s.Timeout < s.ReadTimeout {
		return "timeouts.create"
	}
	return timeoutsRead
}

const timeoutsRead = "timeouts.read"

// first reads the transaction before anything is sent.
func (s Submission) first(ctx context.Context) (cpn.Transaction, error) {
	ctx, cancel := context.WithDeadline(ctx, s.deadline)
	defer cancel()
	return s.read(ctx)
}

// read reads the transaction, within the time of a read. Everything here depends on the
// status, so a response without one is as good as none.
func (s Submission) read(ctx context.Context) (cpn.Transaction, error) {
	ctx, cancel := context.WithTimeout(ctx, s.ReadTimeout)
	defer cancel()
	t, err := s.Client.GetTransaction(ctx, s.PaymentID, s.TransactionID)
	if err == nil && statusOf(t) == "" {
		err = ErrNoStatus
	}
	return t, err
}

// ErrNoStatus is the error of a response that does not say whether a transaction is submitted.
var ErrNoStatus = errors.New("CPN's response has no status")

// before warns that somebody else submitted t. Of a FAILED transaction the wait says more. A
// status that is not known here is an error: it may come before CREATED, and in state such
// a transaction would never be submitted.
func (s Submission) before(t cpn.Transaction) diag.Diagnostics {
	switch status := statusOf(t); status {
	case cpn.StatusFailed:
		return nil
	case cpn.StatusPending, cpn.StatusBroadcasted, cpn.StatusCompleted:
		return s.report().Before(status)
	default:
		return s.report().UnknownStatus(status)
	}
}

func (s Submission) observe(ctx context.Context, status string) {
	if s.Observe != nil {
		s.Observe(ctx, status)
	}
}

// report returns what messages need of the submission.
func (s Submission) report() report.Submission {
	return report.Submission{PaymentID: s.PaymentID, TransactionID: s.TransactionID}
}

// statusOf returns the status of a transaction, "" if CPN returned none.
func statusOf(t cpn.Transaction) string { return textOf(t.Status) }

func textOf(text *string) string {
	if text == nil {
		return ""
	}
	return *text
}
