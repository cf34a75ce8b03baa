// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"encoding/json"
	"fmt"
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

// TestImport_generatesConfiguration shows that the configuration which Terraform writes for an
// import plans nothing. Terraform 1.16 must be told the provider until the configuration
// exists, and no tool allows it afterwards.
func TestImport_generatesConfiguration(t *testing.T) {
	t.Parallel()
	withProvider := strings.Replace(importBlock, "{\n", "{\n  provider = cpn\n", 1)
	for name, metadata := range map[string]map[string]string{"with metadata": {"k": "v"}, "without metadata": nil} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			_, w := newImport(t, metadata)
			if w.configure(importBlock); w.since("1.16", never) {
				if got := w.run("plan", "-generate-config-out=generated.tf").must(t, 1); !strings.Contains(got.output, "hashicorp/cpn") {
					t.Error(got.output)
				}
				w.configure(withProvider)
			}
			w.run("plan", "-generate-config-out=generated.tf").must(t, 0)
			w.configure(withProvider)
			if got := w.run("apply", "-auto-approve").must(t, 1); !strings.Contains(got.output, "Invalid import provider argument") {
				t.Error(got.output)
			}
			w.configure(importBlock)
			w.run("apply", "-auto-approve").must(t, 0)
			w.run("plan", "-detailed-exitcode").must(t, 0)
		})
	}
}
