// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
)

// overridden lets Terraform find the provider, and others in these folders, without init.
func (w *workspace) overridden(others map[string]string) {
	w.t.Helper()
	binaries, err := binaryDir()
	if err != nil {
		w.t.Fatal(err)
	}
	dirs := fmt.Sprintf("    \"terraform-provider-cpn/cpn\" = %q\n", binaries)
	for address, dir := range others {
		dirs += fmt.Sprintf("    %q = %q\n", address, dir)
	}
	w.write(filepath.Join(w.dir, "cli.tfrc"), "provider_installation {\n  dev_overrides {\n"+dirs+"  }\n  direct {}\n}\n")
}

// openTofu reports whether the command line is OpenTofu's.
func openTofu() bool {
	return strings.Contains(filepath.Base(os.Getenv("TF_ACC_TERRAFORM_PATH")), "tofu")
}

// mirrored makes the provider installable, as init requires.
func (w *workspace) mirrored() {
	w.t.Helper()
	binaries, err := binaryDir()
	if err != nil {
		w.t.Fatal(err)
	}
	binary, root := filepath.Join(binaries, "terraform-provider-cpn"), filepath.Join(w.dir, "mirror")
	if runtime.GOOS == "windows" {
		binary += ".exe"
	}
	for _, host := range []string{"registry.terraform.io", "registry.opentofu.org"} {
		dir := filepath.Join(root, host, "terraform-provider-cpn", "cpn", "0.0.1", runtime.GOOS+"_"+runtime.GOARCH)
		if err := os.MkdirAll(dir, 0o700); err != nil {
			w.t.Fatal(err)
		}
		if err := os.Link(binary, filepath.Join(dir, "terraform-provider-cpn_v0.0.1")); err != nil {
			w.t.Fatal(err)
		}
	}
	w.write(filepath.Join(w.dir, "cli.tfrc"), fmt.Sprintf("provider_installation {\n  filesystem_mirror {\n    path = %q\n  }\n}\n", root))
}

// binaryDir builds the provider and cpn-fake once for all tests, and returns their folder.
var binaryDir = sync.OnceValues(func() (string, error) {
	dir, err := os.MkdirTemp("", "terraform-provider-cpn-")
	if err != nil {
		return "", err
	}
	build := exec.CommandContext(context.Background(), "go", "build", "-o", dir+string(filepath.Separator), "../..", "../cmd/cpn-fake")
	if out, err := build.CombinedOutput(); err != nil {
		return dir, fmt.Errorf("%w: %s", err, out)
	}
	return dir, nil
})

// never is the version of a tool that does not have a feature.
const never = ""

// since reports whether the command line is at least this version: of Terraform, or of
// OpenTofu, which has versions of its own.
func (w *workspace) since(terraform, tofu string) bool {
	w.t.Helper()
	from := terraform
	if openTofu() {
		from = tofu
	}
	if from == never {
		return false
	}
	version, err := toolVersion()
	if err != nil {
		w.t.Fatal(err)
	}
	number := func(version string) (n int) {
		var major, minor int
		if _, err := fmt.Sscanf(version, "%d.%d", &major, &minor); err != nil {
			w.t.Fatalf("version %q: %v", version, err)
		}
		return 1000*major + minor
	}
	return number(version) >= number(from)
}

// toolVersion is the version of the command line.
var toolVersion = sync.OnceValues(func() (string, error) {
	out, err := exec.CommandContext(context.Background(), os.Getenv("TF_ACC_TERRAFORM_PATH"), "version", "-json").Output()
	if err != nil {
		return "", err
	}
	var tool struct {
		Version string `json:"terraform_version"` // OpenTofu calls it that too
	}
	return tool.Version, json.Unmarshal(out, &tool)
})

// toolRejects runs a command that must fail with an error of the tool itself, which contains
// this text.
func (w *workspace) toolRejects(text string, args ...string) {
	w.t.Helper()
	if out, err := w.command(args...).CombinedOutput(); err == nil || !strings.Contains(string(out), text) {
		w.t.Errorf("%v: %s", err, out)
	}
}
