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

// script writes a shell script that takes the place of Terraform. $2 is the subcommand.
func script(t *testing.T, text string) (path string) {
	t.Helper()
	path = filepath.Join(t.TempDir(), "terraform")
	// Were it written here, a child of another test could hold it open for writing for a
	// moment, and it could not be started.
	const write = `printf '#!/bin/sh\n%s\n' "$1" >"$0" && chmod +x "$0"`
	if text, err := exec.CommandContext(t.Context(), "sh", "-c", write, path, text).CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, text)
	}
	return path
}

// A failed step ends the demo with what the command said and then the reason.
func TestDemo_failedStep(t *testing.T) {
	t.Parallel()
	path := filepath.Dir(script(t, `echo "on its output"; echo "on its error output" >&2; exit 3`))
	s := begin(t, top, "PATH="+path+string(filepath.ListSeparator)+os.Getenv("PATH"))
	if err := s.end(); err == nil {
		t.Error("make demo succeeds")
	}
	const want = "\non its output\non its error output\n\ndemo: terraform init failed (exit status 3)\n"
	if !strings.Contains(s.said(), want) {
		t.Errorf("it says:\n%s\nwant it to say:\n%s", s.said(), want)
	}
	s.leavesNothing()
}

// What keeps the demo from starting is said in one line, and no folder that holds
// anything of value is removed.
func TestDemo_refuses(t *testing.T) {
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
			want: "demo: neither terraform nor tofu is on PATH: install Terraform or OpenTofu\n",
		},
		"another folder": {
			dir: t.TempDir(), path: filepath.Dir(script(t, "")),
			want: "demo: there is no examples/demo here: run it in the top folder of the checkout\n",
		},
		"a scratch folder in use": {
			dir: top, kept: "thesis.doc",
			want: "is no scratch folder, because it holds thesis.doc\n",
		},
		"an argument": {
			dir: top, args: []string{"please"},
			want: "demo: unexpected argument \"please\"\n",
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
				t.Errorf("it says %q, want %q", got, tc.want)
			}
			_, err := os.Stat(kept)
			if keeps := tc.kept != "" || tc.args != nil; keeps != (err == nil) {
				t.Errorf("the scratch folder: %v, want it kept: %t", err, keeps)
			}
		})
	}
}

// A step does not take the commands' word for it: it looks whether it has shown what it
// promises.
func TestDemo_step(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		step   func(*demo, context.Context) error
		script string
		counts string
		want   string
	}{
		"an output is missing": {(*demo).apply, `test "$2" = apply || echo '{"ticket_id":{"value":"x"}}'`, "", "apply left no output case_ref_id"},
		"the outputs are none": {(*demo).apply, `echo x`, "", "terraform output: invalid character 'x'"},
		"apply fails":          {(*demo).apply, `exit 1`, "", "terraform apply failed (exit status 1)"},
		"the plan has changes": {(*demo).planAgain, `case "$*" in *-detailed-exitcode*) exit 2; esac`, "", "the second plan is not empty: terraform plan failed (exit status 2)"},
		"plan fails":           {(*demo).planAgain, `exit 1`, "", "terraform plan failed (exit status 1)"},
		"nothing was sent":     {(*demo).loseReply, "", "{}", "the stand-in counts 0 requests to create and 0 new tickets, want 2 and 1"},
		"apply fails again":    {(*demo).loseReply, "exit 1", "{}", "terraform apply failed (exit status 1)"},
		"no count is kept":     {(*demo).loseReply, "", "x", "invalid character 'x'"},
		"there is no warning":  {(*demo).destroy, `echo '{"diagnostic":{"severity":"error"}}'`, "", "destroy did not warn of what stays at CPN"},
		"destroy fails":        {(*demo).destroy, `exit 1`, "", "terraform destroy failed (exit status 1)"},
		"there is no JSON":     {(*demo).destroy, `echo x`, "", `want JSON, got "x\n"`},
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
			d.cpn = &standIn{url: server.URL}
			if err := tc.step(&d, t.Context()); err == nil || !strings.HasPrefix(err.Error(), tc.want) {
				t.Errorf("it returns %v, want %s", err, tc.want)
			}
		})
	}
}
