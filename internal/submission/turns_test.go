// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package submission

import (
	"context"
	"strings"
	"testing"
	"testing/synctest"
	"time"
)

// TestRun_takesTurns shows that a second submission of the transaction reads what the first
// has done, while the first waits on; and that the time for its turn is part of its timeout.
func TestRun_takesTurns(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		took               time.Duration // the send of the first
		interrupted        bool
		calls, says, cause string
		after              time.Duration
	}{
		"after the send":       {10 * time.Second, false, "read 10s", before, "", 10 * time.Second},
		"when the time is up":  {time.Hour, false, "", "error: Not submitted: another resource submits the same transaction", "Timed out (timeouts.create).", time.Minute},
		"when it is cancelled": {time.Hour, true, "", "error: Not submitted: another resource submits the same transaction", "Terraform was interrupted.", 5 * time.Second},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				turns := &Turns{}
				inTurn := func(s *Submission) { s.Turns, s.Timeout = turns, time.Minute }
				slow := submitted()
				slow.took = tc.took
				first := &script{t: t, steps: []step{read("CREATED"), slow, read("PENDING")}}
				ended := make(chan struct{})
				go func() {
					defer close(ended)
					first.run(t.Context(), func(s *Submission) { inTurn(s); s.WaitFor = "COMPLETED" })
				}()
				synctest.Wait()
				ctx, interrupt := context.WithCancel(t.Context())
				defer interrupt()
				if tc.interrupted {
					time.AfterFunc(5*time.Second, interrupt)
				}
				second := &script{t: t, steps: []step{read("PENDING")}}
				calls, _, diags := second.run(ctx, inTurn)
				if took := time.Since(second.start); calls != tc.calls || short(diags) != tc.says || took != tc.after {
					t.Errorf("%s after %v: %s", calls, took, short(diags))
				}
				if !strings.Contains(diags[0].Detail(), tc.cause) {
					t.Error(diags[0].Detail())
				}
				<-ended
			})
		})
	}
}
