// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"fmt"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"

	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/cpnfake"
)

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
