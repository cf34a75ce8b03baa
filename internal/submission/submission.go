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
	// ReadTimeout bounds each read, its retries included.
	ReadTimeout time.Duration
	// Resumed: state says that it was submitted, so that it is no news.
	Resumed bool
	// Observe, if set, is called with each status that is new.
	Observe func(ctx context.Context, status string)
}

// Run submits the transaction unless it was submitted before, and waits. It returns the
// transaction as it was last read, or nil if CPN has no submission; with an error too, if
// the submission exists and is not where it should be.
func (s Submission) Run(ctx context.Context) (*cpn.Transaction, diag.Diagnostics) {
	t, err := s.read(ctx)
	if err != nil {
		return nil, s.report().Unread(err)
	}
	var diags diag.Diagnostics
	if statusOf(t) == cpn.StatusCreated {
		if t, diags = s.submit(ctx, t); diags.HasError() {
			return nil, diags
		}
	} else if statusOf(t) != cpn.StatusFailed && !s.Resumed {
		diags = s.report().Before(statusOf(t))
	}
	s.observe(ctx, statusOf(t))
	t, more := s.wait(ctx, t)
	return &t, append(diags, more...)
}

// read reads the transaction, within the time of a read.
func (s Submission) read(ctx context.Context) (cpn.Transaction, error) {
	ctx, cancel := context.WithTimeout(ctx, s.ReadTimeout)
	defer cancel()
	return s.Client.GetTransaction(ctx, s.PaymentID, s.TransactionID)
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
