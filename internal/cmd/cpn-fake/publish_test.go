// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package main

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/mod/module"
	"golang.org/x/mod/zip"
)

// The published module, as the tests publish it.
const (
	modulePath    = "github.com/terraform-provider-cpn/terraform-provider-cpn"
	moduleVersion = "v0.0.1"
)

// publish puts this module into a module proxy in a folder, and returns what lets Go install
// it without a network: the variables of a machine that has never seen the module. The
// modules that this one requires come from the module cache, which has them as a proxy does.
func publish(t *testing.T, gopath string) []string {
	t.Helper()
	proxy, root := t.TempDir(), filepath.Join("..", "..", "..")
	dir := filepath.Join(proxy, filepath.FromSlash(modulePath), "@v")
	if err := os.MkdirAll(dir, 0o700); err != nil {
		t.Fatal(err)
	}
	goMod, err := os.ReadFile(filepath.Join(root, "go.mod"))
	if err != nil {
		t.Fatal(err)
	}
	for name, text := range map[string]string{
		"list":                  moduleVersion + "\n",
		moduleVersion + ".info": fmt.Sprintf(`{"Version":%q}`, moduleVersion),
		moduleVersion + ".mod":  string(goMod),
	} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	archive, err := os.Create(filepath.Join(dir, moduleVersion+".zip"))
	if err != nil {
		t.Fatal(err)
	}
	err = zip.CreateFromDir(archive, module.Version{Path: modulePath, Version: moduleVersion}, root)
	if closing := archive.Close(); err != nil || closing != nil {
		t.Fatal(err, closing)
	}
	return []string{
		"GOPROXY=" + fileURL(proxy) + "," + fileURL(filepath.Join(goEnv(t, "GOMODCACHE"), "cache", "download")),
		"GOSUMDB=off",
		"GOFLAGS=-modcacherw", // so that the test can remove it
		"GOPATH=" + gopath,
		"GOMODCACHE=" + t.TempDir(),
		"GOCACHE=" + goEnv(t, "GOCACHE"),
		"GOWORK=off",
	}
}

// fileURL is the URL of a folder.
func fileURL(dir string) string {
	path := filepath.ToSlash(dir)
	if !strings.HasPrefix(path, "/") {
		path = "/" + path // C:/…
	}
	return "file://" + path
}

// goEnv returns a setting of Go on this machine.
func goEnv(t *testing.T, name string) string {
	t.Helper()
	value, err := exec.CommandContext(t.Context(), "go", "env", name).Output()
	if err != nil {
		t.Fatal(err)
	}
	return strings.TrimSpace(string(value))
}

// Users run the command from an empty folder, although it is below internal. A replace
// directive in go.mod, or a file that is not in the module, would prevent that.
func TestPublished_runsAnywhere(t *testing.T) {
	t.Parallel()
	env := append(os.Environ(), publish(t, t.TempDir())...)
	for _, version := range []string{moduleVersion, "latest"} {
		cmd := exec.CommandContext(t.Context(), "go", "run", modulePath+"/internal/cmd/cpn-fake@"+version, "--help")
		cmd.Dir, cmd.Env = t.TempDir(), env
		var stderr strings.Builder
		cmd.Stderr = &stderr
		if out, err := cmd.Output(); err != nil || string(out) != usage {
			t.Errorf("%s: %v: %s%s", version, err, out, stderr.String())
		}
	}
}
