// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"bytes"
	"encoding/json"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
)

// workspace is a configuration and its state in the test's own folder, run with the real
// command line and the real provider binary.
type workspace struct {
	t       *testing.T
	dir     string
	url     string // of the simulator
	env     []string
	backend *backend // of the state; nil is a local file
	runs    int      // of the command line
	printed []byte   // what was kept with print
}

// cliRun is what one run of the command line printed.
type cliRun struct {
	diagnostics

	code   int
	output string // as an operator reads it
}

// newWorkspace returns an empty workspace whose provider calls url.
func newWorkspace(t *testing.T, url string) *workspace {
	t.Helper()
	w := &workspace{t: t, dir: t.TempDir(), url: url}
	w.overridden(nil)
	for _, variable := range os.Environ() {
		if !strings.HasPrefix(variable, "TF_") && !strings.HasPrefix(variable, "CPN_") {
			w.env = append(w.env, variable)
		}
	}
	w.env = append(w.env, "TF_CLI_CONFIG_FILE="+filepath.Join(w.dir, "cli.tfrc"), "CHECKPOINT_DISABLE=1", "CPN_API_KEY="+testKey, "CPN_BASE_URL="+url)
	return w
}

// configure writes the configuration.
func (w *workspace) configure(blocks ...string) {
	w.t.Helper()
	const head = "terraform {\n  required_providers {\n    cpn = {\n      source = \"terraform-provider-cpn/cpn\"\n    }\n  }\n}\n"
	w.write(filepath.Join(w.dir, "main.tf"), head+strings.Join(blocks, "\n"))
}

func (w *workspace) write(file, text string) {
	w.t.Helper()
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		w.t.Fatal(err)
	}
}

// setenv adds a variable for later runs.
func (w *workspace) setenv(name, value string) { w.env = append(w.env, name+"="+value) }

// command returns a command of Terraform or OpenTofu, ready to start.
func (w *workspace) command(args ...string) *exec.Cmd {
	w.t.Helper()
	w.runs++
	cmd := exec.CommandContext(w.t.Context(), os.Getenv("TF_ACC_TERRAFORM_PATH"), args...)
	cmd.Dir, cmd.Env = w.dir, w.env
	// A provider that outlives its Terraform must not block the test.
	cmd.WaitDelay = 10 * time.Second
	return cmd
}

// run runs a command with -json and collects its diagnostics.
func (w *workspace) run(args ...string) cliRun {
	w.t.Helper()
	cmd := w.command(slices.Insert(args, 1, "-json")...)
	var out bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &out
	err := cmd.Run()
	var exit *exec.ExitError
	if err != nil && !errors.As(err, &exit) {
		w.t.Fatal(err)
	}
	return w.parseRun(cmd.ProcessState.ExitCode(), out.String())
}

// parseRun reads the lines that Terraform prints with -json. It fails the test if a message of
// the provider is malformed.
func (w *workspace) parseRun(code int, output string) cliRun {
	w.t.Helper()
	run := cliRun{code: code, output: output}
	severities := map[string]tfprotov6.DiagnosticSeverity{"error": tfprotov6.DiagnosticSeverityError, "warning": tfprotov6.DiagnosticSeverityWarning}
	for line := range strings.Lines(output) {
		var entry struct {
			Diagnostic struct{ Severity, Summary, Detail string }
		}
		_ = json.Unmarshal([]byte(line), &entry) // not every line is JSON
		if d := entry.Diagnostic; d.Severity != "" && d.Summary != "Provider development overrides are in effect" {
			run.diagnostics = append(run.diagnostics, &tfprotov6.Diagnostic{Severity: severities[d.Severity], Summary: d.Summary, Detail: d.Detail})
		}
	}
	wellFormed(w.t, run.diagnostics)
	return run
}

// must fails the test unless the command ended with this exit code.
func (r cliRun) must(t *testing.T, code int) cliRun {
	t.Helper()
	if r.code != code {
		t.Fatalf("exit code %d, want %d:\n%s", r.code, code, r.output)
	}
	return r
}

// plain runs a command without -json, which must succeed.
func (w *workspace) plain(args ...string) {
	w.t.Helper()
	if out, err := w.output(args...); err != nil {
		w.t.Fatalf("%v: %s", err, out)
	}
}

// output runs a command and returns what it prints as text. It fails the test if a
// message of the provider is malformed.
func (w *workspace) output(args ...string) (string, error) {
	w.t.Helper()
	out, err := w.command(args...).CombinedOutput()
	for _, problem := range malformedText(string(out)) {
		w.t.Error(problem)
	}
	return string(out), err
}

// unset removes a variable of later runs.
func (w *workspace) unset(name string) {
	w.env = slices.DeleteFunc(slices.Clone(w.env), func(variable string) bool { return strings.HasPrefix(variable, name+"=") })
}
