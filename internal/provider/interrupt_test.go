// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/cpnfake"
)

// needSignals skips a test on systems without interrupts.
func needSignals(t *testing.T) {
	t.Helper()
	if runtime.GOOS == "windows" {
		t.Skip("Windows cannot send a process an interrupt")
	}
}

// interrupted starts an apply, sends Terraform a Ctrl-C once CPN has received a create, and
// returns what it printed and how long it took to end.
func (w *workspace) interrupted(fake *cpnfake.Server) (cliRun, time.Duration) {
	w.t.Helper()
	return w.stopped(fake, func(*exec.Cmd) {}, func(cmd *exec.Cmd) error { return cmd.Process.Signal(os.Interrupt) })
}

// stopped starts an apply after prepare, stops it once CPN has received a create, and returns
// what it printed and how long it took to end.
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
	return w.parseRun(cmd.ProcessState.ExitCode(), out.String()), time.Since(began)
}

// awaitCreate waits until the simulator has received a create.
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

// TestInterrupt_recordsTheResponse shows that one Ctrl-C does not lose a response that arrives
// soon: the ticket is in state, complete and not tainted.
func TestInterrupt_recordsTheResponse(t *testing.T) {
	t.Parallel()
	recordsTheResponse(t, (*workspace).interrupted)
}

// recordsTheResponse checks that a response which arrives soon after a stop is in state.
func recordsTheResponse(t *testing.T, stopped func(*workspace, *cpnfake.Server) (cliRun, time.Duration)) {
	t.Helper()
	fake, url := startFake(t)
	fake.Inject(cpnfake.Fault{Delay: 2 * time.Second})
	w := newWorkspace(t, url)
	w.configure(ticketBlock())
	got, _ := stopped(w, fake)
	got.must(t, 1)
	created := fake.Tickets()
	if id := w.state()[ticketAddress]["ticket_id"]; len(created) != 1 || id != created[0].ID {
		t.Fatalf("CPN has %v, state has the ticket %v: %s", created, id, got.output)
	}
	w.run("plan", "-detailed-exitcode").must(t, 0)
}

// TestInterrupt_givesUpAfterTheGrace shows that a CPN which does not respond delays a Ctrl-C by
// no more than 5 s, that there is no further attempt, and that the message says what happened.
func TestInterrupt_givesUpAfterTheGrace(t *testing.T) {
	t.Parallel()
	fake, url := startFake(t)
	fake.Inject(cpnfake.Fault{Hang: true, After: true})
	w := newWorkspace(t, url)
	w.configure(ticketBlock())
	got, took := w.interrupted(fake)
	d := got.must(t, 1).has(t, "error", "Outcome unknown: CPN may have created the support ticket")
	for _, says := range []string{"interrupted before a response", "Terraform was interrupted", "Run `terraform apply` soon. Do not change id or inputs"} {
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
	d := got.must(t, 1).has(t, "error", "Rate limit reached before CPN accepted the support ticket")
	if !strings.Contains(d.Detail, "Terraform was interrupted.") || took > 30*time.Second {
		t.Errorf("ended after %v: %s", took, d.Detail)
	}
	if n := fake.Counts().Creates; n != 1 || len(w.state()) != 0 {
		t.Errorf("%d creates, state %v", n, w.state())
	}
}

// terminated starts an apply, sends Terraform and the provider a SIGTERM once CPN has received a
// create, and returns what it printed and how long it took to end.
func (w *workspace) terminated(fake *cpnfake.Server) (cliRun, time.Duration) {
	w.t.Helper()
	return w.stopped(fake, inGroup, terminateGroup)
}

// TestTerminate_recordsTheResponse shows that a response after a SIGTERM is in state.
func TestTerminate_recordsTheResponse(t *testing.T) {
	t.Parallel()
	recordsTheResponse(t, (*workspace).terminated)
}

// TestTerminate_orphanEnds shows that a provider whose Terraform is killed ends on its own, even
// during a create.
func TestTerminate_orphanEnds(t *testing.T) {
	t.Parallel()
	for name, first := range map[string]func(*exec.Cmd) error{
		"killed":                              func(*exec.Cmd) error { return nil },
		"killed after a SIGTERM to the group": terminateGroup,
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			fake, url := startFake(t)
			fake.Inject(cpnfake.Fault{Hang: true, After: true})
			w := newWorkspace(t, url)
			w.configure(ticketBlock())
			var orphans []int
			_, _ = w.stopped(fake, inGroup, func(cmd *exec.Cmd) error {
				orphans = children(t, cmd.Process.Pid)
				if err := first(cmd); err != nil {
					return err
				}
				return cmd.Process.Kill()
			})
			if len(orphans) == 0 {
				t.Fatal("no provider process")
			}
			for _, pid := range orphans {
				mustEnd(t, pid)
			}
		})
	}
}

// mustEnd fails the test unless a process ends on its own.
func mustEnd(t *testing.T, pid int) {
	t.Helper()
	tick := time.NewTicker(50 * time.Millisecond)
	defer tick.Stop()
	for limit := time.After(20 * time.Second); lives(pid); {
		select {
		case <-tick.C:
		case <-limit:
			_ = kill(pid)
			t.Fatal("the provider outlives its Terraform")
		}
	}
}

// lives reports whether a process runs. An ended process may still be listed until its parent
// asks for its exit status.
func lives(pid int) bool {
	stat, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid))
	_, state, _ := strings.Cut(string(stat), ") ")
	return err == nil && !strings.HasPrefix(state, "Z")
}
