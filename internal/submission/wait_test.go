// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package submission

import (
	"context"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/cpn"
)

// waiting is a submission that waits for a status.
func waiting(status string) func(*Submission) {
	return func(s *Submission) { s.WaitFor = status }
}

// TestReached is the specification of what a wait is over with.
func TestReached(t *testing.T) {
	t.Parallel()
	reached := map[string]string{
		"": "CREATED PENDING BROADCASTED COMPLETED FAILED NEW ", "BROADCASTED": "BROADCASTED COMPLETED", "COMPLETED": "COMPLETED",
	}
	for waitFor, statuses := range reached {
		for _, status := range []string{"", "CREATED", "PENDING", "BROADCASTED", "COMPLETED", "FAILED", "NEW"} {
			want := strings.Contains(" "+statuses+" ", " "+status+" ")
			if got := Reached(status, waitFor); got != want {
				t.Errorf("%q for %q: %t", status, waitFor, got)
			}
		}
	}
}

// TestWait_polls shows each wait: which reads it makes when, and how it ends.
func TestWait_polls(t *testing.T) {
	t.Parallel()
	const failed = "error: The transaction FAILED: OUT_OF_GAS"
	for name, tc := range map[string]struct {
		waitFor             string
		steps               []step // after the submit
		calls, status, says string
	}{
		"for nothing":                    {"", nil, "", "PENDING", ""},
		"for BROADCASTED":                {"BROADCASTED", []step{read("PENDING"), read("BROADCASTED")}, ", read 2s, read 5s", "BROADCASTED", ""},
		"for BROADCASTED, which is over": {"BROADCASTED", []step{read("COMPLETED")}, ", read 2s", "COMPLETED", ""},
		"for COMPLETED":                  {"COMPLETED", []step{read("BROADCASTED"), read("BROADCASTED"), read("COMPLETED")}, ", read 2s, read 5s, read 9.5s", "COMPLETED", ""},
		"a new status goes by":           {"COMPLETED", []step{read("SETTLING"), read("COMPLETED")}, ", read 2s, read 5s", "COMPLETED", ""},
		"CREATED goes by":                {"BROADCASTED", []step{read("CREATED"), read("BROADCASTED")}, ", read 2s, read 5s", "BROADCASTED", ""},
		"FAILED":                         {"COMPLETED", []step{read("BROADCASTED"), read("FAILED")}, ", read 2s, read 5s", "FAILED", failed},
		"unread":                         {"COMPLETED", []step{read("BROADCASTED"), unread()}, ", read 2s, read 5s", "BROADCASTED", "error: The transaction is submitted, but not yet COMPLETED"},
		"without status":                 {"COMPLETED", []step{read("")}, ", read 2s", "PENDING", "error: The transaction is submitted, but not yet COMPLETED"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				s := &script{t: t, steps: append([]step{read("CREATED"), submitted()}, tc.steps...)}
				calls, status, diags := s.run(t.Context(), waiting(tc.waitFor))
				if want := "read 0s, submit 0s" + tc.calls; calls != want || status != tc.status || short(diags) != tc.says {
					t.Errorf("got %s; %s; %s\nwant %s; %s; %s", calls, status, short(diags), want, tc.status, tc.says)
				}
			})
		})
	}
}

// TestWait_resumes shows that a wait goes on with a read, and says nothing of what state has.
func TestWait_resumes(t *testing.T) {
	t.Parallel()
	resumed := func(s *Submission) {
		s.Resumed, s.WaitFor, s.SignedMessage, s.SignedTransaction = true, "COMPLETED", "", ""
	}
	for name, tc := range map[string]struct {
		steps               []step
		calls, status, says string
	}{
		"and ends":  {[]step{read("BROADCASTED"), read("COMPLETED")}, "read 0s, read 2s", "COMPLETED", ""},
		"at once":   {[]step{read("COMPLETED")}, "read 0s", "COMPLETED", ""},
		"in FAILED": {[]step{read("FAILED")}, "read 0s", "FAILED", "error: The transaction FAILED: OUT_OF_GAS"},
		"unread":    {[]step{unread()}, "read 0s", "none", "error: The transaction is submitted, but not yet COMPLETED"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				s := &script{t: t, steps: tc.steps}
				calls, status, diags := s.run(t.Context(), resumed)
				if calls != tc.calls || status != tc.status || short(diags) != tc.says {
					t.Errorf("got %s; %s; %s", calls, status, short(diags))
				}
			})
		})
	}
}

