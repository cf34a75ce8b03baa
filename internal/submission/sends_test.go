// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package submission

import (
	"fmt"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/cpn"
)

// TestAfter is the specification of what follows a failed send: the first one, and one after
// another that CPN may have accepted.
func TestAfter(t *testing.T) {
	t.Parallel()
	names := map[next]string{giveUp: "give up", sendAgain: "send again", readBriefly: "read briefly", readOnly: "read only"}
	unavailable := rejected(cpn.CodeFullNodeUnavailable)
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
		"rejected":          {rejected(cpn.CodeInsufficientTokenBalance), "give up", "read briefly"},
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

// TestSubmit_looksUp shows that the status decides after a failure that says that CPN or the
// blockchain has the transaction, and after one that is not CPN's. There is no second send.
func TestSubmit_looksUp(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		failure *cpn.Error
		created string // what it says if the transaction stays CREATED
		after   time.Duration
	}{
		"290303":        {rejected(cpn.CodeInvalidTransactionStatus), unknown, 30 * time.Minute},
		"290307":        {rejected(cpn.CodeAlreadySubmitted), unknown, 30 * time.Minute},
		"290333":        {rejected(cpn.CodeBroadcastingInProgress), unknown, 30 * time.Minute},
		"290338":        {rejected(cpn.CodeSignatureAccepted), unknown, 30 * time.Minute},
		"290318":        {rejected(cpn.CodePaymentRefIDOnchain), onchain, 30 * time.Minute},
		"290341":        {rejected(cpn.CodePermit2NonceAlreadyUsed), onchain, 30 * time.Minute},
		"a proxy's 403": {foreign(403), unknown, 16 * time.Second},
		"a proxy's 404": {foreign(404), unknown, 16 * time.Second},
		"a redirect":    {foreign(307), unknown, 16 * time.Second},
	} {
		for now, want := range map[string][2]string{
			"PENDING": {"PENDING", before}, "BROADCASTED": {"BROADCASTED", before}, "FAILED": {"none", hasFailed}, "CREATED": {"none", tc.created},
		} {
			t.Run(name+", then "+now, func(t *testing.T) {
				t.Parallel()
				synctest.Test(t, func(t *testing.T) {
					s := &script{t: t, steps: []step{read("CREATED"), fails(tc.failure), staysCreated(6 * time.Second), read(now)}}
					calls, status, diags := s.run(t.Context(), nil)
					if strings.Count(calls, "submit") != 1 || status != want[0] || short(diags) != want[1] {
						t.Errorf("%s; %s; %s", calls, status, short(diags))
					}
					took := time.Since(s.start).Truncate(time.Second)
					if now == "CREATED" && took != tc.after || now != "CREATED" && took != 6*time.Second {
						t.Errorf("took %v", took)
					}
				})
			})
		}
	}
}

// TestSubmit_evidence shows that the error of several sends has every attempt of each, and
// that the quiet times between them grow until the timeout.
func TestSubmit_evidence(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		created := staysCreated(forever)
		twice := unsent()
		twice.Attempts = append(twice.Attempts, cpn.Attempt{Number: 2, Result: "no such host"})
		s := &script{t: t, steps: []step{
			created, fails(lost()), created, fails(twice), created, fails(lost()), created, fails(rejected(cpn.CodeAlreadySubmitted)), staysCreated(forever),
		}}
		calls, _, diags := s.run(t.Context(), nil)
		if short(diags) != unknown || !strings.HasPrefix(calls, sent2+quiet2+", submit 53.5s") || strings.Count(calls, "submit") != 4 {
			t.Fatalf("%s after %s", short(diags), calls)
		}
		detail := diags[0].Detail()
		for i, result := range []string{"connection closed before a response", "connection refused", "no such host", "connection closed before a response", "HTTP 400"} {
			line := fmt.Sprintf("attempt %d: ", i+1)
			_, after, found := strings.Cut(detail, line)
			if got, _, _ := strings.Cut(after, "\n"); !found || !strings.HasSuffix(got, result) {
				t.Errorf("%s%s, want %s", line, got, result)
			}
		}
		if !strings.Contains(detail, "(code 290307)") || !strings.Contains(detail, "still CREATED when it was read after the last attempt") {
			t.Error(detail)
		}
	})
}

// TestSubmit_timesOut shows that sends end with the timeout, which leaves time for a last look,
// and that reads which fail to the end are in the evidence.
func TestSubmit_timesOut(t *testing.T) {
	t.Parallel()
	created := staysCreated(forever)
	for name, tc := range map[string]struct {
		steps   []step
		timeout time.Duration
		calls   string
		says    string // in the message
	}{
		"before the second send": {
			[]step{created, fails(lost()), created}, 3 * time.Second, sent + ten, "still CREATED when it was read after the last attempt",
		},
		"after the second send": {
			[]step{created, fails(lost()), created, fails(lost()), created},
			17 * time.Second,
			sent2 + ", read 16.6s, read 17.3s, read 18.5s, read 20.1s, read 22.7s, read 26.5s", "still CREATED when it was read after the last attempt",
		},
		"while no read succeeds": {
			[]step{read("CREATED"), fails(lost()), unread()}, 3 * time.Second, sent + ten, "the last read:",
		},
		"after a read that failed": {
			[]step{read("CREATED"), fails(lost()), unread(), created}, 3 * time.Second, sent + ten, "still CREATED when it was read after the last attempt",
		},
		"while no read has a status": {
			[]step{read("CREATED"), fails(lost()), read("")}, 3 * time.Second, sent + ten, "CPN's response has no status.",
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				s := &script{t: t, steps: tc.steps}
				calls, status, diags := s.run(t.Context(), func(s *Submission) { s.Timeout = tc.timeout })
				if calls != tc.calls || status != "none" || short(diags) != unknown || !strings.Contains(diags[0].Detail(), tc.says) {
					t.Errorf("%s; %s; %s", calls, status, diags[0].Detail())
				}
			})
		})
	}
}

// TestSubmit_shortReads shows that a short time for reads makes the quiet time as short.
func TestSubmit_shortReads(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		created := staysCreated(forever)
		s := &script{t: t, steps: []step{created, fails(lost()), created, submitted()}}
		calls, _, _ := s.run(t.Context(), func(s *Submission) { s.ReadTimeout = 2 * time.Second })
		if calls != sent+", read 500ms, read 1.3s, read 2.4s, submit 2.4s" {
			t.Error(calls)
		}
	})
}
