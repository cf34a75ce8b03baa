// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package submission

import (
	"fmt"
	"testing"
	"time"

	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/cpn"
)

// TestAfter is the specification of what follows a failed send: the first one, and one after
// another that CPN may have accepted.
func TestAfter(t *testing.T) {
	t.Parallel()
	names := map[next]string{giveUp: "give up", sendAgain: "send again", readBriefly: "read briefly", readOnly: "read only"}
	unavailable := rejected(290317)
	unavailable.StatusCode, unavailable.Outcome = 500, cpn.OutcomeUnknown
	for name, tc := range map[string]struct {
		failure      *cpn.Error
		first, later string
	}{
		"lost":              {lost(), "send again", "send again"},
		"500":               {unavailable, "send again", "send again"},
		"290303":            {rejected(cpn.CodeInvalidTransactionStatus), "read only", "read only"},
		"290307":            {rejected(cpn.CodeAlreadySubmitted), "read only", "read only"},
		"290333":            {rejected(cpn.CodeBroadcastingInProgress), "read only", "read only"},
		"290338":            {rejected(cpn.CodeSignatureAccepted), "read only", "read only"},
		"290318":            {rejected(cpn.CodePaymentRefIDOnchain), "read only", "read only"},
		"290341":            {rejected(cpn.CodePermit2NonceAlreadyUsed), "read only", "read only"},
		"rejected":          {rejected(290312), "give up", "read briefly"},
		"rejected, unknown": {rejected(299999), "give up", "read briefly"},
		"a proxy's 403":     {foreign(403), "read briefly", "read briefly"},
		"a redirect":        {foreign(307), "read briefly", "read briefly"},
		"never sent":        {unsent(), "give up", "send again"},
		"limited":           {limited(), "give up", "send again"},
		"limited by others": {foreign(429), "give up", "send again"},
	} {
		if got := names[after(tc.failure, false)]; got != tc.first {
			t.Errorf("%s: %s", name, got)
		}
		if got := names[after(tc.failure, true)]; got != tc.later {
			t.Errorf("%s after an unknown outcome: %s", name, got)
		}
	}
}

