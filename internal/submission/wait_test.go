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
	const late = "error: The transaction is submitted, but not yet COMPLETED"
	for name, tc := range map[string]struct {
		waitFor             string
		steps               []step // after the submit
		calls, status, says string
	}{
		"for nothing":                    {"", nil, "", "PENDING", ""},
		"for BROADCASTED":                {"BROADCASTED", []step{read("PENDING"), read("BROADCASTED")}, ", read 500ms, read 1.3s", "BROADCASTED", ""},
		"for BROADCASTED, which is over": {"BROADCASTED", []step{read("COMPLETED")}, ", read 500ms", "COMPLETED", ""},
		"for COMPLETED": {
			"COMPLETED", []step{read("BROADCASTED"), read("BROADCASTED"), read("COMPLETED")}, ", read 500ms, read 1.3s, read 2.4s", "COMPLETED", "",
		},
		"a new status goes by": {"COMPLETED", []step{read("SETTLING"), read("COMPLETED")}, ", read 500ms, read 1.3s", "COMPLETED", ""},
		"CREATED goes by":      {"BROADCASTED", []step{read("CREATED"), read("BROADCASTED")}, ", read 500ms, read 1.3s", "BROADCASTED", ""},
		"FAILED":               {"COMPLETED", []step{read("BROADCASTED"), read("FAILED")}, ", read 500ms, read 1.3s", "none", hasFailed},
		"failed reads go by": {
			"COMPLETED", []step{unread(), read("BROADCASTED"), unread(), read(""), read("COMPLETED")}, ", read 500ms, read 1.3s, read 2.4s, read 4.1s, read 6.6s", "COMPLETED", "",
		},
		"unread to the end":    {"COMPLETED", []step{read("BROADCASTED"), unread()}, ten, "none", late},
		"no status to the end": {"COMPLETED", []step{read("")}, ten, "none", late},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				s := &script{t: t, steps: append([]step{read("CREATED"), submitted()}, tc.steps...)}
				calls, status, diags := s.run(t.Context(), func(s *Submission) { s.WaitFor, s.Timeout = tc.waitFor, 15*time.Second })
				if want := sent + tc.calls; calls != want || status != tc.status || short(diags) != tc.says {
					t.Errorf("got %s; %s; %s\nwant %s; %s; %s", calls, status, short(diags), want, tc.status, tc.says)
				}
			})
		})
	}
}

// TestWait_unread shows what a wait says if its last read failed: the status before that, how
// the wait ended, and what the read met. The timeout may cut short only the last attempt.
func TestWait_unread(t *testing.T) {
	t.Parallel()
	slow := unread()
	slow.took = time.Hour
	for name, tc := range map[string]struct {
		last    step
		timeout time.Duration
		says    string
	}{
		"failed":    {unread(), time.Hour, "The last read of its status failed. Timed out (timeouts.create).|status:          BROADCASTED|the last read:|connection refused"},
		"rejected":  {step{call: "read", err: rejected(cpn.CodeForbidden)}, time.Hour, "The last read of its status failed. Timed out|(code 3)"},
		"no status": {read(""), time.Hour, "The last read of its status failed: CPN's response has no status. Timed out"},
		"cut short": {slow, 30 * time.Second, "The last read of its status failed. Timed out|connection refused|no response in time"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				s := &script{t: t, steps: []step{read("CREATED"), submitted(), read("BROADCASTED"), tc.last}}
				_, status, diags := s.run(t.Context(), func(s *Submission) { s.WaitFor, s.Timeout = "COMPLETED", tc.timeout })
				if took := time.Since(s.start); took != tc.timeout || status != "none" || len(diags) != 1 {
					t.Fatalf("after %v: %s; %s", took, status, short(diags))
				}
				for part := range strings.SplitSeq(tc.says, "|") {
					if !strings.Contains(diags[0].Detail(), part) {
						t.Errorf("lacks %q: %s", part, diags[0].Detail())
					}
				}
			})
		})
	}
}

// TestWait_ends shows what an expired and an interrupted wait say, in a pause and in a read,
// and that neither leaves anything in state.
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
				if took := time.Since(began); took != tc.after || status != "none" || short(diags) != "error: The transaction is submitted, but not yet COMPLETED" {
					t.Fatalf("after %v: %s; %s", took, status, short(diags))
				}
				since := "Its status has been BROADCASTED since " + began.Add(1250*time.Millisecond).UTC().Format(time.RFC3339)
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
		const want = sent + quiet + ", read 24.6s, read 37.4s, read 52.4s, read 1m7.4s, read 1m22.4s"
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
