// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// blockAfter returns the first code block in this language after a heading of a page.
// The page's path is relative to the root of the repository.
func blockAfter(t *testing.T, page, heading, language string) string {
	t.Helper()
	_, rest, found := strings.Cut(repositoryFile(t, page), heading+"\n")
	_, rest, opened := strings.Cut(rest, "```"+language+"\n")
	block, _, closed := strings.Cut(rest, "```\n")
	if !found || !opened || !closed {
		t.Fatalf("%s has no %q block after %q", page, language, heading)
	}
	return block
}

// TestReadme_error compares the message in README with the golden message.
func TestReadme_error(t *testing.T) {
	t.Parallel()
	_, want, _ := strings.Cut(repositoryFile(t, "internal/report/testdata/messages/outcome_unknown.txt"), "# outcome unknown\n\n")
	want, _, _ = strings.Cut(want, "\n# ")
	got := blockAfter(t, "README.md", "## After an error", "text")
	if *rewrite {
		text := strings.Replace(repositoryFile(t, "README.md"), got, want, 1)
		if err := os.WriteFile("../../README.md", []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		return
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

// newHome returns a workspace for README's configuration whose user has a home folder
// without any settings. Nothing but that folder says where the provider is.
func newHome(t *testing.T, home string) *workspace {
	t.Helper()
	if runtime.GOOS == "windows" {
		t.Skip("README describes Unix")
	}
	_, url := startFake(t)
	w := newWorkspace(t, url)
	w.env = slices.DeleteFunc(w.env, func(variable string) bool {
		return strings.HasPrefix(variable, "TF_CLI_CONFIG_FILE=") || strings.HasPrefix(variable, "XDG_")
	})
	w.setenv("HOME", home)
	w.write(filepath.Join(w.dir, "main.tf"), blockAfter(t, "README.md", "## Quick start", "terraform"))
	return w
}

// TestInstall_make runs `make install`. In an empty folder, init then finds the
// provider without a registry. No path of this machine is in the binary, because
// the same commit must have the same hash on every machine.
func TestInstall_make(t *testing.T) {
	t.Parallel()
	if _, err := exec.LookPath("make"); err != nil {
		t.Skip("there is no make")
	}
	root, dest := t.TempDir(), os.Getenv("HOME")
	w := newHome(t, filepath.Join(root, dest))
	install := exec.CommandContext(t.Context(), "make", "-s", "-C", "../..", "install", "DESTDIR="+root)
	install.Env = slices.DeleteFunc(os.Environ(), func(variable string) bool {
		return strings.HasPrefix(variable, "MAKE") || strings.HasPrefix(variable, "MFLAGS")
	})
	out, err := install.CombinedOutput()
	if err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	if first, _, _ := strings.Cut(string(out), "\n"); !strings.HasPrefix(first, "Building ") {
		t.Errorf("before it builds, it says %q", first)
	}
	var binaries []string
	for line := range strings.Lines(string(out)) {
		binary := strings.TrimSpace(line)
		if !filepath.IsAbs(binary) {
			continue
		}
		binaries = append(binaries, filepath.Base(binary))
		text, err := os.ReadFile(binary)
		if err != nil {
			t.Fatal(err)
		}
		if checkout, err := filepath.Abs("../.."); err != nil || bytes.Contains(text, []byte(checkout)) {
			t.Errorf("%s names %s, %v", binary, checkout, err)
		}
	}
	if want := []string{"terraform-provider-cpn_v0.0.1", "terraform-provider-cpn_v0.0.1", "cpn-fake"}; !slices.Equal(binaries, want) {
		t.Errorf("installed %q, want %q", binaries, want)
	}
	w.plain("init", "-no-color")
	w.run("apply", "-auto-approve").must(t, 0)
}

// TestInstall_devOverrides puts README's CLI configuration where README says. In an empty
// folder, plan then finds the provider without init. The plan of README's configuration is the
// one in README, idempotency key included.
func TestInstall_devOverrides(t *testing.T) {
	t.Parallel()
	home := t.TempDir()
	w := newHome(t, home)
	binaries, err := binaryDir()
	if err != nil {
		t.Fatal(err)
	}
	settings := blockAfter(t, "README.md", "## Install", "hcl")
	for _, name := range []string{".terraformrc", ".tofurc"} {
		w.write(filepath.Join(home, name), strings.Replace(settings, "/home/you/terraform-provider-cpn", binaries, 1))
	}
	got, err := w.output("plan", "-no-color")
	want := blockAfter(t, "README.md", "before Terraform sends anything:", "")
	if err != nil || !strings.Contains(got, strings.TrimPrefix(want, "\n")) {
		t.Errorf("%v: the plan is\n%s\nwithout\n%s", err, got, want)
	}
}