// TestSubmit_outcomes is the table of what happens to a submission, whole: which calls are
// made when, what goes to state, and what the operator reads.
func TestSubmit_outcomes(t *testing.T) {
	t.Parallel()
	created, silent, down := staysCreated(forever), submitted(), unread()
	down.until = time.Minute
	silent.edit = func(t *cpn.Transaction) { t.MessageToBeSigned = nil } // which the result has all the same
	play(t, map[string]scene{
		"submitted":           plays(sent, "PENDING", "", read("CREATED"), submitted()),
		"PENDING before":      plays("read 0s", "PENDING", before, read("PENDING")),
		"BROADCASTED before":  plays("read 0s", "BROADCASTED", before, read("BROADCASTED")),
		"COMPLETED before":    plays("read 0s", "COMPLETED", before, read("COMPLETED")),
		"a new status before": plays("read 0s", "none", "error: Not submitted by this run: the provider does not know the status", read("SETTLING")),
		"FAILED before":       plays("read 0s", "none", hasFailed, read("FAILED")),
		"no status":           plays("read 0s", "none", notRead, read("")),
		"unread":              plays("read 0s", "none", notRead, unread()),

		"lost, and CPN has it":         plays(sent+", read 500ms", "PENDING", "", read("CREATED"), fails(lost()), read("PENDING")),
		"lost, and CPN has settled it": plays(sent+", read 500ms", "COMPLETED", "", read("CREATED"), fails(lost()), read("COMPLETED")),
		"lost, and it FAILED":          plays(sent+", read 500ms", "none", hasFailed, read("CREATED"), fails(lost()), read("FAILED")),
		"lost, and reads are stale for six seconds": plays(sent+", read 500ms, read 1.3s, read 2.4s, read 4.1s, read 6.6s", "PENDING", "",
			read("CREATED"), fails(lost()), staysCreated(6*time.Second), read("PENDING")),
		"lost, and reads are stale for fifteen seconds": plays(sent+quiet, "PENDING", "",
			read("CREATED"), fails(lost()), staysCreated(15*time.Second), read("PENDING")),
		"lost, and some reads fail": plays(sent+", read 500ms, read 1.3s, read 2.4s, read 4.1s, read 6.6s", "PENDING", "",
			read("CREATED"), fails(lost()), unread(), read(""), read("CREATED"), unread(), read("PENDING")),
		"lost, and reads fail for a minute": plays(sent+quiet+", read 24.6s, read 37.4s, read 52.4s, read 1m7.4s", "PENDING", "",
			read("CREATED"), fails(lost()), down, read("PENDING")),
		"lost, and CPN does not have it": plays(sent2, "PENDING", "", created, fails(lost()), created, submitted()),
		"lost twice":                     plays(sent2+quiet2+", submit 53.5s", "PENDING", "", created, fails(lost()), created, fails(lost()), created, submitted()),
		"lost, then rejected": plays(sent2+quiet2, "none", wasRejected,
			created, fails(lost()), created, fails(rejected(290312)), created),
		"lost, then rejected because an earlier one has used the nonce": plays(sent2+quiet2, "none", unknown,
			created, fails(lost()), created, fails(rejected(cpn.CodeNonceAlreadyUsed)), created),
		"lost, then rejected because CPN has it": plays(sent2+", read 16.6s", "BROADCASTED", "",
			created, fails(lost()), created, fails(rejected(cpn.CodeNonceAlreadyUsed)), read("BROADCASTED")),
		"lost, stale for twenty seconds, then 290307": plays(sent2+", read 16.6s, read 17.3s, read 18.5s, read 20.1s", "PENDING", "",
			created, fails(lost()), created, fails(rejected(cpn.CodeAlreadySubmitted)), staysCreated(20*time.Second), read("PENDING")),
		"lost, then never sent": plays(sent2+quiet2+", submit 53.5s", "PENDING", "", created, fails(lost()), created, fails(unsent()), created, submitted()),
		"lost, then limited":    plays(sent2+quiet2+", submit 53.5s", "PENDING", "", created, fails(lost()), created, fails(limited()), created, submitted()),
		"lost, then a proxy's":  plays(sent2+quiet2, "none", unknown, created, fails(lost()), created, fails(foreign(403)), created),

		"never sent":               plays(sent, "none", notSubmitted, read("CREATED"), fails(unsent())),
		"limited":                  plays(sent, "none", notSubmitted, read("CREATED"), fails(limited())),
		"rejected":                 plays(sent, "none", wasRejected, read("CREATED"), fails(rejected(cpn.CodeNonceTooLow))),
		"rejected with a new code": plays(sent, "none", wasRejected, read("CREATED"), fails(rejected(299999))),
		"another ID": plays(sent, "none", notRead,
			read("CREATED"), step{call: "submit", err: cpn.ErrUnusableID}),
		"CPN leaves out what was signed": plays(sent, "PENDING", "", read("CREATED"), silent),
	})
}

// TestSubmit_looksUp shows that the status decides after a failure that says that CPN or the
// blockchain has the transaction, and after one that is not CPN's. There is no second send.
// [TestAfter] has every code.
func TestSubmit_looksUp(t *testing.T) {
	t.Parallel()
	scenes := map[string]scene{}
	for name, tc := range map[string]struct {
		failure *cpn.Error
		created string // what it says if the transaction stays CREATED
		after   time.Duration
	}{
		"290307":        {rejected(cpn.CodeAlreadySubmitted), unknown, 30 * time.Minute},
		"290318":        {rejected(cpn.CodePaymentRefIDOnchain), onchain, 2*time.Minute + 7*time.Second},
		"290341":        {rejected(cpn.CodePermit2NonceAlreadyUsed), onchain, 2*time.Minute + 7*time.Second},
		"a proxy's 403": {foreign(403), unknown, 16 * time.Second},
	} {
		for now, want := range map[string][2]string{
			"PENDING": {"PENDING", before}, "BROADCASTED": {"BROADCASTED", before}, "FAILED": {"none", hasFailed}, "CREATED": {"none", tc.created},
		} {
			s := plays(anyCalls, want[0], want[1], read("CREATED"), fails(tc.failure), staysCreated(6*time.Second), read(now)).taking(6 * time.Second)
			if now == "CREATED" {
				s = s.taking(tc.after)
			}
			scenes[name+", then "+now] = s
		}
	}
	play(t, scenes)
}

