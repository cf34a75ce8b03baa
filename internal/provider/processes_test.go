// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"bytes"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"sync"
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

// isClosed reports whether a channel is closed.
func isClosed(c <-chan struct{}) bool {
	select {
	case <-c:
		return true
	default:
		return false
	}
}

// killProvider kills the provider of a running Terraform with kill -9, after Terraform if
// both is true.
func killProvider(t *testing.T, cmd *exec.Cmd, both bool) {
	t.Helper()
	providers := children(t, cmd.Process.Pid)
	if len(providers) == 0 && !both { // Terraform ends its provider before it stores the state
		t.Fatal("no provider process")
	}
	if both {
		_ = cmd.Process.Kill()
	}
	for _, pid := range providers {
		// A provider may have noticed that its Terraform has gone.
		if err := kill(pid); err != nil && !both {
			t.Error(err)
		}
	}
}

// kill ends a process of this test with kill -9.
func kill(pid int) error {
	process, err := os.FindProcess(pid)
	if err != nil {
		return err
	}
	return process.Kill()
}

// children returns the provider processes of a Terraform process.
func children(t *testing.T, parent int) []int {
	t.Helper()
	if runtime.GOOS != "linux" {
		t.Skip("this test needs /proc")
	}
	stats, err := filepath.Glob("/proc/[0-9]*/stat")
	if err != nil {
		t.Fatal(err)
	}
	var pids []int
	for _, file := range stats {
		text, err := os.ReadFile(file)
		if err != nil {
			continue // it has ended
		}
		// pid (comm) state ppid …
		_, rest, _ := strings.Cut(string(text), ") ")
		fields := strings.Fields(rest)
		if len(fields) > 1 && fields[1] == strconv.Itoa(parent) {
			pid, _ := strconv.Atoi(filepath.Base(filepath.Dir(file)))
			pids = append(pids, pid)
		}
	}
	return pids
}

// loseState removes the state and its backup.
func (w *workspace) loseState() {
	w.t.Helper()
	found, err := filepath.Glob(filepath.Join(w.dir, "terraform.tfstate*"))
	if err != nil || len(found) == 0 {
		w.t.Fatalf("no state to lose: %v", err)
	}
	for _, file := range found {
		if err := os.Remove(file); err != nil {
			w.t.Fatal(err)
		}
	}
}

// backend is a remote state that can be told to lose one.
type backend struct {
	mu      sync.Mutex
	state   []byte
	lose    func() bool   // whether to lose a state that arrives
	arrived chan struct{} // if set, the next such state is announced here, and lost
}

// holdNext makes the backend lose the next state that arrives when so, and returns a channel
// that announces it.
func (b *backend) holdNext(so func() bool) <-chan struct{} {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.lose, b.arrived = so, make(chan struct{})
	return b.arrived
}

// stored returns the state.
func (b *backend) stored() []byte {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.state
}

// lost reports whether a state is lost that arrives now, and stores it otherwise.
func (b *backend) lost(state []byte) bool {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.arrived != nil && b.lose() {
		close(b.arrived)
		b.arrived = nil
		return true
	}
	b.state = state
	return false
}

func (b *backend) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	body, _ := io.ReadAll(r.Body)
	state := b.stored()
	switch {
	case r.Method == http.MethodPost && b.lost(body):
		<-r.Context().Done()
	case r.Method == http.MethodGet && state == nil:
		w.WriteHeader(http.StatusNotFound)
	case r.Method == http.MethodGet:
		_, _ = w.Write(state)
	}
}

// sendSignals sends signals, one after the other.
func sendSignals(t *testing.T, cmd *exec.Cmd, signals []os.Signal) {
	t.Helper()
	for i, s := range signals {
		if i > 0 {
			<-time.After(time.Second) // Terraform must have handled the first to notice a second
		}
		if err := cmd.Process.Signal(s); err != nil {
			t.Error(err)
		}
	}
}

// ended waits for an apply that does not end well, and removes its lock.
func (w *workspace) ended(cmd *exec.Cmd, out *bytes.Buffer) {
	w.t.Helper()
	_ = cmd.Wait()
	if cmd.ProcessState.Success() {
		w.t.Errorf("the apply survived: %s", out)
	}
	_ = os.Remove(filepath.Join(w.dir, ".terraform.tfstate.lock.info"))
}
