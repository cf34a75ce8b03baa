// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package submission

import (
	"context"
	"errors"
	"math"
	"net/http"
	"slices"
	"time"

	"github.com/hashicorp/terraform-plugin-framework/diag"

	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/cpn"
)

const (
	// staleFor is how long a read may still show CREATED once CPN has the signed transaction.
	staleFor = 15 * time.Second
	// longestQuiet is the longest time between two sends. It begins with staleFor, and doubles.
	longestQuiet = 2 * time.Minute
)

// stale is how long the transaction must stay CREATED before reads are believed. A short time
// for reads makes it shorter.
func (s Submission) stale() time.Duration { return min(staleFor, s.ReadTimeout) }

// submit sends the signed form of t, which is CREATED, and returns the transaction as CPN
// has it then. An attempt that was never sent, or that CPN limits, is repeated by the client.
// After a send that CPN may have accepted, the status decides whether there is another.
func (s Submission) submit(ctx context.Context, t cpn.Transaction) (cpn.Transaction, diag.Diagnostics) {
	diags := s.check(t)
	if diags.HasError() {
		return t, diags
	}
	var sent sends
	for quiet := s.stale(); ; quiet = min(2*quiet, longestQuiet) {
		limited, cancel := context.WithDeadline(ctx, s.deadline)
		submitted, err := s.Client.SubmitTransaction(limited, s.PaymentID, s.TransactionID, s.SignedTransaction)
		cancel()
		if err == nil {
			s.logStatus(ctx, statusOf(submitted))
			return submitted, diags
		}
		failed, ok := errors.AsType[*cpn.Error](err)
		if !ok {
			return t, append(diags, s.report(t).Unread(timeoutsRead, err)...)
		}
		if sent.add(failed); sent.then == giveUp {
			return t, append(diags, s.report(t).Rejected(&sent.last)...)
		}
		now := s.watch(ctx, t, sent, quiet)
		switch {
		case now.status() != cpn.StatusCreated && sent.uncertain:
			return now.transaction, diags
		case now.status() != cpn.StatusCreated:
			return now.transaction, append(diags, s.before(now.transaction)...)
		case ctx.Err() != nil:
			return t, append(diags, s.unresolved(t, sent, &cpn.Error{Ended: cpn.EndedInterrupt})...)
		case now.unread != nil:
			return t, append(diags, s.unresolved(t, sent, now.unread)...)
		case sent.then != sendAgain || !time.Now().Before(s.deadline):
			return t, append(diags, s.unresolved(t, sent, nil)...)
		}
	}
}

// watch reads the transaction after a send, until it is no longer CREATED. Before another send
// or a message, it must have stayed CREATED for the quiet time. The time for a stale read is
// granted after the timeout too: it would leave the outcome unknown.
func (s Submission) watch(ctx context.Context, t cpn.Transaction, all sends, quiet time.Duration) seen {
	sent := time.Now()
	until := sent.Add(s.stale())
	if s.deadline.After(until) {
		until = s.deadline
	}
	ctx, cancel := context.WithDeadline(ctx, until)
	defer cancel()
	switch {
	case all.onchain(): // only Circle can tell why the status does not show it
		quiet = longestQuiet
	case all.then == readOnly:
		quiet = math.MaxInt64
	}
	return s.poll(ctx, seen{transaction: t, since: sent}, func(now seen) bool {
		return now.status() != cpn.StatusCreated || now.unread == nil && time.Since(sent) >= quiet
	})
}

// unresolved explains the failed sends of a transaction that is CREATED after them, or that
// could not be read. A rejection by CPN says that the sends before it were not accepted either,
// unless its reason may be one of them.
func (s Submission) unresolved(t cpn.Transaction, all sends, readErr error) diag.Diagnostics {
	switch about, e := s.report(t), &all.last; {
	case all.onchain():
		return about.Onchain(e, readErr)
	case readErr != nil:
		return about.Unknown(e, readErr)
	case isRejection(e) && all.then == readBriefly && !isAboutNonce(e.Code):
		return about.Rejected(e)
	default:
		return about.StillCreated(e)
	}
}

// next is what follows a failed send.
type next int

const (
	giveUp      next = iota // CPN has not accepted it, and nothing else can have happened
	sendAgain               // read, and send again if the transaction stays CREATED
	readBriefly             // read until a stale read is over
	readOnly                // never send again, because CPN or the blockchain has it
)

// sends sums up the failed sends of one submission.
type sends struct {
	last      cpn.Error // with the attempts of all sends
	uncertain bool      // CPN may have accepted one
	then      next
}

// add adds a failed send.
func (s *sends) add(failed *cpn.Error) {
	attempts := s.last.Attempts
	for _, a := range failed.Attempts {
		a.Number = len(attempts) + 1
		attempts = append(attempts, a)
	}
	s.then = after(failed, s.uncertain)
	s.last, s.uncertain = *failed, s.uncertain || failed.Outcome == cpn.OutcomeUnknown
	s.last.Attempts = attempts
}

// onchain reports whether CPN rejected the last send because the blockchain has the transaction.
func (s *sends) onchain() bool { return isRejection(&s.last) && saysOnchain(s.last.Code) }

// after says what follows a failed send. uncertain says that CPN may have accepted an earlier
// one.
//
// It decides about money, so its table test is its specification.
func after(e *cpn.Error, uncertain bool) next {
	switch {
	case e.Outcome == cpn.OutcomeUnknown:
		return sendAgain
	case isRejection(e) && (saysSubmitted(e.Code) || saysOnchain(e.Code)):
		return readOnly
	case e.IsForeign(), isRejection(e) && uncertain:
		return readBriefly
	case uncertain: // never sent, or limited
		return sendAgain
	default:
		return giveUp
	}
}

// isRejection reports whether CPN has processed and rejected the request.
func isRejection(e *cpn.Error) bool {
	return e.Code != 0 && e.Outcome == cpn.OutcomeNothing && e.StatusCode != http.StatusTooManyRequests
}

// saysSubmitted reports whether CPN says that it has the signed transaction.
func saysSubmitted(code cpn.Code) bool {
	return slices.Contains([]cpn.Code{
		cpn.CodeInvalidTransactionStatus, cpn.CodeAlreadySubmitted, cpn.CodeBroadcastingInProgress, cpn.CodeSignatureAccepted,
	}, code)
}

// saysOnchain reports whether CPN says that the blockchain has the transaction.
func saysOnchain(code cpn.Code) bool {
	return code == cpn.CodePaymentRefIDOnchain || code == cpn.CodePermit2NonceAlreadyUsed
}

// isAboutNonce reports whether an earlier send may be the reason for a rejection, because it
// has used the nonce.
func isAboutNonce(code cpn.Code) bool {
	return slices.Contains([]cpn.Code{cpn.CodeNonceTooLow, cpn.CodeNonceMismatch, cpn.CodeNonceAlreadyUsed}, code)
}
