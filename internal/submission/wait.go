// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package submission

import (
	"context"
	"slices"
	"time"

	"github.com/hashicorp/terraform-plugin-framework/diag"

	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/cpn"
)

// Reached reports whether a status is the one that is waited for, or comes after it. Any
// is, if nothing is waited for.
func Reached(status, waitFor string) bool {
	life := []string{cpn.StatusCreated, cpn.StatusPending, cpn.StatusBroadcasted, cpn.StatusCompleted}
	return waitFor == "" || slices.Contains(life, status) && slices.Index(life, status) >= slices.Index(life, waitFor)
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

// wait follows t, which CPN has just shown as submitted.
func (s Submission) wait(ctx context.Context, t cpn.Transaction) (*cpn.Transaction, diag.Diagnostics) {
	ctx, cancel := context.WithDeadline(ctx, s.deadline)
	defer cancel()
	return s.end(ctx, s.poll(ctx, seen{transaction: t, since: time.Now()}, s.isOver))
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
