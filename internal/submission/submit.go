// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package submission

import (
	"context"
	"errors"
	"math"
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
// has it then. After a send that CPN may have accepted, the status decides whether there is
// another.
func (s Submission) submit(ctx context.Context, t cpn.Transaction) (cpn.Transaction, diag.Diagnostics) {
	diags := s.check(t)
	if diags.HasError() {
		return t, diags
	}
	var sent sends
	for quiet := s.stale(); ; quiet = min(2*quiet, longestQuiet) {
		submitted, err := s.send(ctx)
		if err == nil {
			s.observe(ctx, statusOf(submitted))
			return submitted, diags
		}
		failed, ok := errors.AsType[*cpn.Error](err)
		if !ok {
			return t, append(diags, s.report(t).Unread(timeoutsRead, err)...)
		}
		if sent.add(failed); sent.then == giveUp {
			return t, append(diags, s.report(t).Rejected(&sent.last)...)
		}
		now := s.watch(ctx, t, sent.then, quiet)
		switch {
		case now.status() != cpn.StatusCreated && sent.uncertain:
			return now.transaction, diags
		case now.status() != cpn.StatusCreated:
			return now.transaction, append(diags, s.before(now.transaction)...)
		case ctx.Err() != nil:
			return t, append(diags, s.report(t).Unknown(&sent.last, &cpn.Error{Ended: cpn.EndedInterrupt})...)
		case now.unread != nil:
			return t, append(diags, s.report(t).Unknown(&sent.last, now.unread)...)
		case sent.then != sendAgain || !time.Now().Before(s.deadline):
			return t, append(diags, s.stillCreated(t, sent)...)
		}
	}
}

// send sends the signed form, within the time that is left. An attempt that was never sent,
// or that CPN limits, is repeated in there.
func (s Submission) send(ctx context.Context) (cpn.Transaction, error) {
	ctx, cancel := context.WithDeadline(ctx, s.deadline)
	defer cancel()
	return s.Client.SubmitTransaction(ctx, s.PaymentID, s.TransactionID, s.SignedTransaction)
}

// watch reads the transaction after a send, until it is no longer CREATED. If then allows
// another send or a message, it must have stayed CREATED for the quiet time. The time for a
// stale read is granted after the timeout too: it would leave the outcome unknown.
func (s Submission) watch(ctx context.Context, t cpn.Transaction, then next, quiet time.Duration) seen {
	sent := time.Now()
	until := sent.Add(s.stale())
	if s.deadline.After(until) {
		until = s.deadline
	}
	ctx, cancel := context.WithDeadline(ctx, until)
	defer cancel()
	if then == readOnly {
		quiet = math.MaxInt64
	}
	return s.poll(ctx, seen{transaction: t, since: sent}, func(now seen) bool {
		return now.status() != cpn.StatusCreated || now.unread == nil && time.Since(sent) >= quiet
	})
}

// stillCreated explains the failed sends of a transaction that is CREATED after them. A
// rejection by CPN says that the sends before it were not accepted either, unless its reason
// may be one of them.
func (s Submission) stillCreated(t cpn.Transaction, sent sends) diag.Diagnostics {
	switch about, e := s.report(t), &sent.last; {
	case isRejection(e) && saysOnchain(e.Code):
		return about.Onchain(e)
	case isRejection(e) && sent.then == readBriefly && !isAboutNonce(e.Code):
		return about.Rejected(e)
	default:
		return about.StillCreated(e)
	}
}
