// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"bytes"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"

	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/cpnfake"
)

// started starts an apply after the given preparations, and waits until so.
func (s *submitting) started(what string, so func() bool, prepare ...func(*exec.Cmd)) (*exec.Cmd, *bytes.Buffer) {
	s.t.Helper()
	cmd := s.command("apply", "-auto-approve", "-json")
	for _, do := range prepare {
		do(cmd)
	}
	var out bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &out
	if err := cmd.Start(); err != nil {
		s.t.Fatal(err)
	}
	tick := time.NewTicker(10 * time.Millisecond)
	defer tick.Stop()
	for limit := time.After(time.Minute); !so(); {
		select {
		case <-tick.C:
		case <-limit:
			_ = cmd.Process.Kill()
			s.t.Fatalf("no %s", what)
		}
	}
	return cmd, &out
}

// submits waits for the first request to submit, and waits for the wait after it.
func (s *submitting) submits() bool { return s.fake.Counts().Submits > 0 }
func (s *submitting) waits() bool   { return s.fake.Counts().Reads > 1 }

// interrupted applies, sends Terraform a Ctrl-C once so, and returns what it printed and
// how long it took to end.
func (s *submitting) interrupted(what string, so func() bool) (cliRun, time.Duration) {
	s.t.Helper()
	needSignals(s.t)
	cmd, out := s.started(what, so)
	began := time.Now()
	if err := cmd.Process.Signal(os.Interrupt); err != nil {
		s.t.Error(err)
	}
	_ = cmd.Wait()
	return s.parseRun(cmd.ProcessState.ExitCode(), out.String()), time.Since(began)
}

// TestSubmission_interruptRecordsTheResponse shows that one Ctrl-C does not lose a response
// that arrives soon, with and without a wait after it.
func TestSubmission_interruptRecordsTheResponse(t *testing.T) {
	t.Parallel()
	for name, attributes := range map[string][]string{"no wait": nil, "a wait": {`wait_for = "COMPLETED"`}} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := newSubmitting(t, attributes...)
			s.setenv("CPN_REQUEST_TIMEOUT", "30s")
			s.fake.Inject(cpnfake.Fault{Method: "POST", Delay: 2 * time.Second})
			got, _ := s.interrupted("submit", s.submits)
			got.must(t, 1)
			s.sign("")
			if attributes != nil {
				s.absent()
				d := got.has(t, "error", notYetCompleted)
				if !strings.Contains(d.Detail, "Terraform was interrupted.") || !strings.Contains(d.Detail, "Its status has been PENDING since ") {
					t.Errorf("says %s", d.Detail)
				}
				s.apply(0)
			}
			if got := s.values()["status"]; got != "PENDING" && attributes == nil {
				t.Errorf("state has %v", got)
			}
			s.plansNothing()
			s.once()
		})
	}
}

// TestSubmission_interruptGivesUpAfterTheGrace shows that a CPN which does not respond delays
// a Ctrl-C by no more than 5 s, and that the next apply finds out.
func TestSubmission_interruptGivesUpAfterTheGrace(t *testing.T) {
	t.Parallel()
	for name, after := range map[string]bool{"after the work": true, "before the work": false} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := newSubmitting(t)
			s.setenv("CPN_REQUEST_TIMEOUT", "30s")
			s.setenv("CPN_MAX_RETRIES", "8")
			s.fake.Inject(cpnfake.Fault{Method: "POST", Hang: true, After: after})
			got, took := s.interrupted("submit", s.submits)
			d := got.must(t, 1).has(t, "error", unknownSummary)
			for _, says := range []string{"interrupted before a response", "Terraform was interrupted", "Run `terraform apply` soon"} {
				if !strings.Contains(d.Detail, says) {
					t.Errorf("the message lacks %q: %s", says, d.Detail)
				}
			}
			if n := s.fake.Counts().Submits; n != 1 || took < 4*time.Second || took > 20*time.Second || s.state()[submissionAddress] != nil {
				t.Errorf("%d attempts, ended after %v, state %v", n, took, s.state())
			}
			s.apply(0)
			s.plansNothing()
			s.once()
		})
	}
}

