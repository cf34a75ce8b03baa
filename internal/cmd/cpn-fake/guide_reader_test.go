// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
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
	r.env = append(r.env, "HOME="+home, "CHECKPOINT_DISABLE=1", "PATH="+bin+":"+filepath.Join(home, "go", "bin")+":"+os.Getenv("PATH"))
	return r
}

// install does what make install does, and returns the home folder.
func install(t *testing.T) string {
	t.Helper()
	home := t.TempDir()
	bin := filepath.Join(home, "go", "bin")
	build := exec.CommandContext(t.Context(), "go", "build", "-o", bin+string(filepath.Separator), ".", "./internal/cmd/cpn-fake")
	build.Dir = filepath.Join("..", "..", "..")
	if out, err := build.CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
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
