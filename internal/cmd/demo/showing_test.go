// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package main

import (
	"bufio"
	"crypto/rand"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"strings"
	"testing"
)

// top is the top folder of the checkout.
var top = filepath.Join("..", "..", "..")

// showing is a running "make demo", in its own process group as in a terminal.
type showing struct {
	t       *testing.T
	tmp     string // where its temporary files are
	command *exec.Cmd
	reader  *os.File
	lines   *bufio.Scanner
	seen    strings.Builder
}

// begin starts "make demo" in a checkout, with further environment variables.
func begin(t *testing.T, checkout string, env ...string) *showing {
	t.Helper()
	if runtime.GOOS == "windows" {
		t.Skip("make demo needs a POSIX shell")
	}
	reader, writer, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	// The path of a socket has at most 103 characters, and t.TempDir is long on macOS.
	tmp := filepath.Join("/tmp", "cpn-"+rand.Text())
	if err := os.Mkdir(tmp, 0o700); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.RemoveAll(tmp) })
	s := &showing{t: t, tmp: tmp, reader: reader, lines: bufio.NewScanner(reader)}
	s.command = newCommand(t.Context(), "make", "--no-print-directory", "demo")
	s.command.Dir = checkout
	// The make that runs these tests must not pass its jobs and variables to this make.
	s.command.Env = append(append(os.Environ(), "MAKEFLAGS=", "TMPDIR="+tmp), env...)
	s.command.Stdout, s.command.Stderr = writer, writer
	if err := s.command.Start(); err != nil {
		t.Fatal(err)
	}
	if err := writer.Close(); err != nil {
		t.Fatal(err)
	}
	return s
}

// await reads until a line matches, and returns its submatches.
func (s *showing) await(pattern string) []string {
	s.t.Helper()
	for s.lines.Scan() {
		s.seen.WriteString(s.lines.Text() + "\n")
		if match := regexp.MustCompile(pattern).FindStringSubmatch(s.lines.Text()); match != nil {
			return match
		}
	}
	s.t.Fatalf("no line matches %s: %v\n%s", pattern, s.command.Wait(), s.seen.String())
	return nil
}

// end reads the rest of the output and waits for the end.
func (s *showing) end() error {
	for s.lines.Scan() {
		s.seen.WriteString(s.lines.Text() + "\n")
	}
	return s.command.Wait()
}

// said is the output read so far, standard output and standard error together.
func (s *showing) said() string { return s.seen.String() }

// leavesNothing checks that no temporary file, no process and no open port is left.
func (s *showing) leavesNothing() {
	s.t.Helper()
	entries, err := os.ReadDir(s.tmp)
	if err != nil {
		s.t.Error(err)
	}
	for _, entry := range entries {
		s.t.Errorf("%s is left among the temporary files", entry.Name())
	}
	for _, line := range processes(s.t) {
		if strings.Contains(line, s.tmp) {
			s.t.Errorf("a process is left: %s", line)
		}
	}
	if address := regexp.MustCompile(`127\.0\.0\.1:\d+`).FindString(s.said()); address != "" {
		if conn, err := new(net.Dialer).DialContext(s.t.Context(), "tcp", address); err == nil {
			s.t.Errorf("the simulator still listens on %s", address)
			_ = conn.Close()
		}
	}
}

// processes returns the command line of each process on this machine. A process that the
// demo started has the path of the scratch folder in its command line.
func processes(t *testing.T) []string {
	t.Helper()
	if files, err := filepath.Glob("/proc/[0-9]*/cmdline"); err == nil && len(files) > 0 {
		var found []string
		for _, file := range files {
			// A process may have ended since the list was made.
			if text, err := os.ReadFile(file); err == nil {
				found = append(found, strings.ReplaceAll(string(text), "\x00", " "))
			}
		}
		return found
	}
	text, err := exec.CommandContext(t.Context(), "ps", "-A", "-ww", "-o", "args").Output()
	if err != nil {
		t.Error(err)
	}
	return strings.Split(string(text), "\n")
}