// TestSubmit_evidence shows that the error of several sends has every attempt of each.
func TestSubmit_evidence(t *testing.T) {
	t.Parallel()
	created, twice := staysCreated(forever), unsent()
	twice.Attempts = append(twice.Attempts, cpn.Attempt{Number: 2, Result: "no such host"})
	detail := []string{"(code 290307)", "still CREATED when it was read after the last attempt"}
	for i, result := range []string{"connection closed before a response", "connection refused", "no such host", "connection closed before a response", "HTTP 400"} {
		detail = append(detail, fmt.Sprintf("attempt %d:       0001-01-01T00:00:00.000Z  request   %s\n", i+1, result))
	}
	play(t, map[string]scene{"four sends": plays(anyCalls, "none", unknown,
		created, fails(lost()), created, fails(twice), created, fails(lost()), created, fails(rejected(cpn.CodeAlreadySubmitted)), staysCreated(forever)).saying(detail...)})
}

// TestSubmit_timesOut shows that sends end with the timeout, which leaves time for a last look,
// that reads which fail to the end are in the evidence, and where an interrupt leaves a
// submission.
func TestSubmit_timesOut(t *testing.T) {
	t.Parallel()
	created := staysCreated(forever)
	slow := func(s step) step {
		s.took = 3 * time.Second
		return s
	}
	play(t, map[string]scene{
		"before the second send": plays(sent+ten, "none", unknown,
			created, fails(lost()), created).within(3 * time.Second).saying("still CREATED when it was read after the last attempt"),
		"after the second send": plays(sent2+", read 16.6s, read 17.3s, read 18.5s, read 20.1s, read 22.7s, read 26.5s", "none", unknown,
			created, fails(lost()), created, fails(lost()), created).within(17 * time.Second).saying("still CREATED when it was read after the last attempt"),
		"while no read succeeds": plays(sent+ten, "none", unknown, read("CREATED"), fails(lost()), unread()).within(3 * time.Second).saying("the last read:"),
		"after a read that failed": plays(sent+ten, "none", unknown,
			read("CREATED"), fails(lost()), unread(), created).within(3 * time.Second).saying("still CREATED when it was read after the last attempt"),
		"while no read has a status": plays(sent+ten, "none", unknown,
			read("CREATED"), fails(lost()), read("")).within(3 * time.Second).saying("CPN's response has no status."),
		// A short time for reads makes the quiet time as short.
		"with a short time for reads": plays(
			sent+", read 500ms, read 1.3s, read 2.4s, submit 2.4s", "PENDING", "", created, fails(lost()), created, submitted(),
		).with(func(s *Submission) { s.ReadTimeout = 2 * time.Second }),

		"interrupted in the first read": plays("read 0s", "none", notRead,
			slow(read("CREATED"))).interruptedAfter(2 * time.Second).saying("Terraform was interrupted."),
		"expired in the first read": plays("read 0s", "none", notRead,
			slow(read("CREATED"))).within(2 * time.Second).saying("Timed out (timeouts.create)."),
		"a response within the grace": plays("read 0s, submit 0s", "PENDING", "", read("CREATED"), slow(submitted())).interruptedAfter(2 * time.Second),
		"lost at the end of the grace": plays("read 0s, submit 0s", "none", unknown,
			read("CREATED"), slow(fails(lost()))).interruptedAfter(2 * time.Second).saying("Terraform was interrupted."),
		"while the blockchain has it": plays(anyCalls, "none", onchain,
			read("CREATED"), fails(rejected(cpn.CodePermit2NonceAlreadyUsed)), created).interruptedAfter(5 * time.Second).saying("Terraform was interrupted."),
		"while the blockchain has it, and reads fail": plays(anyCalls, "none", onchain,
			read("CREATED"), fails(rejected(cpn.CodePaymentRefIDOnchain)), unread()).within(5 * time.Second).saying("the last read:"),
		// The timeout of the submission leaves time to find out.
		"expired, and CPN has it": plays("read 0s, submit 0s, read 3.5s", "PENDING", "",
			read("CREATED"), slow(fails(lost())), read("PENDING")).within(2 * time.Second),
		"expired, and CPN does not have it": plays(sent+", read 3.5s, read 4.3s, read 5.4s, read 7.1s, read 9.6s, read 13.4s", "none", unknown,
			read("CREATED"), slow(fails(lost())), read("CREATED")).within(2 * time.Second).saying("still CREATED"),
	})
}
