// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"flag"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/cpnfake"
	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/report"
)

// Some tables of the guides come from the code. Each stands between two comments,
// and -rewrite updates it. It also updates the message in README.

var rewrite = flag.Bool("rewrite", false, "update the tables of the guides, and the message in README")

// TestGuide_guarantees holds the table of the guide to the scenes that each run of the tests plays.
func TestGuide_guarantees(t *testing.T) {
	t.Parallel()
	var want []string
	for _, s := range scenes() {
		for _, row := range s.rows {
			if line := "| " + strings.ToUpper(row[:1]) + row[1:] + ". |\n"; !s.whole && !slices.Contains(want, line) {
				want = append(want, line)
			}
		}
	}
	_, _, got, _ := partOf(t, "exactly-once", "guarantees")
	lines := slices.Sorted(strings.Lines(strings.TrimPrefix(got, "| Situation |\n|---|\n")))
	slices.Sort(want)
	if diff := cmp.Diff(want, lines); diff != "" {
		t.Errorf("played (-), and in the guide (+):\n%s", diff)
	}
}

// TestGuide_remedies holds the tables of CPN's error codes and failure reasons to what the
// messages say. Those with the same remedy share a row.
func TestGuide_remedies(t *testing.T) {
	t.Parallel()
	for part, remedies := range map[string][]report.Remedy{"remedies": report.Remedies(), "submission remedies": report.SubmissionRemedies()} {
		var rows [][2]string
		for _, r := range remedies {
			status := ""
			if r.Status != http.StatusBadRequest {
				status = fmt.Sprintf("HTTP %d: ", r.Status)
			}
			rows = append(rows, [2]string{"| " + status + "%s | " + r.Text + " |\n", strings.TrimSpace(fmt.Sprintf("%d %s", r.Code, r.Name))})
		}
		inGuide(t, "troubleshoot", part, "| Code and CPN's name | What to do |\n|---|---|\n"+grouped(rows, ", "))
	}
	var rows [][2]string
	for _, r := range report.FailureReasons() {
		rows = append(rows, [2]string{"| %s | " + r.Remedy + " |\n", fmt.Sprintf("`%s`: %s", r.Name, r.Meaning)})
	}
	inGuide(t, "troubleshoot", "failure reasons", "| `failure_reason`, and its meaning | What to do |\n|---|---|\n"+grouped(rows, " "))
}

// grouped writes each different row at its first place, with the members of all rows that are
// the same in place of its %s.
func grouped(rows [][2]string, separator string) string {
	members := map[string][]string{}
	for _, row := range rows {
		members[row[0]] = append(members[row[0]], row[1])
	}
	var b strings.Builder
	for _, row := range rows {
		if all, isFirst := members[row[0]]; isFirst {
			b.WriteString(strings.Replace(row[0], "%s", strings.Join(all, separator), 1))
			delete(members, row[0])
		}
	}
	return b.String()
}

// inGuide compares the part of a guide's template that a comment names.
func inGuide(t *testing.T, guide, part, want string) {
	t.Helper()
	file, before, got, after := partOf(t, guide, part)
	if *rewrite {
		if err := os.WriteFile(file, []byte(before+want+after), 0o600); err != nil {
			t.Fatal(err)
		}
		return
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("%s: %s", file, diff)
	}
}

// partOf returns a guide's template, and the part of it that a comment names.
func partOf(t *testing.T, guide, part string) (file, before, text, after string) {
	t.Helper()
	file = "templates/guides/" + guide + ".md.tmpl"
	all := repositoryFile(t, file)
	start := strings.Index(all, "<!-- "+part)
	begin := start + strings.Index(all[max(start, 0):], "-->\n") + len("-->\n")
	length := strings.Index(all[begin:], "<!-- end -->")
	if start < 0 || length < 0 {
		t.Fatalf("%s has no part %q", file, part)
	}
	return "../../" + file, all[:begin], all[begin : begin+length], all[begin+length:]
}

// TestGuide_troubleshoot holds each section about a message to its form: when the message
// appears, what CPN has then, and steps to follow.
func TestGuide_troubleshoot(t *testing.T) {
	t.Parallel()
	sections := strings.Split(repositoryFile(t, "templates/guides/troubleshoot.md.tmpl"), "\n## ")[1:]
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

// inTestGuide checks that the guide shows the files. The test of cpn-fake follows the guide.
func inTestGuide(t *testing.T, files []string) {
	t.Helper()
	guide := repositoryFile(t, "templates/guides/test-without-cpn.md.tmpl")
	for _, file := range files {
		if !strings.Contains(guide, "{{ codefile \"terraform\" \"examples/"+file+"\" }}") {
			t.Errorf("the guide does not show %s", file)
		}
	}
}

// importProvider is the line of the guide's import block that Terraform 1.16 needs
// while it generates configuration, and does not allow afterwards.
const importProvider = "     provider = cpn\n"

// TestGuide_generatesConfiguration follows the guide: an import block alone makes
// Terraform write the resource block, which then imports the transaction.
func TestGuide_generatesConfiguration(t *testing.T) {
	t.Parallel()
	fake, url := startFake(t)
	fake.SetTransaction(transactionID, func(created *cpnfake.Transaction) {
		created.PaymentID, created.Metadata = paymentID, map[string]string{"order": "4711"}
	})
	block := blockAfter(t, "templates/guides/adopt-what-exists.md.tmpl", "### With generated configuration", "terraform")
	block, _, _ = strings.Cut(block, "   ```")
	block = strings.Replace(block, importedTransaction(block), fake.Transactions()[0].ID, 1)
	without := strings.Replace(block, importProvider, "", 1)
	if without == block {
		t.Fatalf("the guide's block has no %q", importProvider)
	}
	w := newWorkspace(t, url)
	if !w.since("1.16", never) {
		block = without
	}
	w.configure(block)
	w.plain("plan", "-no-color", "-generate-config-out="+filepath.Join(w.dir, "funding.tf"))
	if text := w.read("funding.tf"); !strings.Contains(text, `resource "cpn_transaction" "funding"`) {
		t.Errorf("generated %s", text)
	}
	w.configure(without)
	if got := w.run("apply", "-auto-approve").must(t, 0); !strings.Contains(got.output, "1 imported, 0 added, 0 changed, 0 destroyed") {
		t.Error(got.output)
	}
}