// TestSubmission_interruptEndsTheWait shows a Ctrl-C while the status is waited for.
func TestSubmission_interruptEndsTheWait(t *testing.T) {
	t.Parallel()
	for name, fault := range map[string]cpnfake.Fault{"in a pause": {}, "in a read": {Method: "GET", Hang: true}} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := newSubmitting(t, `wait_for = "COMPLETED"`)
			s.setenv("CPN_REQUEST_TIMEOUT", "30s")
			s.fake.SetLife(stuck("BROADCASTED"))
			s.fake.Inject(cpnfake.Fault{Method: "GET"}, fault)
			got, took := s.interrupted("wait", s.waits)
			d := got.must(t, 1).has(t, "error", notYetCompleted)
			if !strings.Contains(d.Detail, "Its status has been BROADCASTED since ") || !strings.Contains(d.Detail, "Terraform was interrupted.") || took > 10*time.Second {
				t.Errorf("ended after %v: %s", took, d.Detail)
			}
			s.absent()
			s.sign("")
			s.fake.MoveTransaction(submittedID, "COMPLETED")
			s.apply(0)
			s.plansNothing()
			s.once()
		})
	}
}

// TestSubmission_timeoutIsNotTheEnd shows that an attempt which takes up timeouts.create
// leaves no doubt: the status is read after it.
func TestSubmission_timeoutIsNotTheEnd(t *testing.T) {
	t.Parallel()
	s := newSubmitting(t, brief)
	s.setenv("CPN_REQUEST_TIMEOUT", "30s")
	s.fake.Inject(cpnfake.Fault{Method: "POST", Hang: true, After: true})
	if got := s.apply(0); len(got.diagnostics) != 0 {
		t.Errorf("says %+v", got.diagnostics)
	}
	s.plansNothing()
	s.once()
}

// TestSubmission_outageAfterTheSubmit loses the response, and then CPN as a whole.
func TestSubmission_outageAfterTheSubmit(t *testing.T) {
	t.Parallel()
	s := newSubmitting(t)
	s.fake.Inject(cpnfake.Fault{Method: "GET"}, lostResponse(), always(cpnfake.Fault{Status: 503}))
	d := s.apply(1).has(t, "error", unknownSummary)
	for _, says := range []string{"connection closed before a response", "reads after that:", "HTTP 503", submittedID} {
		if !strings.Contains(d.Detail, says) {
			t.Errorf("the message lacks %q: %s", says, d.Detail)
		}
	}
	if state := s.state(); len(state) != 0 {
		t.Errorf("state has %v", state)
	}
	s.fake.ClearFaults()
	s.sign("")
	s.apply(0).has(t, "warning", submittedBefore)
	s.plansNothing()
	s.once()
}

// TestSubmission_twoAtOnce declares one transaction twice, and lets two machines submit it
// at the same time. CPN accepts one, and both end well. One run sends it once.
func TestSubmission_twoAtOnce(t *testing.T) {
	t.Parallel()
	t.Run("in one configuration", func(t *testing.T) {
		t.Parallel()
		s := newSubmitting(t)
		s.configure(signing, submissionBlock(), named("other", submissionBlock()))
		s.apply(0)
		s.plansNothing()
		if n := s.fake.Counts().Submits; n != 1 {
			t.Errorf("sent %d times", n)
		}
	})
	t.Run("on two machines", func(t *testing.T) {
		t.Parallel()
		s := newSubmitting(t)
		other := &submitting{newWorkspace(t, s.url()), s.fake}
		other.sign(signedCanary)
		other.declare()
		s.setenv("CPN_REQUEST_TIMEOUT", "30s")
		s.fake.Inject(cpnfake.Fault{Method: "POST", Delay: 3 * time.Second})
		cmd, out := s.started("submit", s.submits)
		other.apply(0)
		if err := cmd.Wait(); err != nil {
			t.Errorf("%v: %s", err, out)
		}
		s.parseRun(0, out.String()).has(t, "warning", submittedBefore)
		s.plansNothing()
		other.plansNothing()
		if n := s.fake.Counts().SubmitCounts; n.Submitted != 1 || n.Submits != 2 {
			t.Errorf("CPN got %+v", n)
		}
	})
}

// url is the address of the simulator.
func (w *workspace) url() string {
	for _, variable := range w.env {
		if url, ok := strings.CutPrefix(variable, "CPN_BASE_URL="); ok {
			return url
		}
	}
	w.t.Fatal("no CPN_BASE_URL")
	return ""
}
