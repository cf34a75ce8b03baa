// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package submission

import (
	"bytes"
	"fmt"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/hashicorp/terraform-plugin-log/tflogtest"
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

// waits is a scene of a submission that waits for a status for 15 s. calls are those after the submit.
func waits(waitFor, calls, status, says string, steps ...step) scene {
	if calls != anyCalls {
		calls = sent + calls
	}
	return plays(calls, status, says, append([]step{read("CREATED"), submitted()}, steps...)...).waitingFor(waitFor).within(15 * time.Second)
}

// TestWait_polls shows each wait: which reads it makes when, and how it ends. Reads become
// rarer, and never rarer than every 15 s.
func TestWait_polls(t *testing.T) {
	t.Parallel()
	hangs := read("PENDING")
	hangs.took = time.Hour
	play(t, map[string]scene{
		"a read that hangs goes by":      waits("COMPLETED", anyCalls, "COMPLETED", "", hangs, read("COMPLETED")).within(time.Hour).taking(61 * time.Second),
		"for nothing":                    waits("", "", "PENDING", ""),
		"for BROADCASTED":                waits("BROADCASTED", ", read 500ms, read 1.3s", "BROADCASTED", "", read("PENDING"), read("BROADCASTED")),
		"for BROADCASTED, which is over": waits("BROADCASTED", ", read 500ms", "COMPLETED", "", read("COMPLETED")),
		"for COMPLETED":                  waits("COMPLETED", ", read 500ms, read 1.3s, read 2.4s", "COMPLETED", "", read("BROADCASTED"), read("BROADCASTED"), read("COMPLETED")),
		"a new status goes by":           waits("COMPLETED", ", read 500ms, read 1.3s", "COMPLETED", "", read("SETTLING"), read("COMPLETED")),
		"CREATED goes by":                waits("BROADCASTED", ", read 500ms, read 1.3s", "BROADCASTED", "", read("CREATED"), read("BROADCASTED")),
		"FAILED":                         waits("COMPLETED", ", read 500ms, read 1.3s", "none", hasFailed, read("BROADCASTED"), read("FAILED")),
		"failed reads go by": waits("COMPLETED", ", read 500ms, read 1.3s, read 2.4s, read 4.1s, read 6.6s", "COMPLETED", "",
			unread(), read("BROADCASTED"), unread(), read(""), read("COMPLETED")),
		"unread to the end":    waits("COMPLETED", ten, "none", late, read("BROADCASTED"), unread()),
		"no status to the end": waits("COMPLETED", ten, "none", late, read("")),
		"for a long time": waits("BROADCASTED", quiet+", read 24.6s, read 37.4s, read 52.4s, read 1m7.4s, read 1m22.4s", "none",
			"error: The transaction is submitted, but not yet BROADCASTED", read("PENDING")).within(90 * time.Second),
	})
}

// TestWait_ends shows what a wait says that ends: the status and since when, how the wait ended,
// and what the last read met, if it failed. The timeout may cut short only the last attempt. The
// bubble's time starts with the year 2000.
func TestWait_ends(t *testing.T) {
	t.Parallel()
	failed, unreadSlowly, slow := unread(), unread(), read("COMPLETED")
	unreadSlowly.took, slow.took = time.Hour, time.Hour
	ends := func(last step) scene {
		return waits("COMPLETED", anyCalls, "none", late, read("PENDING"), read("BROADCASTED"), last)
	}
	const (
		since     = "Its status has been BROADCASTED since 2000-01-01T00:00:01Z"
		expired   = "Timed out (timeouts.create)."
		cancelled = "Terraform was interrupted."
		unread    = "The last read of its status failed"
	)
	minute, half := time.Minute, 30*time.Second
	play(t, map[string]scene{
		"expired in a pause":     ends(read("BROADCASTED")).within(minute).taking(minute).saying(since, expired),
		"expired in a read":      ends(slow).within(half).taking(half).saying(since, expired),
		"interrupted in a pause": ends(read("BROADCASTED")).within(time.Hour).interruptedAfter(minute).taking(minute).saying(since, cancelled),
		"interrupted in a read":  ends(slow).within(time.Hour).interruptedAfter(half).taking(half).saying(since, cancelled),
		"unread":                 ends(failed).within(time.Hour).taking(time.Hour).saying(unread+". "+expired, "status:          BROADCASTED", "the last read:", "connection refused"),
		"rejected":               ends(step{call: "read", err: rejected(3)}).within(time.Hour).taking(time.Hour).saying(unread+". Timed out", "(code 3)"),
		"without a status":       ends(read("")).within(time.Hour).taking(time.Hour).saying(unread + ": CPN's response has no status. Timed out"),
		"cut short":              ends(unreadSlowly).within(half).taking(half).saying(unread+". Timed out", "connection refused", "no response in time"),
	})
}

// TestWait_resumes shows that an update reads and waits, and never sends. What state has is no
// news, and CREATED is believed once it stays.
func TestWait_resumes(t *testing.T) {
	t.Parallel()
	const createdAfterAll = "error: State says submitted, but the status is CREATED"
	resumes := func(calls, status, says string, steps ...step) scene {
		s := plays(calls, status, says, steps...).waitingFor("COMPLETED").within(20 * time.Second)
		s.waits = true
		return s.with(func(s *Submission) { s.SignedMessage, s.SignedTransaction = "", "" })
	}
	play(t, map[string]scene{
		"and ends":            resumes("read 0s, read 500ms", "COMPLETED", "", read("BROADCASTED"), read("COMPLETED")),
		"at once":             resumes("read 0s", "COMPLETED", "", read("COMPLETED")),
		"in FAILED":           resumes("read 0s", "none", hasFailed, read("FAILED")),
		"after a failed read": resumes("read 0s, read 500ms", "COMPLETED", "", unread(), read("COMPLETED")),
		"unread to the end":   resumes("read 0s"+quiet, "none", late, unread()),
		"CREATED goes by": resumes("read 0s, read 500ms, read 1.3s, read 2.4s, read 4.1s, read 6.6s", "COMPLETED", "",
			staysCreated(6*time.Second), read("COMPLETED")),
		"CREATED stays":               resumes("read 0s"+quiet, "none", createdAfterAll, read("CREATED")),
		"CREATED stays after PENDING": resumes("read 0s"+quiet, "none", createdAfterAll, read("PENDING"), read("CREATED")),
	})
}

// TestRun_logsStatus shows that each new status is logged once.
func TestRun_logsStatus(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		var log bytes.Buffer
		s := &script{t: t, steps: []step{read("PENDING"), read("BROADCASTED"), read("BROADCASTED"), read("COMPLETED")}, start: time.Now()}
		s.submission(func(s *Submission) { s.WaitFor = "COMPLETED" }).Run(tflogtest.RootLogger(t.Context(), &log))
		lines, err := tflogtest.MultilineJSONDecode(&log)
		var seen []any
		for _, line := range lines {
			seen = append(seen, line["transaction_id"], line["status"])
		}
		if got := fmt.Sprint(seen...); err != nil || got != fmt.Sprint(transactionID, "PENDING", transactionID, "BROADCASTED", transactionID, "COMPLETED") {
			t.Errorf("logged %s, %v", got, err)
		}
	})
}
