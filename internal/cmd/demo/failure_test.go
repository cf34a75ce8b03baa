// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

//go:build unix

package main

import (
	"context"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// script writes a shell script that runs instead of Terraform. $2 is the subcommand.
func script(t *testing.T, text string) (path string) {
	t.Helper()
	path = filepath.Join(t.TempDir(), "terraform")
	// If this process wrote the script, a child of a parallel test could still hold it open
	// for writing, and it could not be started.
	const write = `printf '#!/bin/sh\n%s\n' "$1" >"$0" && chmod +x "$0"`
	if text, err := exec.CommandContext(t.Context(), "sh", "-c", write, path, text).CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, text)
	}
	return path
}

// If a step fails, the demo shows the command's output, then the action and the cause.
func TestDemo_failedStep(t *testing.T) {
	t.Parallel()
	path := filepath.Dir(script(t, `echo "on its output"; echo "on its error output" >&2; exit 3`))
	s := begin(t, top, "PATH="+path+string(filepath.ListSeparator)+os.Getenv("PATH"))
	if err := s.end(); err == nil {
		t.Error("make demo succeeds")
	}
	const want = "\non its output\non its error output\n\n" +
		"demo: fix the error above and run make demo again: terraform init failed (exit status 3)\n"
	if !strings.Contains(s.said(), want) {
		t.Errorf("it writes:\n%s\nwant it to contain:\n%s", s.said(), want)
	}
	s.leavesNothing()
}

// If the demo cannot start, it writes one line with the action. It never removes a folder
// that contains anything else.
func TestDemo_cannotStart(t *testing.T) {
	t.Parallel()
	program := filepath.Join(t.TempDir(), "demo")
	if text, err := exec.CommandContext(t.Context(), "go", "build", "-buildvcs=false", "-o", program, ".").CombinedOutput(); err != nil {
		t.Fatalf("go build: %v\n%s", err, text)
	}
	for name, tc := range map[string]struct {
		dir, path string
		kept      string // a file in the scratch folder
		args      []string
		want      string
	}{
		"no command-line tool": {
			dir: top, path: t.TempDir(),
			want: "demo: install Terraform or OpenTofu: neither terraform nor tofu is on PATH\n",
		},
		"another folder": {
			dir: t.TempDir(), path: filepath.Dir(script(t, "")),
			want: "demo: run the demo in the top folder of the checkout: the current folder has no examples/demo\n",
		},
		"a scratch folder in use": {
			dir: top, kept: "thesis.doc",
			want: " contains thesis.doc\n",
		},
		"an argument": {
			dir: top, args: []string{"please"},
			want: "demo: remove the argument \"please\": the demo takes only flags\n",
		},
	} {
		scratch := t.TempDir()
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			kept := filepath.Join(scratch, tc.kept)
			if tc.kept != "" {
				if err := os.WriteFile(kept, nil, 0o600); err != nil {
					t.Fatal(err)
				}
			}
			command := exec.CommandContext(t.Context(), program, append([]string{"-scratch", scratch}, tc.args...)...)
			command.Dir, command.Env = tc.dir, []string{"PATH=" + tc.path}
			var stderr strings.Builder
			command.Stderr = &stderr
			if err := command.Run(); err == nil {
				t.Error("it succeeds")
			}
			if got := stderr.String(); !strings.HasSuffix(got, tc.want) || strings.Count(got, "\n") != 1 {
				t.Errorf("it writes %q, want %q", got, tc.want)
			}
			_, err := os.Stat(kept)
			if keeps := tc.kept != "" || tc.args != nil; keeps != (err == nil) {
				t.Errorf("the scratch folder: %v, want it kept: %t", err, keeps)
			}
		})
	}
}

// A step does not trust the exit code: it checks that it has shown what it promises.
func TestDemo_step(t *testing.T) {
	t.Parallel()
	const created = `{"Creates":3,"Tickets":1,"Transactions":1}`
	for name, tc := range map[string]struct {
		step   func(*demo, context.Context) error
		script string
		counts string
		want   string
	}{
		"apply fails":          {(*demo).create, `exit 1`, "{}", "terraform apply failed (exit status 1)"},
		"nothing was created":  {(*demo).create, "", "{}", "report a bug with this output: the simulator counted 0 creates, 0 tickets and 0 transactions, want 3, 1 and 1"},
		"no count is kept":     {(*demo).create, "", "x", "report a bug with this output: cpn-fake returned counts that are not JSON: invalid character 'x'"},
		"an output is missing": {(*demo).create, `test "$2" = apply || echo '{"case_ref_id":{"value":"x"}}'`, created, "report a bug with this output: the configuration has no output idempotency_key"},
		"no outputs":           {(*demo).create, `echo x`, created, "report a bug with this output: terraform output did not write JSON: invalid character 'x'"},
		"no details":           {(*demo).sign, `echo '{"message_details":{"value":null}}'`, "", "report a bug with this output: the configuration has no output message_details.to"},
		"no message":           {(*demo).sign, `case "$*" in *-raw*) exit 1; esac; echo '{"message_details":{"value":{"to":"x","value":"1"}}}'`, "", "terraform output failed (exit status 1)"},
		"submit fails":         {(*demo).submit, `exit 1`, "{}", "terraform apply failed (exit status 1)"},
		"nothing is submitted": {(*demo).submit, "", "{}", "report a bug with this output: the simulator counted 0 submits and accepted 0, want 1 and 1"},
		"submitted twice":      {(*demo).submit, "", `{"Submits":2,"Submitted":1}`, "report a bug with this output: the simulator counted 2 submits and accepted 1, want 1 and 1"},
		"the plan has changes": {(*demo).planAgain, `case "$*" in *-detailed-exitcode*) exit 2; esac`, "", "report a bug with this output: the second plan is not empty: terraform plan failed (exit status 2)"},
		"plan fails":           {(*demo).planAgain, `exit 1`, "", "terraform plan failed (exit status 1)"},
		"there is no warning":  {(*demo).destroy, `echo '{"diagnostic":{"severity":"error"}}'`, "", "report a bug with this output: destroy did not warn about what stays at CPN"},
		"destroy fails":        {(*demo).destroy, `exit 1`, "", "terraform destroy failed (exit status 1)"},
		"there is no JSON":     {(*demo).destroy, `echo x`, "", `report a bug with this output: Terraform wrote "x\n" instead of JSON`},
	} {
		d := demo{out: io.Discard, scratch: t.TempDir(), cli: script(t, tc.script)}
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if err := os.Mkdir(d.path("work"), 0o700); err != nil {
				t.Fatal(err)
			}
			server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
				_, _ = io.WriteString(w, tc.counts)
			}))
			t.Cleanup(server.Close)
			d.cpn = &simulator{url: server.URL}
			if err := tc.step(&d, t.Context()); err == nil || !strings.HasPrefix(err.Error(), tc.want) {
				t.Errorf("it returns %v, want %s", err, tc.want)
			}
		})
	}
}
