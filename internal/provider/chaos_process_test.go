// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"bytes"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/cpnfake"
)

// processScenes kill and interrupt real processes.
func processScenes() []scene {
	before := cpnfake.Fault{Method: http.MethodPost, Delay: time.Minute}
	stored := cpnfake.Fault{Method: http.MethodPost, After: true, Hang: true}
	var all []scene
	add := func(row, name string, play func(*chaos)) { all = append(all, everyWay(row, name, play)...) }

	add(rowKilledBefore, "kill -9 of terraform and provider before the work", func(c *chaos) {
		c.fake.Inject(before)
		c.killed(true)
		c.settles()
	})
	add(rowKilledBefore, "kill -9 of the provider before the work", func(c *chaos) {
		c.fake.Inject(before)
		c.killed(false)
		c.settles()
	})
	add(rowKilledAfter, "kill -9 of terraform and provider after storing", func(c *chaos) {
		c.fake.Inject(stored)
		c.killed(true)
		c.settles()
	})
	add(rowKilledAfter, "kill -9 of the provider after storing", func(c *chaos) {
		c.fake.Inject(stored)
		c.killed(false)
		c.settles()
	})
	add(rowKilledAfter, "kill -9 before the state is written", (*chaos).killedBeforeState)
	retry := func(c *chaos) {
		c.fake.Inject(lostResponse())
		c.apply(1)
		c.fake.Inject(stored)
		c.killed(true)
		c.settles()
	}
	for _, s := range everyWay(rowRetryKilled, "kill -9 of the retry", retry) {
		// OpenTofu does not write the local state between resources, so it still has what
		// Terraform has removed by then.
		s.kept = openTofu()
		all = append(all, s)
	}
	add(rowCtrlC, "one Ctrl-C", func(c *chaos) {
		c.setenv("CPN_REQUEST_TIMEOUT", "30s")
		c.fake.Inject(stored)
		c.signaled(os.Interrupt)
		c.settles()
	})
	add(rowCtrlC, "SIGTERM to Terraform and provider", func(c *chaos) {
		c.setenv("CPN_REQUEST_TIMEOUT", "30s")
		c.fake.Inject(stored)
		c.terminated()
		c.settles()
	})
	add(rowKilledAfter, "two Ctrl-C", func(c *chaos) {
		c.setenv("CPN_REQUEST_TIMEOUT", "30s")
		c.fake.Inject(stored)
		c.signaled(os.Interrupt, os.Interrupt)
		c.settles()
	})
	return all
}

// started starts an apply after the given preparations, and waits until CPN has received its
// create.
func (c *chaos) started(prepare ...func(*exec.Cmd)) (*exec.Cmd, *bytes.Buffer) {
	c.t.Helper()
	c.runs++
	creates := c.fake.Counts().Creates
	cmd := c.command("apply", "-auto-approve", "-no-color")
	for _, do := range prepare {
		do(cmd)
	}
	var out bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &out
	if err := cmd.Start(); err != nil {
		c.t.Fatal(err)
	}
	c.await("a create", func() bool { return c.fake.Counts().Creates > creates })
	return cmd, &out
}

// await waits until a condition holds.
func (c *chaos) await(what string, so func() bool) {
	c.t.Helper()
	tick := time.NewTicker(10 * time.Millisecond)
	defer tick.Stop()
	for limit := time.After(grace); !so(); {
		select {
		case <-tick.C:
		case <-limit:
			c.t.Fatalf("no %s in %v", what, grace)
		}
	}
}

// killed kills the provider with kill -9 while CPN processes its request, and Terraform too if
// both is true.
func (c *chaos) killed(both bool) {
	c.t.Helper()
	cmd, out := c.started()
	providers := children(c.t, cmd.Process.Pid)
	if len(providers) == 0 {
		c.t.Fatalf("no provider process: %s", out)
	}
	if both {
		_ = cmd.Process.Kill()
	}
	for _, pid := range providers {
		if err := kill(pid); err != nil && !both {
			c.t.Error(err)
		}
	}
	_ = cmd.Wait()
	if cmd.ProcessState.Success() {
		c.t.Errorf("the apply survived: %s", out)
	}
	c.unlock()
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

// unlock removes the lock file of a Terraform that was killed.
func (c *chaos) unlock() {
	_ = os.Remove(filepath.Join(c.dir, ".terraform.tfstate.lock.info"))
}

// signaled sends Terraform signals, one after the other, while CPN processes a create.
func (c *chaos) signaled(signals ...os.Signal) {
	c.t.Helper()
	needSignals(c.t)
	cmd, _ := c.started()
	for i, s := range signals {
		if i > 0 {
			// Terraform must have handled the first signal to notice a second.
			<-time.After(time.Second)
		}
		if err := cmd.Process.Signal(s); err != nil {
			c.t.Error(err)
		}
	}
	_ = cmd.Wait()
	c.unlock()
}

// terminated sends Terraform and its provider a SIGTERM while CPN processes a create.
func (c *chaos) terminated() {
	c.t.Helper()
	needSignals(c.t)
	cmd, _ := c.started(inGroup)
	if err := terminateGroup(cmd); err != nil {
		c.t.Error(err)
	}
	_ = cmd.Wait()
	c.unlock()
}

// killedBeforeState kills Terraform at the moment when it stores the state with the created
// resource: the backend receives the state but does not store it.
func (c *chaos) killedBeforeState() {
	c.t.Helper()
	b := &backend{}
	server := httptest.NewServer(b)
	defer server.Close()
	c.mirrored()
	c.declare(fmt.Sprintf("terraform {\n  backend \"http\" {\n    address = %q\n  }\n}\n", server.URL))
	c.plain("init", "-no-color")

	arrived := b.holdNext()
	c.runs++
	cmd := c.command("apply", "-auto-approve", "-no-color")
	var out bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &out
	if err := cmd.Start(); err != nil {
		c.t.Fatal(err)
	}
	select {
	case <-arrived:
	case <-time.After(grace):
		c.t.Errorf("no state was stored: %s", &out)
	}
	providers := children(c.t, cmd.Process.Pid)
	_ = cmd.Process.Kill()
	for _, pid := range providers {
		_ = kill(pid) // a provider takes seconds to notice that its Terraform has gone
	}
	_ = cmd.Wait()
	c.settles()
}

// backend is a remote state that can be told to lose one.
type backend struct {
	mu      sync.Mutex
	state   []byte
	arrived chan struct{} // if set, the next state is announced here, and lost
}

// holdNext makes the backend lose the next state, and returns a channel that announces it.
func (b *backend) holdNext() <-chan struct{} {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.arrived = make(chan struct{})
	return b.arrived
}

// ServeHTTP implements [http.Handler].
func (b *backend) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	body, _ := io.ReadAll(r.Body)
	b.mu.Lock()
	arrived := b.arrived
	if r.Method == http.MethodPost && arrived == nil {
		b.state = body
	}
	if r.Method == http.MethodPost {
		b.arrived = nil
	}
	state := b.state
	b.mu.Unlock()
	switch {
	case r.Method == http.MethodPost && arrived != nil:
		close(arrived)
		<-r.Context().Done()
	case r.Method == http.MethodGet && state == nil:
		w.WriteHeader(http.StatusNotFound)
	case r.Method == http.MethodGet:
		_, _ = w.Write(state)
	}
}