// TestWait_ends shows what an expired and an interrupted wait say, in a pause and in a read,
// and that the last status is not lost.
func TestWait_ends(t *testing.T) {
	t.Parallel()
	slow := read("COMPLETED")
	slow.took = time.Hour
	for name, tc := range map[string]struct {
		after   time.Duration
		last    step
		expired bool
		says    string
	}{
		"expired in a pause":     {time.Minute, read("BROADCASTED"), true, "Timed out (timeouts.create)."},
		"expired in a read":      {30 * time.Second, slow, true, "Timed out (timeouts.create)."},
		"interrupted in a pause": {time.Minute, read("BROADCASTED"), false, "Terraform was interrupted."},
		"interrupted in a read":  {30 * time.Second, slow, false, "Terraform was interrupted."},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				ctx, interrupt := context.WithCancel(t.Context())
				defer interrupt()
				s := &script{t: t, steps: []step{read("CREATED"), submitted(), read("PENDING"), read("BROADCASTED"), tc.last}}
				began := time.Now()
				_, status, diags := s.run(ctx, func(s *Submission) {
					s.WaitFor = "COMPLETED"
					if tc.expired {
						s.Timeout = tc.after
					} else {
						time.AfterFunc(tc.after, interrupt)
					}
				})
				if took := time.Since(began); took != tc.after || status != "BROADCASTED" || short(diags) != "error: The transaction is submitted, but not yet COMPLETED" {
					t.Fatalf("after %v: %s; %s", took, status, short(diags))
				}
				since := "Its status has been BROADCASTED since " + began.Add(5*time.Second).UTC().Format(time.RFC3339)
				if got := diags[0].Detail(); !strings.Contains(got, since) || !strings.Contains(got, tc.says) {
					t.Errorf("says %s", got)
				}
			})
		})
	}
}

// TestWait_backsOff shows that reads become rarer, and never rarer than every 15 s.
func TestWait_backsOff(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s := &script{t: t, steps: []step{read("CREATED"), submitted(), read("PENDING")}}
		calls, _, _ := s.run(t.Context(), func(s *Submission) { s.WaitFor, s.Timeout = "BROADCASTED", 90*time.Second })
		const want = "read 0s, submit 0s, read 2s, read 5s, read 9.5s, read 16.25s, read 26.375s, read 41.375s, read 56.375s, read 1m11.375s, read 1m26.375s"
		if calls != want {
			t.Errorf("got %s", calls)
		}
	})
}

// TestRun_observes shows that each new status is told once.
func TestRun_observes(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		var seen []string
		s := &script{t: t, steps: []step{read("CREATED"), submitted(), read("PENDING"), read("BROADCASTED"), read("BROADCASTED"), read("COMPLETED")}}
		s.run(t.Context(), func(s *Submission) {
			s.WaitFor = cpn.StatusCompleted
			s.Observe = func(_ context.Context, status string) { seen = append(seen, status) }
		})
		if got := strings.Join(seen, " "); got != "PENDING BROADCASTED COMPLETED" {
			t.Errorf("saw %s", got)
		}
	})
}

// TestBackOff shows the waits after uncertain attempts.
func TestBackOff(t *testing.T) {
	t.Parallel()
	for n, want := range map[int]time.Duration{1: 500 * time.Millisecond, 2: time.Second, 5: 8 * time.Second, 6: 15 * time.Second, 100: 15 * time.Second} {
		if got := backOff(n); got != want {
			t.Errorf("after attempt %d: %v, want %v", n, got, want)
		}
	}
}
