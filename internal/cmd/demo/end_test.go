// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

//go:build unix

package main

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/cpnfake"
)

// However the demo is stopped, it stops its processes and removes its folder.
func TestEnd(t *testing.T) {
	t.Parallel()
	for name, stop := range map[string]func(*testing.T, *showing){
		"Ctrl-C while it builds": func(t *testing.T, s *showing) {
			t.Helper()
			s.build()
			send(t, -s.command.Process.Pid, syscall.SIGINT)
		},
		"make gets SIGTERM while it plans": func(t *testing.T, s *showing) {
			t.Helper()
			s.await(`^6\.`)
			send(t, s.command.Process.Pid, syscall.SIGTERM)
		},
		"an impatient Ctrl-C during a create": func(t *testing.T, s *showing) {
			t.Helper()
			s.hang()
			for range 3 {
				send(t, -s.command.Process.Pid, syscall.SIGINT)
			}
		},
		"the terminal closes during a create": func(t *testing.T, s *showing) {
			t.Helper()
			s.hang()
			send(t, -s.command.Process.Pid, syscall.SIGHUP)
		},
		"the pipe is closed": func(t *testing.T, s *showing) {
			t.Helper()
			s.await(`^2\.`)
			_ = s.reader.Close()
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := begin(t, top)
			stop(t, s)
			reads := name != "the pipe is closed"
			if err := s.end(); err == nil {
				t.Error("it reports success")
			}
			if said := s.said(); reads && !strings.Contains(said, "\ndemo: interrupted: run make demo to start again\n") || strings.Contains(said, "Done in") {
				t.Errorf("it does not report the interrupt:\n%s", said)
			}
			s.leavesNothing()
		})
	}
}

// build waits until the go command has begun to build the provider.
func (s *showing) build() {
	s.t.Helper()
	s.await(`^1\.`)
	ctx, cancel := context.WithTimeout(s.t.Context(), 30*time.Second)
	defer cancel()
	for ; ; pause(ctx) {
		for _, pattern := range []string{"go-build*", filepath.Join("*", "go-build*")} {
			if found, err := filepath.Glob(filepath.Join(s.tmp, pattern)); err == nil && len(found) > 0 {
				return
			}
		}
		if ctx.Err() != nil {
			s.t.Fatal("it does not build")
		}
	}
}

// hang makes the next create hang, and waits until it does.
func (s *showing) hang() {
	s.t.Helper()
	cpn := &simulator{url: s.await(`listens on (\S+)\.$`)[1]}
	if err := cpn.inject(s.t.Context(), "hang before the work"); err != nil {
		s.t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(s.t.Context(), 30*time.Second)
	defer cancel()
	for counts := (cpnfake.Counts{}); counts.Creates < 2; pause(ctx) {
		var err error
		if counts, err = cpn.counts(ctx); err != nil {
			s.t.Fatal(err)
		}
	}
}

// pause waits a little.
func pause(ctx context.Context) {
	ctx, cancel := context.WithTimeout(ctx, 10*time.Millisecond)
	defer cancel()
	<-ctx.Done()
}

func send(t *testing.T, pid int, signal syscall.Signal) {
	t.Helper()
	if err := syscall.Kill(pid, signal); err != nil {
		t.Error(err)
	}
}

// A command that ignores the interrupt is killed, with the processes it started.
func TestOutput_killsAll(t *testing.T) {
	t.Parallel()
	waiting, cancel := context.WithTimeout(t.Context(), 30*time.Second)
	defer cancel()
	ctx, interrupt := context.WithCancel(waiting)
	file := filepath.Join(t.TempDir(), "pid")
	command := newCommand(ctx, "sh", "-c", `trap '' INT; sleep 600 & echo $! >"$0.new"; mv "$0.new" "$0"; wait`, file)
	command.WaitDelay = 10 * time.Millisecond
	go func() {
		defer interrupt()
		for _, err := os.Stat(file); err != nil && waiting.Err() == nil; _, err = os.Stat(file) {
			pause(waiting)
		}
	}()
	if _, err := output("sh", command); err == nil {
		t.Error("output() = nil, want an error")
	}
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	pid, err := strconv.Atoi(strings.TrimSpace(string(text)))
	if err != nil {
		t.Fatal(err)
	}
	for !errors.Is(syscall.Kill(pid, 0), syscall.ESRCH) {
		if pause(waiting); waiting.Err() != nil {
			t.Fatalf("process %d still runs", pid)
		}
	}
}
