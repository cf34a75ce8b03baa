// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
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
	out, err := w.command("version", "-json").Output()
	if err != nil {
		w.t.Fatal(err)
	}
	var tool struct {
		Version string `json:"terraform_version"` // OpenTofu calls it that too
	}
	if err := json.Unmarshal(out, &tool); err != nil {
		w.t.Fatal(err)
	}
	number := func(version string) (n int) {
		var major, minor int
		if _, err := fmt.Sscanf(version, "%d.%d", &major, &minor); err != nil {
			w.t.Fatalf("version %q: %v", version, err)
		}
		return 1000*major + minor
	}
	return number(tool.Version) >= number(from)
}

// toolRejects runs a command that must fail with an error of the tool itself, which contains
// this text.
func (w *workspace) toolRejects(text string, args ...string) {
	w.t.Helper()
	if out, err := w.command(args...).CombinedOutput(); err == nil || !strings.Contains(string(out), text) {
		w.t.Errorf("%v: %s", err, out)
	}
}

// TestImport_generatesConfiguration shows that the configuration which Terraform writes for an
// import plans nothing. Until the configuration exists, every tool may be told the provider, and
// Terraform 1.16 must be; afterwards, none allows it.
func TestImport_generatesConfiguration(t *testing.T) {
	t.Parallel()
	withProvider := strings.Replace(importBlock, "{\n", "{\n  provider = cpn\n", 1)
	for name, metadata := range map[string]map[string]string{"with metadata": {"k": "v"}, "without metadata": nil} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			_, w := newImport(t, metadata)
			w.configure(importBlock)
			if w.since("1.16", never) {
				w.toolRejects("hashicorp/cpn", "plan", "-generate-config-out=unused.tf")
			} else {
				w.run("plan", "-generate-config-out=unused.tf").must(t, 0)
			}
			_ = os.Remove(filepath.Join(w.dir, "unused.tf"))
			w.configure(withProvider)
			w.run("plan", "-generate-config-out=generated.tf").must(t, 0)
			w.toolRejects("Invalid import provider argument", "apply", "-auto-approve")
			w.configure(importBlock)
			w.run("apply", "-auto-approve").must(t, 0)
			w.run("plan", "-detailed-exitcode").must(t, 0)
		})
	}
}
