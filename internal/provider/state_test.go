// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/cpnfake"
)

// stateFile is a state of schema version 0, as released versions have written it. It must
// stay readable forever: never rewrite it, but add another.
const stateFile = "testdata/state_v0.json"

// TestState_version0 plans with a state that an earlier version has written: the schema version
// is still 0, nothing changes, and nothing is created.
func TestState_version0(t *testing.T) {
	t.Parallel()
	text, err := os.ReadFile(stateFile)
	if err != nil {
		t.Fatal(err)
	}
	if openTofu() {
		text = []byte(strings.ReplaceAll(string(text), "registry.terraform.io", "registry.opentofu.org"))
	}
	fake, url := startFake(t)
	fake.SetTransaction("22222222-2222-4222-8222-222222222222", func(created *cpnfake.Transaction) {
		created.PaymentID, created.ExpireDate, created.MessageToBeSigned = paymentID, "2026-11-20T11:00:00Z", `{"types":{},"message":{"value":9007199254740993}}`
		created.Metadata, created.Amount.Amount, created.Blockchain = map[string]string{"k": "v"}, "110.270000", "ETH-SEPOLIA"
		created.SenderAddress, created.DestinationAddress = "0xe01be9cdd9e744ae6a709794bfe531ec3ec0671c", "0x1c7d4b196cb0c7b01d743fbc6116a902379c7238"
	})
	w := newWorkspace(t, url)
	w.write(filepath.Join(w.dir, "terraform.tfstate"), string(text))
	w.configure(both())
	if got := w.run("plan", "-detailed-exitcode").must(t, 0); len(got.diagnostics) != 0 {
		t.Errorf("the plan says %v", got.diagnostics)
	}
	state := w.state()
	if state[ticketAddress]["case_ref_id"] != "CIR-000001" || state[transactionAddress]["transaction_id"] != "22222222-2222-4222-8222-222222222222" {
		t.Errorf("state has %v", state)
	}
	if n := fake.Counts().Creates; n != 0 {
		t.Errorf("%d creates", n)
	}
}
