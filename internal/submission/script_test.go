// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package submission

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/cpn"
)

const (
	paymentID     = "c4d1da72-111e-4d52-bdbf-2e74a2d803d5"
	transactionID = "5b6f1b0e-6f4d-4a3c-9a59-0a6c1d0e7f11"
	signedText    = "0x02f8b1c0ffee"
	message       = `{"a":1,"b":[2]}`
)

// step is what CPN does on one call.
type step struct {
	call   string // "read" or "submit"
	status string // of the transaction that is returned
	err    error
	took   time.Duration
	edit   func(*cpn.Transaction)
	// until, if set, repeats the step until that time since the start, or until the other
	// call comes.
	until time.Duration
}

// script is a client that plays steps. The last read repeats for ever.
type script struct {
	t      *testing.T
	steps  []step
	calls  []string // with the time since the start
	start  time.Time
	signed string // what is to be sent
}

func (s *script) GetTransaction(ctx context.Context, payment, transaction string) (cpn.Transaction, error) {
	return s.play(ctx, "read", payment, transaction)
}

func (s *script) SubmitTransaction(ctx context.Context, payment, transaction, signed string) (cpn.Transaction, error) {
	if signed != s.signed {
		s.t.Errorf("sent %q", signed)
	}
	return s.play(ctx, "submit", payment, transaction)
}

// play plays the next step, as the client of package cpn would.
func (s *script) play(ctx context.Context, call, payment, transaction string) (cpn.Transaction, error) {
	s.t.Helper()
	if payment != paymentID || transaction != transactionID {
		s.t.Errorf("%s %s/%s", call, payment, transaction)
	}
	if ctx.Err() != nil {
		return cpn.Transaction{}, &cpn.Error{Ended: ended(ctx)}
	}
	s.calls = append(s.calls, fmt.Sprintf("%s %v", call, time.Since(s.start).Round(100*time.Millisecond)))
	now := s.next(call)
	if now.call != call {
		s.t.Fatalf("want a %s: %s", now.call, s.story())
	}
	if call == "submit" {
		ctx = context.WithoutCancel(ctx) // an interrupt leaves it a grace
	}
	if !cpn.Pause(ctx, now.took) {
		cut := &cpn.Error{Ended: ended(ctx)}
		if failed, ok := errors.AsType[*cpn.Error](now.err); ok {
			cut.Attempts = failed.Attempts // those before the last
		}
		cut.Attempts = append(cut.Attempts, cpn.Attempt{Result: "no response in time"})
		return cpn.Transaction{}, cut
	}
	return now.transaction(), now.err
}

// next is the step for a call, which is over unless it repeats.
func (s *script) next(call string) step {
	now := s.steps[0]
	for len(s.steps) > 1 && now.until > 0 && (now.call != call || time.Since(s.start) >= now.until) {
		s.steps = s.steps[1:]
		now = s.steps[0]
	}
	if len(s.steps) > 1 && now.until == 0 {
		s.steps = s.steps[1:]
	}
	return now
}

// story is the calls so far.
func (s *script) story() string { return strings.Join(s.calls, ", ") }

func ended(ctx context.Context) cpn.Ended {
	if errors.Is(ctx.Err(), context.DeadlineExceeded) {
		return cpn.EndedDeadline
	}
	return cpn.EndedInterrupt
}

// transaction is what a step returns.
func (s step) transaction() cpn.Transaction {
	if s.err != nil {
		return cpn.Transaction{}
	}
	t := cpn.Transaction{ID: transactionID, PaymentID: paymentID, Status: &s.status, MessageToBeSigned: json.RawMessage(message)}
	if s.status == cpn.StatusFailed {
		t.FailureReason = new("OUT_OF_GAS")
	}
	if s.edit != nil {
		s.edit(&t)
	}
	return t
}

// read is a read that returns a transaction, and submitted a submit that does.
func read(status string) step { return step{call: "read", status: status} }
func submitted() step         { return step{call: "submit", status: "PENDING"} }

// staysCreated is every read before a time since the start, or before the next submit.
func staysCreated(until time.Duration) step {
	return step{call: "read", status: cpn.StatusCreated, until: until}
}

// submission is the submission of all tests.
func (s *script) submission(edits ...func(*Submission)) Submission {
	submission := Submission{
		Client: s, PaymentID: paymentID, TransactionID: transactionID, SignedMessage: `{ "b": [2], "a": 1 }`, SignedTransaction: signedText,
		Timeout: 30 * time.Minute, ReadTimeout: time.Minute,
	}
	for _, edit := range edits {
		edit(&submission)
	}
	s.signed = submission.SignedTransaction
	return submission
}

// fails is a submit that fails, and unread a read.
func fails(err *cpn.Error) step { return step{call: "submit", err: err} }
func unread() step              { return step{call: "read", err: unsent()} }

// lost is an attempt that CPN may have accepted.
func lost() *cpn.Error {
	return &cpn.Error{Outcome: cpn.OutcomeUnknown, Ended: cpn.EndedMaybeSent, Attempts: []cpn.Attempt{{Result: "connection closed before a response"}}}
}

// rejected is CPN's rejection with a code.
func rejected(code cpn.Code) *cpn.Error {
	return &cpn.Error{Ended: cpn.EndedFinal, StatusCode: 400, Code: code, Message: "no", Attempts: []cpn.Attempt{{Status: 400, Result: "HTTP 400"}}}
}

// foreign is a proxy's response with an HTTP status.
func foreign(status int) *cpn.Error {
	return &cpn.Error{Ended: cpn.EndedFinal, StatusCode: status, Message: "<html>", Attempts: []cpn.Attempt{{Status: status, Result: "HTTP"}}}
}

// unsent is an attempt that never left this machine.
func unsent() *cpn.Error {
	return &cpn.Error{Ended: cpn.EndedRetries, Attempts: []cpn.Attempt{{Result: "connection refused"}}}
}

// limited is CPN's "not now".
func limited() *cpn.Error {
	return &cpn.Error{Ended: cpn.EndedDeadline, StatusCode: 429, Code: 429, Attempts: []cpn.Attempt{{Status: 429, Result: "HTTP 429"}}}
}
