// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package submission

import (
	"context"
	"errors"
	"slices"
	"time"

	"github.com/hashicorp/terraform-plugin-framework/diag"

	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/cpn"
)

const (
	// firstPause is how long to wait before the first of several reads. Each pause is half
	// as long again as the one before it, up to longestPause.
	firstPause   = 500 * time.Millisecond
	longestPause = 15 * time.Second
)

// seen is what reads have shown of the transaction so far.
type seen struct {
	transaction cpn.Transaction // as it was last read
	since       time.Time       // when its status was first read
	unread      error           // why the last read failed, nil if it did not
}

func (s seen) status() string { return statusOf(s.transaction) }

// poll reads the transaction until over says so, or ctx ends. A read that fails is no news:
// the next one may succeed.
func (s Submission) poll(ctx context.Context, last seen, over func(seen) bool) seen {
	for delay := firstPause; !over(last) && cpn.Pause(ctx, delay); delay = min(delay*3/2, longestPause) {
		last = s.look(ctx, last)
	}
	return last
}

// look reads the transaction once more.
func (s Submission) look(ctx context.Context, last seen) seen {
	now, err := s.read(ctx)
	switch {
	case err != nil && ctx.Err() != nil && attemptsOf(err) < 2:
		// The end of ctx cut the read short, which says nothing about CPN.
	case err != nil:
		last.unread = err
	default:
		if statusOf(now) != last.status() {
			last.since = time.Now()
			s.logStatus(ctx, statusOf(now))
		}
		last.transaction, last.unread = now, nil
	}
	return last
}

// attemptsOf counts the attempts of a failed call.
func attemptsOf(err error) int {
	failed, ok := errors.AsType[*cpn.Error](err)
	if !ok {
		return 0
	}
	return len(failed.Attempts)
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

// Reached reports whether a status is the one that is waited for, or comes after it. Any
// is, if nothing is waited for.
func Reached(status, waitFor string) bool {
	life := []string{cpn.StatusCreated, cpn.StatusPending, cpn.StatusBroadcasted, cpn.StatusCompleted}
	return waitFor == "" || slices.Contains(life, status) && slices.Index(life, status) >= slices.Index(life, waitFor)
}

// isOver reports whether there is nothing more to wait for.
func (s Submission) isOver(now seen) bool {
	switch now.status() {
	case "": // not read yet
		return false
	case cpn.StatusFailed:
		return true
	default:
		return Reached(now.status(), s.WaitFor)
	}
}

// end returns the transaction that a wait has ended with, or why it is not as it should be.
func (s Submission) end(ctx context.Context, now seen) (*cpn.Transaction, diag.Diagnostics) {
	switch about := s.report(now.transaction); {
	case now.status() == cpn.StatusFailed:
		return nil, about.Failed(textOf(now.transaction.FailureReason), textOf(now.transaction.TransactionHash))
	case s.isOver(now):
		return &now.transaction, nil
	default:
		return nil, about.WaitEnded(now.status(), s.WaitFor, now.since, ctx.Err(), now.unread)
	}
}
