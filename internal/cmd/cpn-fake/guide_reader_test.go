// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"
	"strings"
	"testing"
)

// block is a piece of code in the guide.
type block struct {
	section  string // the heading above it
	language string
	file     string // where the guide tells the reader to save it; "" if it does not
	text     string
}

var (
	headings = regexp.MustCompile(`(?m)^#+ (.*)$`)
	saved    = regexp.MustCompile("[Ss]ave\\s+(?:it|this\\s+test)\\s+as\\s+`([^`]+)`")
)

// guide reads the guide as it is published.
func guide(t *testing.T) []block {
	t.Helper()
	text, err := os.ReadFile("../../../docs/guides/test-without-cpn.md")
	if err != nil {
		t.Fatal(err)
	}
	// Every second piece is code.
	pieces := strings.Split(strings.ReplaceAll(string(text), "\r\n", "\n"), "```")
	var blocks []block
	section := ""
	for i := 0; i+1 < len(pieces); i += 2 {
		if found := headings.FindAllStringSubmatch(pieces[i], -1); found != nil {
			section = found[len(found)-1][1]
		}
		language, code, _ := strings.Cut(pieces[i+1], "\n")
		b := block{section: section, language: language, text: code}
		if found := saved.FindAllStringSubmatch(pieces[i], -1); found != nil && language != "sh" {
			b.file = found[len(found)-1][1]
		}
		blocks = append(blocks, b)
	}
	return blocks
}

// workflow reads the workflow that the guide links to.
func workflow(t *testing.T) string {
	t.Helper()
	text, err := os.ReadFile("../../../examples/test-environment/workflow.yml")
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// commands returns what a workflow runs, without its indentation.
func commands(workflow string) []string {
	var all []string
	for _, found := range regexp.MustCompile(`(?m)^ *- run: (\|\n(?:\s{10}.*\n?)+|.*$)`).FindAllStringSubmatch(workflow, -1) {
		all = append(all, strings.ReplaceAll(strings.TrimPrefix(found[1], "|\n"), strings.Repeat(" ", 10), ""))
	}
	return all
}

// The tests below depend on finding everything that the guide shows.
func TestGuide_isRead(t *testing.T) {
	t.Parallel()
	var files []string
	shell := 0
	for _, b := range guide(t) {
		switch {
		case b.file != "":
			files = append(files, b.file)
		case b.language == "sh":
			shell++
		}
	}
	want := []string{
		"main.tf", "tests/mocked.tftest.hcl", "tests/applied.tftest.hcl", "tests/lost_response.tftest.hcl", "tests/one-ticket/main.tf",
	}
	if runs := commands(workflow(t)); !slices.Equal(files, want) || shell != 7 || len(runs) != 4 {
		t.Errorf("the guide has the files %q, %d shell blocks and %d steps of a workflow", files, shell, len(runs))
	}
}

// reader is somebody who follows the guide in an empty folder, on a machine with Go and one
// tool, where the provider is installed from source.
type reader struct {
	t   *testing.T
	dir string
	env []string
}

// run runs what the guide shows for a shell, and returns its output and whether it succeeds.
func (r reader) run(script string, env ...string) (string, bool) {
	r.t.Helper()
	cmd := exec.CommandContext(r.t.Context(), "sh", "-ec", script)
	cmd.Dir, cmd.Env = r.dir, append(slices.Clip(r.env), env...)
	out, err := cmd.CombinedOutput()
	return string(out), err == nil
}

// must runs a script that must succeed.
func (r reader) must(script string, env ...string) {
	r.t.Helper()
	if out, ok := r.run(script, env...); !ok {
		r.t.Fatalf("%s\nfails:\n%s", script, out)
	}
}

// write saves a file.
func (r reader) write(name, text string) {
	r.t.Helper()
	file := filepath.Join(r.dir, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(file), 0o700); err != nil {
		r.t.Fatal(err)
	}
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		r.t.Fatal(err)
	}
}

// newReader returns a reader who calls tool by the name terraform. home is where install has
// put the provider and cpn-fake.
func newReader(t *testing.T, tool, home string) reader {
	t.Helper()
	bin := t.TempDir()
	if err := os.Symlink(tool, filepath.Join(bin, "terraform")); err != nil {
		t.Fatal(err)
	}
	r := reader{t: t, dir: t.TempDir()}
	for _, variable := range os.Environ() {
		if !strings.HasPrefix(variable, "TF_") && !strings.HasPrefix(variable, "CPN_") {
			r.env = append(r.env, variable)
		}
	}
	// Many short processes take less time in all with one processor each.
	r.env = append(r.env, "GOMAXPROCS=1", asCommand, "HOME="+home, "CHECKPOINT_DISABLE=1", "PATH="+bin+":"+filepath.Join(home, "go", "bin")+":"+os.Getenv("PATH"))
	return r
}

// install does what make install does, and returns the home folder.
func install(t *testing.T) string {
	t.Helper()
	home := t.TempDir()
	bin := filepath.Join(home, "go", "bin")
	provider := exec.CommandContext(t.Context(), "go", "build", "-ldflags=-s -w", "-o", bin+string(filepath.Separator), "../../..")
	if out, err := provider.CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	if err := os.Symlink(command(t).Path, filepath.Join(bin, "cpn-fake")); err != nil {
		t.Fatal(err)
	}
	built, plugins := filepath.Join(bin, "terraform-provider-cpn"), filepath.Join(home, ".terraform.d", "plugins")
	for _, host := range []string{"registry.terraform.io", "registry.opentofu.org"} {
		dir := filepath.Join(plugins, host, "terraform-provider-cpn", "cpn", "0.0.1", runtime.GOOS+"_"+runtime.GOARCH)
		if err := os.MkdirAll(dir, 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.Link(built, filepath.Join(dir, "terraform-provider-cpn_v0.0.1")); err != nil {
			t.Fatal(err)
		}
	}
	return home
}

// tools are Terraform and OpenTofu, as far as this machine has them. A version manager
// chooses by the name of the program, so links to it are resolved.
func tools(t *testing.T) []string {
	t.Helper()
	var found []string
	built, _ := filepath.Glob(filepath.Join(os.Getenv("HOME"), ".cache", "terraform-provider-cpn", "tofu-*", "tofu"))
	for _, name := range append([]string{os.Getenv("TF_ACC_TERRAFORM_PATH"), "terraform", "tofu"}, built...) {
		path, err := exec.LookPath(name)
		if err != nil {
			continue
		}
		path, err = filepath.EvalSymlinks(path)
		known := func(other string) bool { return filepath.Base(other) == filepath.Base(path) }
		if err == nil && !slices.ContainsFunc(found, known) {
			found = append(found, path)
		}
	}
	if len(found) == 0 {
		t.Skip("there is neither Terraform nor OpenTofu")
	}
	return found
}
