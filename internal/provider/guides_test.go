// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"flag"
	"fmt"
	"os"
	"os/exec"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/cpnfake"
	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/report"
)

// Some tables of the guides come from the code. Each stands between two comments,
// and -rewrite updates it. It also updates the message in README.

var rewrite = flag.Bool("rewrite", false, "update the tables of the guides, and the message in README")

func TestGuide_guarantees(t *testing.T) {
	t.Parallel()
	words := map[int]string{1: "one", 2: "**two**"}
	var b strings.Builder
	b.WriteString("| Situation | With a configured `id` | With a generated `id` |\n|---|---|---|\n")
	for _, g := range guarantees() {
		fmt.Fprintf(&b, "| %s | %s | %s |\n", capitalized(g.situation)+".", words[g.configured], words[g.generated])
	}
	inGuide(t, "exactly-once", "guarantees", b.String())
}

func TestGuide_remedies(t *testing.T) {
	t.Parallel()
	var b strings.Builder
	b.WriteString("| HTTP | Code | CPN's name | What to do |\n|---|---|---|---|\n")
	for _, r := range report.Remedies() {
		fmt.Fprintf(&b, "| %d | %d | %s | %s |\n", r.Status, r.Code, r.Name, r.Text)
	}
	inGuide(t, "troubleshoot", "remedies", b.String())
}

func TestGuide_submissionRemedies(t *testing.T) {
	t.Parallel()
	var b strings.Builder
	b.WriteString("| HTTP | Code | CPN's name | What to do |\n|---|---|---|---|\n")
	for _, r := range report.SubmissionRemedies() {
		fmt.Fprintf(&b, "| %d | %d | %s | %s |\n", r.Status, r.Code, r.Name, r.Text)
	}
	inGuide(t, "troubleshoot", "submission remedies", b.String())
}

func TestGuide_failureReasons(t *testing.T) {
	t.Parallel()
	var b strings.Builder
	b.WriteString("| `failure_reason` | Meaning | What to do |\n|---|---|---|\n")
	for _, r := range report.FailureReasons() {
		fmt.Fprintf(&b, "| `%s` | %s | %s |\n", r.Name, r.Meaning, r.Remedy)
	}
	inGuide(t, "troubleshoot", "failure reasons", b.String())
}

// capitalized returns a text with its first letter in upper case.
func capitalized(text string) string { return strings.ToUpper(text[:1]) + text[1:] }

// inGuide compares the part of a guide's template that a comment names.
func inGuide(t *testing.T, guide, part, want string) {
	t.Helper()
	file := "../../templates/guides/" + guide + ".md.tmpl"
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	before, rest, found := strings.Cut(string(text), "<!-- "+part)
	head, rest, ended := strings.Cut(rest, "-->\n")
	got, after, closed := strings.Cut(rest, "<!-- end -->")
	if !found || !ended || !closed {
		t.Fatalf("%s has no part %q", file, part)
	}
	if *rewrite {
		got = want
		if err := os.WriteFile(file, []byte(before+"<!-- "+part+head+"-->\n"+want+"<!-- end -->"+after), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("%s: %s", file, diff)
	}
}

// TestGuide_troubleshoot holds each section about a message to its form: when the message
// appears, what CPN has then, and steps to follow.
func TestGuide_troubleshoot(t *testing.T) {
	t.Parallel()
	text, err := os.ReadFile("../../templates/guides/troubleshoot.md.tmpl")
	if err != nil {
		t.Fatal(err)
	}
	sections := strings.Split(string(text), "\n## ")[1:]
	for _, section := range sections {
		name, body, _ := strings.Cut(section, "\n")
		if name == "Logs" {
			continue
		}
		for _, part := range []string{"\n**When:** ", "\n**At CPN:** ", "\n1. "} {
			if !strings.Contains(body, part) {
				t.Errorf("%s has no %q", name, part)
			}
		}
	}
	if len(sections) != 32 {
		t.Errorf("%d sections", len(sections))
	}
}

// TestGuide_untaintsMany runs the guide's script for many unfinished resources in a
// shell, as an operator does.
func TestGuide_untaintsMany(t *testing.T) {
	t.Parallel()
	for _, program := range []string{"sh", "jq"} {
		if _, err := exec.LookPath(program); err != nil {
			t.Skipf("there is no %s", program)
		}
	}
	script := blockAfter(t, "templates/guides/troubleshoot.md.tmpl", "### Many unfinished resources", "sh")
	fake, url := startFake(t)
	fake.Inject(cpnfake.Fault{Method: "POST", After: true, Drop: true, Times: 3})
	w := quick(t, url)
	w.configure(strings.Replace(ticketBlock(), "{\n", "{\n  for_each = toset([\"a b\", \"c\"])\n", 1) + transactionBlock())
	w.run("apply", "-auto-approve").must(t, 1)
	cmd := exec.CommandContext(t.Context(), "sh", "-euc", strings.ReplaceAll(script, "terraform ", "\"$TERRAFORM\" "))
	cmd.Dir, cmd.Env = w.dir, append(w.env, "TERRAFORM="+os.Getenv("TF_ACC_TERRAFORM_PATH"))
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	if got := w.run("apply", "-auto-approve").must(t, 0); !strings.Contains(got.output, "0 added, 3 changed, 0 destroyed") {
		t.Error(got.output)
	}
	if got := fake.Counts(); got.Tickets != 2 || got.Transactions != 1 {
		t.Errorf("CPN has %d tickets and %d transactions", got.Tickets, got.Transactions)
	}
}
