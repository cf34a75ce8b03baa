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

const (
	firstPoll   = 2 * time.Second
	longestPoll = 15 * time.Second
)

// Reached reports whether a status is the one that is waited for, or comes after it. Any
// is, if nothing is waited for.
func Reached(status, waitFor string) bool {
	life := []string{cpn.StatusCreated, cpn.StatusPending, cpn.StatusBroadcasted, cpn.StatusCompleted}
	return waitFor == "" || slices.Contains(life, status) && slices.Index(life, status) >= slices.Index(life, waitFor)
}

// wait reads the transaction until it has the status that is waited for, and returns it
// as it was last read.
func (s Submission) wait(ctx context.Context, t cpn.Transaction) (cpn.Transaction, diag.Diagnostics) {
	ctx, cancel := context.WithDeadline(ctx, s.deadline)
	defer cancel()
	since := time.Now()
	for delay := firstPoll; ; delay = min(delay*3/2, longestPoll) {
		switch status := statusOf(t); {
		case status == cpn.StatusFailed:
			return t, s.report().Failed(textOf(t.FailureReason))
		case Reached(status, s.WaitFor):
			return t, nil
		}
		if !pause(ctx, delay) {
			return t, s.report().WaitEnded(statusOf(t), s.WaitFor, since, ctx.Err())
		}
		now, err := s.read(ctx)
		switch {
		case err != nil && ctx.Err() != nil:
			return t, s.report().WaitEnded(statusOf(t), s.WaitFor, since, ctx.Err())
		case err != nil:
			return t, s.report().WaitFailed(statusOf(t), s.WaitFor, timeoutsRead, err)
		case statusOf(now) != statusOf(t):
			since = time.Now()
			s.observe(ctx, statusOf(now))
		}
		t = now
	}
}
