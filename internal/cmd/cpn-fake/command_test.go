// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package main

import (
	"strings"
	"testing"
)

// A command gets the address and an accepted API key, has standard output for itself, and
// gives its exit code. SIGTERM ends it too, and Ctrl-C leaves it to end by itself: Terraform
// takes a second one for an order to stop at once.
func TestCommand_runs(t *testing.T) {
	t.Parallel()
	const counts = `curl --fail-with-body --silent "$CPN_BASE_URL/_control/tickets?count=`
	for name, tc := range map[string]struct {
		flags  []string
		script string
		code   int
		stdout string
	}{
		"success":              {nil, `echo "$CPN_API_KEY"`, 0, "TEST_API_KEY:cpn-fake:local\n"},
		"failure":              {nil, `exit 3`, 3, ""},
		"its own API key":      {[]string{"--api-key", "LIVE_API_KEY:a:b"}, `echo "$CPN_API_KEY"`, 0, "LIVE_API_KEY:a:b\n"},
		"the simulator serves": {[]string{"--listen", "[::1]:0"}, counts + `0" | tr -d ' \n'`, 0, `{"count":0,"tickets":[]}`},
		"an expectation fails": {nil, counts + `1" >/dev/null`, 22, ""},
		"standard input":       {nil, `cat`, 0, "input"},
		"signals": {
			nil,
			`trap 'kill -KILL $!; echo terminated; exit 0' TERM
			kill -INT $PPID; ` + counts + `0" >/dev/null && echo went on
			kill -TERM $PPID; sleep 10 & wait $!`,
			0,
			"went on\nterminated\n",
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			cmd := command(t, append(tc.flags, "--", "sh", "-c", tc.script)...)
			cmd.Stdin = strings.NewReader("input")
			stdout, _ := cmd.Output()
			if code := cmd.ProcessState.ExitCode(); code != tc.code || string(stdout) != tc.stdout {
				t.Errorf("exit code %d and %q, want %d and %q", code, stdout, tc.code, tc.stdout)
			}
		})
	}
}

// Only a user who says so opens the simulator to other machines, and reads a warning then.
func TestCommand_listens(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		args []string
		warn bool
	}{
		"localhost":                {[]string{"--quiet", "--listen", "localhost:0"}, false},
		"every address":            {[]string{"--quiet", "--listen", "0.0.0.0:0", "--allow-remote"}, true},
		"a port alone":             {[]string{"--quiet", "--listen", ":0", "--allow-remote"}, true},
		"a loopback address still": {[]string{"--quiet", "--listen", "127.0.0.1:0", "--allow-remote"}, false},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			url, end := begin(t, tc.args...)
			if !strings.HasPrefix(url, "http://127.0.0.1:") {
				t.Errorf("the URL is %s", url)
			}
			play(t, url, step{"GET", "/_control/counts", "", 200, ""})
			if _, stderr := end(); strings.Contains(stderr, "WARNING: this is a simulator") != tc.warn {
				t.Errorf("standard error is %q", stderr)
			}
		})
	}
}
