// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package main

import (
	"go/format"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"strings"
	"testing"

	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/cpnfake"
	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/cpnfake/control"
)

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
	cmd.Dir, cmd.Env = r.dir, append(r.env[:len(r.env):len(r.env)], env...)
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

// newReader returns a reader who calls tool by the name terraform.
func newReader(t *testing.T, tool string) reader {
	t.Helper()
	home, bin := t.TempDir(), t.TempDir()
	if err := os.Symlink(tool, filepath.Join(bin, "terraform")); err != nil {
		t.Fatal(err)
	}
	install(t, filepath.Join(home, ".terraform.d", "plugins"))
	r := reader{t: t, dir: t.TempDir()}
	for _, variable := range os.Environ() {
		if !strings.HasPrefix(variable, "TF_") && !strings.HasPrefix(variable, "CPN_") {
			r.env = append(r.env, variable)
		}
	}
	published := publish(t)
	r.env = append(append(r.env, published...), "HOME="+home, "CHECKPOINT_DISABLE=1")
	for _, variable := range published {
		if gopath, ok := strings.CutPrefix(variable, "GOPATH="); ok {
			r.env = append(r.env, "PATH="+bin+":"+filepath.Join(gopath, "bin")+":"+os.Getenv("PATH"))
		}
	}
	return r
}

// install does what make install does.
func install(t *testing.T, plugins string) {
	t.Helper()
	for _, host := range []string{"registry.terraform.io", "registry.opentofu.org"} {
		dir := filepath.Join(plugins, host, "terraform-provider-cpn", "cpn", "0.0.1", runtime.GOOS+"_"+runtime.GOARCH)
		build := exec.CommandContext(t.Context(), "go", "build", "-o", filepath.Join(dir, "terraform-provider-cpn_v0.0.1"), ".")
		build.Dir = filepath.Join("..", "..", "..")
		if out, err := build.CombinedOutput(); err != nil {
			t.Fatalf("%v: %s", err, out)
		}
	}
}

// tools are Terraform and OpenTofu, as far as this machine has them. A version manager
// chooses by the name of the program, so links to it are resolved.
func tools(t *testing.T) map[string]string {
	t.Helper()
	found := map[string]string{}
	built, _ := filepath.Glob(filepath.Join(os.Getenv("HOME"), ".cache", "terraform-provider-cpn", "tofu-*", "tofu"))
	for _, name := range append([]string{os.Getenv("TF_ACC_TERRAFORM_PATH"), "terraform", "tofu"}, built...) {
		path, err := exec.LookPath(name)
		if err != nil {
			continue
		}
		if path, err = filepath.EvalSymlinks(path); err == nil {
			found[filepath.Base(path)] = path
		}
	}
	if len(found) == 0 {
		t.Skip("there is neither Terraform nor OpenTofu")
	}
	return found
}

// TestGuide does all that the guide says, in its order and in an empty folder. Then it
// removes an id, which must be found by the test for a lost response alone.
func TestGuide(t *testing.T) {
	t.Parallel()
	if runtime.GOOS == "windows" {
		t.Skip("the guide is for a POSIX shell")
	}
	blocks := guide(t)
	for name, tool := range tools(t) {
		t.Run(name, func(t *testing.T) { // in turn: the guide uses a fixed port
			r := newReader(t, tool)
			for _, b := range blocks {
				r.follow(b)
			}
			r.loseResponses(blocks)
		})
	}
}

// follow does what one block of the guide says.
func (r reader) follow(b block) {
	r.t.Helper()
	switch {
	case b.file != "":
		r.write(b.file, b.text)
	case b.language == "yaml":
		for _, command := range commands(b.text) {
			r.must(command)
		}
	case b.section == "CPN's test environment":
		server := httptest.NewServer(control.New(cpnfake.New(), func(*cpnfake.Server) {}))
		defer server.Close()
		r.must(b.text, "CPN_BASE_URL="+server.URL, "CPN_API_KEY=TEST_API_KEY:id:secret")
	case strings.Contains(b.text, "go test"):
		r.requireTesting()
		r.must(b.text, "GOMODCACHE="+goEnv(r.t, "GOMODCACHE"))
	case b.language == "sh":
		r.must(b.text)
	}
}

// requireTesting makes the folder a Go module that requires what this one does.
func (r reader) requireTesting() {
	r.t.Helper()
	for _, name := range []string{"go.mod", "go.sum"} {
		text, err := os.ReadFile(filepath.Join("..", "..", "..", name))
		if err != nil {
			r.t.Fatal(err)
		}
		r.write(name, strings.Replace(string(text), "module "+modulePath, "module example.com/module", 1))
	}
}

// loseResponses runs the test for a lost response: with an id and without, with a lost
// response and without.
func (r reader) loseResponses(blocks []block) {
	r.t.Helper()
	var module, script string
	for _, b := range blocks {
		switch {
		case b.file == "main.tf":
			module = b.text
		case b.section == "A lost response" && b.language == "sh":
			script = b.text
		}
	}
	fault := regexp.MustCompile(`--fault "[^"]*"`)
	id := regexp.MustCompile(`(?m)^  id = .*/question"\n`)
	if !fault.MatchString(script) || !id.MatchString(module) {
		r.t.Fatalf("there is no fault in %s or no id in %s", script, module)
	}
	r.write("main.tf", id.ReplaceAllString(module, ""))
	r.must(fault.ReplaceAllString(script, ""))
	if out, ok := r.run(script); ok || !strings.Contains(out, "tickets: expected 1, found 2") {
		r.t.Errorf("without an id, a lost response goes unnoticed:\n%s", out)
	}
	r.write("main.tf", module)
	r.must(script)
}

// Readers paste the code into files that their tools format.
func TestGuide_goIsFormatted(t *testing.T) {
	t.Parallel()
	for _, b := range guide(t) {
		if b.language != "go" {
			continue
		}
		if formatted, err := format.Source([]byte(b.text)); err != nil || string(formatted) != b.text {
			t.Errorf("%v: format\n%s", err, b.text)
		}
	}
}
