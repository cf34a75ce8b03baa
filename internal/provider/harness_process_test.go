// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"testing"
	"time"
)

// grace is how long a test waits for what should happen at once.
const grace = time.Minute

// await waits until a condition holds.
func await(t *testing.T, what string, so func() bool) {
	t.Helper()
	tick := time.NewTicker(10 * time.Millisecond)
	defer tick.Stop()
	for limit := time.After(grace); !so(); {
		select {
		case <-tick.C:
		case <-limit:
			t.Fatalf("no %s in %v", what, grace)
		}
	}
}

// running is an apply that has been started.
type running struct {
	*workspace

	cmd *exec.Cmd
	out *bytes.Buffer
}

// started starts an apply in a process group of its own, and waits until so.
func (w *workspace) started(what string, so func() bool) running {
	w.t.Helper()
	r := running{w, w.command("apply", "-auto-approve", "-json"), new(bytes.Buffer)}
	inGroup(r.cmd)
	r.cmd.Stdout, r.cmd.Stderr = r.out, r.out
	if err := r.cmd.Start(); err != nil {
		w.t.Fatal(err)
	}
	await(w.t, what, so)
	return r
}

// ends waits for the end, and returns what was printed.
func (r running) ends() cliRun {
	r.t.Helper()
	_ = r.cmd.Wait()
	return r.parseRun(r.cmd.ProcessState.ExitCode(), r.out.String())
}

// stopped waits for the end of an apply that was killed or interrupted, and removes its lock.
func (r running) stopped() cliRun {
	r.t.Helper()
	got := r.ends()
	if got.code == 0 {
		r.t.Errorf("the apply survived: %s", got.output)
	}
	_ = os.Remove(filepath.Join(r.dir, ".terraform.tfstate.lock.info"))
	return got
}

// kill kills the provider with kill -9, after Terraform if both is true.
func (r running) kill(both bool) {
	r.t.Helper()
	providers := r.providers()
	if len(providers) == 0 && !both { // Terraform ends its provider before it stores the state
		r.t.Fatal("no provider process")
	}
	if both {
		_ = r.cmd.Process.Kill()
	}
	for _, provider := range providers {
		// A provider may have noticed that its Terraform has gone.
		if err := provider.Kill(); err != nil && !both {
			r.t.Error(err)
		}
	}
}

// orphan kills Terraform alone, and fails the test unless its provider ends on its own.
func (r running) orphan() {
	r.t.Helper()
	providers := r.providers()
	_ = r.cmd.Process.Kill()
	for _, provider := range providers {
		await(r.t, "end of the provider", func() bool { return !lives(provider.Pid) })
	}
	if len(providers) == 0 {
		r.t.Fatal("no provider process")
	}
}

// signal sends Terraform signals, one after the other.
func (r running) signal(signals ...os.Signal) {
	r.t.Helper()
	for i, s := range signals {
		if i > 0 {
			<-time.After(time.Second) // Terraform must have handled the first to notice a second
		}
		if err := r.cmd.Process.Signal(s); err != nil {
			r.t.Error(err)
		}
	}
}

// terminate sends SIGTERM to Terraform and its provider.
func (r running) terminate() {
	r.t.Helper()
	if err := terminateGroup(r.cmd); err != nil {
		r.t.Error(err)
	}
}

// needSignals skips a test on systems without interrupts.
func needSignals(t *testing.T) {
	t.Helper()
	if runtime.GOOS == "windows" {
		t.Skip("Windows cannot send a process an interrupt")
	}
}

// lives reports whether a process runs. An ended process may still be listed until its parent
// asks for its exit status.
func lives(pid int) bool {
	fields := stat(fmt.Sprintf("/proc/%d/stat", pid))
	return len(fields) > 0 && fields[0] != "Z"
}

// stat returns state, parent and more of a process, nothing if it has ended.
func stat(file string) []string {
	text, _ := os.ReadFile(file)
	_, rest, _ := strings.Cut(string(text), ") ") // pid (comm) state ppid …
	return strings.Fields(rest)
}

// providers returns the provider processes of Terraform.
func (r running) providers() []*os.Process {
	r.t.Helper()
	if runtime.GOOS != "linux" {
		r.t.Skip("this test needs /proc")
	}
	stats, err := filepath.Glob("/proc/[0-9]*/stat")
	if err != nil {
		r.t.Fatal(err)
	}
	var providers []*os.Process
	for _, file := range stats {
		if fields := stat(file); len(fields) > 1 && fields[1] == strconv.Itoa(r.cmd.Process.Pid) {
			pid, _ := strconv.Atoi(filepath.Base(filepath.Dir(file)))
			if provider, err := os.FindProcess(pid); err == nil {
				providers = append(providers, provider)
			}
		}
	}
	return providers
}
