// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"flag"
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/report"
)

// Some tables of the guides come from the code. Each stands between two comments,
// and -rewrite updates it. It also updates the message in README.

var rewrite = flag.Bool("rewrite", false, "update the tables of the guides, and the message in README")

// TestGuide_guarantees holds the table of the guide to the scenes that are played.
func TestGuide_guarantees(t *testing.T) {
	t.Parallel()
	var b strings.Builder
	b.WriteString("| Situation |\n|---|\n")
	for _, row := range rows() {
		fmt.Fprintf(&b, "| %s. |\n", capitalized(row))
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
