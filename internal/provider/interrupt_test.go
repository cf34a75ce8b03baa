// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"bytes"
	"os"
	"os/exec"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/cpnfake"
)

// needSignals skips a test where a process cannot be interrupted.
func needSignals(t *testing.T) {
	t.Helper()
	if runtime.GOOS == "windows" {
		t.Skip("a process cannot be sent an interrupt on Windows")
	}
}

// interrupted starts an apply, sends Terraform a Ctrl-C once CPN has got a
// create, and returns what it printed and how long it took to end.
func (w *workspace) interrupted(fake *cpnfake.Server) (cliRun, time.Duration) {
	w.t.Helper()
	return w.stopped(fake, func(*exec.Cmd) {}, func(cmd *exec.Cmd) error { return cmd.Process.Signal(os.Interrupt) })
}

// stopped starts an apply that has been prepared, stops it once CPN has got a create,
// and returns what it printed and how long it took to end.
func (w *workspace) stopped(fake *cpnfake.Server, prepare func(*exec.Cmd), stop func(*exec.Cmd) error) (cliRun, time.Duration) {
	w.t.Helper()
	needSignals(w.t)
	cmd := w.command("apply", "-auto-approve", "-json")
	prepare(cmd)
	var out bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &out
	if err := cmd.Start(); err != nil {
		w.t.Fatal(err)
	}
	w.awaitCreate(fake, cmd)
	began := time.Now()
	if err := stop(cmd); err != nil {
		w.t.Error(err)
	}
	_ = cmd.Wait()
	return parseRun(cmd.ProcessState.ExitCode(), out.String()), time.Since(began)
}

// awaitCreate waits until the fake has got a create.
func (w *workspace) awaitCreate(fake *cpnfake.Server, cmd *exec.Cmd) {
	w.t.Helper()
	tick := time.NewTicker(10 * time.Millisecond)
	defer tick.Stop()
	for limit := time.After(time.Minute); fake.Counts().Creates == 0; {
		select {
		case <-tick.C:
		case <-limit:
			_ = cmd.Process.Kill()
			w.t.Fatal("no create arrived")
		}
	}
}

// TestInterrupt_recordsTheAnswer shows that one Ctrl-C does not throw away an
// answer that comes soon: the object is in state, whole and not tainted.
func TestInterrupt_recordsTheAnswer(t *testing.T) {
	t.Parallel()
	recordsTheAnswer(t, (*workspace).interrupted)
}

// recordsTheAnswer shows that an answer which comes soon after a stop is in state.
func recordsTheAnswer(t *testing.T, stopped func(*workspace, *cpnfake.Server) (cliRun, time.Duration)) {
	t.Helper()
	fake, url := startFake(t)
	fake.Inject(cpnfake.Fault{Delay: 2 * time.Second})
	w := newWorkspace(t, url)
	w.configure(ticketBlock())
	got, _ := stopped(w, fake)
	got.must(t, 1)
	made := fake.Tickets()
	if id := w.state()[ticketAddress]["ticket_id"]; len(made) != 1 || id != made[0].ID {
		t.Fatalf("CPN has %v, state has the ticket %v: %s", made, id, got.output)
	}
	w.run("plan", "-detailed-exitcode").must(t, 0)
}

// TestInterrupt_givesUpAfterTheGrace shows that a CPN which does not answer holds
// a Ctrl-C up for no longer than 5 s, that no further attempt is made, and that
// the message says what became of it.
func TestInterrupt_givesUpAfterTheGrace(t *testing.T) {
	t.Parallel()
	fake, url := startFake(t)
	fake.Inject(cpnfake.Fault{Hang: true, After: true})
	w := newWorkspace(t, url)
	w.configure(ticketBlock())
	got, took := w.interrupted(fake)
	d := got.must(t, 1).has(t, "error", "Outcome unknown: CPN may have created the support ticket")
	for _, says := range []string{"interrupted before a response", "Terraform was interrupted", "Run `terraform apply` again"} {
		if !strings.Contains(d.Detail, says) {
			t.Errorf("the message lacks %q: %s", says, d.Detail)
		}
	}
	if n := fake.Counts().Creates; n != 1 || took < 4*time.Second || took > 20*time.Second { // far below request_timeout
		t.Errorf("%d creates, ended after %v", n, took)
	}
	w.run("apply", "-auto-approve").must(t, 0)
	w.run("plan", "-detailed-exitcode").must(t, 0)
	if n := fake.Counts().Tickets; n != 1 {
		t.Errorf("CPN has %d tickets", n)
	}
}

// TestInterrupt_startsNoAttempt shows a Ctrl-C during the wait between attempts.
func TestInterrupt_startsNoAttempt(t *testing.T) {
	t.Parallel()
	fake, url := startFake(t)
	fake.Inject(cpnfake.Fault{Status: 429, Header: map[string]string{"Retry-After": "60"}})
	w := newWorkspace(t, url)
	w.configure(ticketBlock())
	got, took := w.interrupted(fake)
	d := got.must(t, 1).has(t, "error", "Could not open the support ticket")
	if !strings.Contains(d.Detail, "This run created no support ticket.") || took > 30*time.Second {
		t.Errorf("ended after %v: %s", took, d.Detail)
	}
	if n := fake.Counts().Creates; n != 1 || len(w.state()) != 0 {
		t.Errorf("%d creates, state %v", n, w.state())
	}
}
