// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package main

import (
	"os/exec"
	"runtime"
	"strings"
	"testing"
)

// A command gets the address and an accepted API key, has standard output for itself, and
// gives its exit code.
func TestCommand_runs(t *testing.T) {
	t.Parallel()
	if runtime.GOOS == "windows" {
		t.Skip("Windows has no sh")
	}
	program := built(t)
	for name, tc := range map[string]struct {
		flags  []string
		script string
		code   int
		stdout string
	}{
		"success":              {nil, `echo "$CPN_API_KEY"`, 0, "TEST_API_KEY:cpn-fake:local\n"},
		"failure":              {nil, `exit 3`, 3, ""},
		"its own API key":      {[]string{"--api-key", "LIVE_API_KEY:a:b"}, `echo "$CPN_API_KEY"`, 0, "LIVE_API_KEY:a:b\n"},
		"the simulator serves": {[]string{"--listen", "[::1]:0"}, `curl --fail-with-body --silent "$CPN_BASE_URL/_control/tickets?count=0" | tr -d ' \n'`, 0, `{"count":0,"tickets":[]}`},
		"an expectation fails": {nil, `curl --fail-with-body --silent "$CPN_BASE_URL/_control/tickets?count=1" >/dev/null`, 22, ""},
		"standard input":       {nil, `cat`, 0, "input"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			cmd := exec.CommandContext(t.Context(), program, append(tc.flags, "--", "sh", "-c", tc.script)...)
			cmd.Stdin = strings.NewReader("input")
			cmd.Env = append(cmd.Environ(), "CPN_API_KEY=LIVE_API_KEY:real:secret", "NO_PROXY=*")
			stdout, _ := cmd.Output()
			if code := cmd.ProcessState.ExitCode(); code != tc.code || string(stdout) != tc.stdout {
				t.Errorf("exit code %d and %q, want %d and %q", code, stdout, tc.code, tc.stdout)
			}
		})
	}
}

// SIGTERM ends the command too, and Ctrl-C leaves it to end by itself: Terraform takes a
// second one for an order to stop at once.
func TestCommand_signals(t *testing.T) {
	t.Parallel()
	if runtime.GOOS == "windows" {
		t.Skip("Windows has no signals")
	}
	program := built(t)
	for signal, want := range map[string]string{"TERM": "terminated", "INT": "went on"} {
		t.Run(signal, func(t *testing.T) {
			t.Parallel()
			script := `trap 'echo terminated; exit 0' TERM; kill -` + signal + ` $PPID; sleep 1 & wait $!; echo went on`
			out, err := exec.CommandContext(t.Context(), program, "--", "sh", "-c", script).Output()
			if got := strings.TrimSpace(string(out)); got != want || err != nil {
				t.Errorf("the command says %q, want %q; cpn-fake ends with %v", got, want, err)
			}
		})
	}
}
