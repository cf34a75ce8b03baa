// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"strings"
	"sync"
)

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
