// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package main

import (
	"cmp"
	"fmt"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/cpnfake"
)

// tickets is how many each run creates.
const tickets = 100

const inputs = `
  id          = "INC-${count.index}"
  payment_id  = "c4d1da72-111e-4d52-bdbf-2e74a2d803d5"
  issue_type  = "PAYMENT_SETTLEMENT_DELAY"
  description = "The beneficiary has not been credited."
  email       = "help@ofi.com"
  cc_emails   = ["ccsupport01@example.com", "ccsupport02@example.com"]
`

// BenchmarkTickets measures whole runs of Terraform with this provider, with the minimal one
// and with none. In each round they take turns, because machines are shared and noisy: it
// reports ratios, the median of all rounds, and no seconds.
func BenchmarkTickets(b *testing.B) {
	dir := b.TempDir()
	build(b, dir)
	with := func(name string) string {
		return fmt.Sprintf("terraform {\n  required_providers {\n    %[1]s = {\n      source = \"terraform-provider-cpn/%[1]s\"\n    }\n  }\n}\n"+
			"resource \"%[1]s_support_ticket\" \"bench\" {\n  count = %d\n%s}\n", name, tickets, inputs)
	}
	without := fmt.Sprintf("resource \"terraform_data\" \"bench\" {\n  count = %d\n  input = jsonencode({%s    returned = \"%0180d\"\n  })\n}\n", tickets, inputs, 0)
	ratios := map[string][]float64{}
	for b.Loop() {
		core, least, cpn := round(b, dir, without), round(b, dir, with("minimal")), round(b, dir, with("cpn"))
		for operation, took := range cpn {
			ratios[operation+"/terraform_data"] = append(ratios[operation+"/terraform_data"], took/core[operation])
			ratios[operation+"/minimal"] = append(ratios[operation+"/minimal"], took/least[operation])
		}
	}
	for name, all := range ratios {
		b.ReportMetric(slices.Sorted(slices.Values(all))[len(all)/2], name)
	}
	b.ReportMetric(0, "ns/op")
}

// build builds both providers into dir, and a CLI configuration that points there.
func build(b *testing.B, dir string) {
	b.Helper()
	for name, source := range map[string]string{"cpn": "../..", "minimal": "."} {
		binary := filepath.Join(dir, "terraform-provider-"+name)
		if out, err := exec.CommandContext(b.Context(), "go", "build", "-trimpath", "-ldflags=-s -w", "-o", binary, source).CombinedOutput(); err != nil {
			b.Fatalf("%v: %s", err, out)
		}
	}
	config := fmt.Sprintf("provider_installation {\n  dev_overrides {\n    \"terraform-provider-cpn/cpn\" = %[1]q\n"+
		"    \"terraform-provider-cpn/minimal\" = %[1]q\n  }\n  direct {}\n}\n", dir)
	if err := os.WriteFile(filepath.Join(dir, "cli.tfrc"), []byte(config), 0o600); err != nil {
		b.Fatal(err)
	}
}

// round applies, plans and destroys a configuration, and returns the seconds of each.
func round(b *testing.B, dir, configuration string) map[string]float64 {
	b.Helper()
	server := httptest.NewServer(cpnfake.New())
	defer server.Close()
	workspace := b.TempDir()
	if err := os.WriteFile(filepath.Join(workspace, "main.tf"), []byte(configuration), 0o600); err != nil {
		b.Fatal(err)
	}
	took := map[string]float64{}
	for _, command := range [][]string{{"apply", "-auto-approve"}, {"plan"}, {"destroy", "-auto-approve"}} {
		cmd := exec.CommandContext(b.Context(), cmp.Or(os.Getenv("TF_ACC_TERRAFORM_PATH"), "terraform"), command...)
		cmd.Dir = workspace
		cmd.Env = append(os.Environ(), "TF_CLI_CONFIG_FILE="+filepath.Join(dir, "cli.tfrc"), "CPN_API_KEY=TEST_API_KEY:bench:key", "CPN_BASE_URL="+server.URL)
		began := time.Now()
		if out, err := cmd.CombinedOutput(); err != nil {
			b.Fatalf("%v: %v: %s", command, err, out)
		}
		took[command[0]] = time.Since(began).Seconds()
	}
	return took
}
