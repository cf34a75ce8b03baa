// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package main

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

// bench is what all measurements share.
type bench struct {
	dir       string
	terraform string
	config    string // CLI configuration that points to the binaries
	size      int64  // bytes of the provider's binary
}

// build builds the contestants into dir.
func build(ctx context.Context, dir string) (*bench, error) {
	terraform, err := exec.LookPath("terraform")
	if err != nil {
		if terraform, err = exec.LookPath("tofu"); err != nil {
			return nil, fmt.Errorf("neither terraform nor tofu is on PATH")
		}
	}
	b := &bench{dir: dir, terraform: terraform, config: filepath.Join(dir, "cli.tfrc")}
	for name, pkg := range map[string]string{"cpn": ".", "minimal": "./internal/bench/minimal"} {
		out := filepath.Join(dir, "terraform-provider-"+name)
		cmd := exec.CommandContext(ctx, "go", "build", "-trimpath", "-ldflags=-s -w", "-o", out, pkg)
		if text, err := cmd.CombinedOutput(); err != nil {
			return nil, fmt.Errorf("build %s: %w: %s", name, err, text)
		}
	}
	info, err := os.Stat(filepath.Join(dir, "terraform-provider-cpn"))
	if err != nil {
		return nil, err
	}
	b.size = info.Size()
	overrides := fmt.Sprintf("provider_installation {\n  dev_overrides {\n    \"terraform-provider-cpn/cpn\"     = %q\n"+
		"    \"terraform-provider-cpn/minimal\" = %q\n  }\n  direct {}\n}\n", dir, dir)
	return b, os.WriteFile(b.config, []byte(overrides), 0o600)
}

// contestant is one way to create N tickets.
type contestant struct {
	name   string
	source string // the provider, "" for none
	block  string // the resource type
}

func contestants() []contestant {
	return []contestant{
		{"terraform_data", "", "terraform_data"},
		{"minimal", "terraform-provider-cpn/minimal", "minimal_support_ticket"},
		{"cpn", "terraform-provider-cpn/cpn", "cpn_support_ticket"},
	}
}

// configuration declares n tickets, in one block with count.
func (c contestant) configuration(n int) string {
	const attributes = "  id          = \"INC-${count.index}\"\n  payment_id  = \"c4d1da72-111e-4d52-bdbf-2e74a2d803d5\"\n" +
		"  issue_type  = \"PAYMENT_SETTLEMENT_DELAY\"\n  description = \"The beneficiary has not been credited.\"\n" +
		"  email       = \"help@ofi.com\"\n  cc_emails   = [\"ccsupport01@example.com\", \"ccsupport02@example.com\"]\n"
	if c.source == "" {
		return fmt.Sprintf("resource \"terraform_data\" \"bench\" {\n  count = %d\n  input = jsonencode({\n%s    ticket_id = \"00000000-0000-4000-8000-000000000000\"\n"+
			"    idempotency_key = \"00000000-0000-4000-8000-000000000000\"\n    ticket_ref_id = \"00000000-0000-4000-8000-000000000000\"\n"+
			"    case_ref_id = \"CIR-000000\"\n    create_date = \"2026-11-20T00:00:00Z\"\n  })\n}\n", n, attributes)
	}
	name, _, _ := strings.Cut(c.block, "_")
	return fmt.Sprintf("terraform {\n  required_providers {\n    %s = {\n      source = %q\n    }\n  }\n}\nresource %q \"bench\" {\n  count = %d\n%s}\n",
		name, c.source, c.block, n, attributes)
}
