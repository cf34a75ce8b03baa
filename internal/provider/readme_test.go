// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// blockAfter returns the first code block in this language after a heading of a page.
// The page's path is relative to the root of the repository.
func blockAfter(t *testing.T, page, heading, language string) string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join("..", "..", filepath.FromSlash(page)))
	if err != nil {
		t.Fatal(err)
	}
	_, rest, found := strings.Cut(string(text), heading+"\n")
	_, rest, opened := strings.Cut(rest, "```"+language+"\n")
	block, _, closed := strings.Cut(rest, "```\n")
	if !found || !opened || !closed {
		t.Fatalf("%s has no %q block after %q", page, language, heading)
	}
	return block
}

// readmeConfiguration is the configuration that README tells a new user to apply.
func readmeConfiguration(t *testing.T) string {
	t.Helper()
	return blockAfter(t, "README.md", "## Quick start", "terraform")
}

// TestReadme_plan compares the plan in README with the plan of README's configuration,
// idempotency key included.
func TestReadme_plan(t *testing.T) {
	t.Parallel()
	_, url := startFake(t)
	w := newWorkspace(t, url)
	w.write(filepath.Join(w.dir, "main.tf"), readmeConfiguration(t))
	out, err := w.command("plan", "-no-color").CombinedOutput()
	if err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	want := blockAfter(t, "README.md", "before Terraform sends anything:", "")
	if !strings.Contains(string(out), strings.TrimPrefix(want, "\n")) {
		t.Errorf("the plan is\n%s\nwithout\n%s", out, want)
	}
}

// TestReadme_error compares the message in README with the golden message.
func TestReadme_error(t *testing.T) {
	t.Parallel()
	messages, err := os.ReadFile("../report/testdata/messages/outcome_unknown.txt")
	_, want, found := strings.Cut(string(messages), "# outcome unknown\n\n")
	want, _, _ = strings.Cut(want, "\n# ")
	if err != nil || !found {
		t.Fatal("no golden message: ", err)
	}
	got := blockAfter(t, "README.md", "## After an error", "text")
	if *rewrite {
		rewriteReadme(t, got, want)
		return
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

// rewriteReadme replaces a text of README.
func rewriteReadme(t *testing.T, old, with string) {
	t.Helper()
	const file = "../../README.md"
	text, err := os.ReadFile(file)
	if err == nil {
		err = os.WriteFile(file, []byte(strings.Replace(string(text), old, with, 1)), 0o600)
	}
	if err != nil {
		t.Fatal(err)
	}
}
