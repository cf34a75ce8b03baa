// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// listBlock lists the transactions of a payment.
const listBlock = "list \"cpn_transaction\" \"all\" {\n  provider = cpn\n  config {\n    payment_id = \"" + paymentID + "\"\n  }\n}\n"

// TestQuery lists a payment's transactions with the command line, if it can, and imports
// them with the configuration that it generates, which plans nothing.
func TestQuery(t *testing.T) {
	t.Parallel()
	fake, url := startFake(t)
	withTransactions(fake)
	w := newWorkspace(t, url)
	if w.configure(); !w.since("1.14", never) {
		t.Skip("the command line has no query")
	}
	w.write(filepath.Join(w.dir, "payment.tfquery.hcl"), listBlock)
	generated := filepath.Join(w.dir, "generated.tf")
	got := w.run("query", "-generate-config-out="+generated).must(t, 0)
	for _, name := range []string{"CREATED 110.270000 USDC 7fcb38c5", "FAILED 110.270000 USDC 0d46f3e8"} {
		if !strings.Contains(got.output, `"display_name":"`+name+`"`) {
			t.Errorf("%q is not in %s", name, got.output)
		}
	}
	if text, err := os.ReadFile(generated); err != nil || strings.Count(string(text), "identity = {") != 2 {
		t.Fatalf("generated %s, %v", text, err)
	}
	if got := w.run("apply", "-auto-approve").must(t, 0); !strings.Contains(got.output, "2 imported, 0 added, 0 changed, 0 destroyed") {
		t.Error(got.output)
	}
	w.run("plan", "-detailed-exitcode").must(t, 0)
	if n := fake.Counts().Creates; n != 0 {
		t.Errorf("%d creates", n)
	}
}

// TestQuery_fails shows the error of a query whose payment CPN does not find.
func TestQuery_fails(t *testing.T) {
	t.Parallel()
	_, w := newImport(t, nil)
	if w.configure(); !w.since("1.14", never) {
		t.Skip("the command line has no query")
	}
	w.setenv("CPN_API_KEY", "TEST_API_KEY:another:key")
	w.write(filepath.Join(w.dir, "payment.tfquery.hcl"), strings.Replace(listBlock, paymentID, "4711", 1))
	w.run("query").must(t, 1).has(t, "error", "Invalid payment_id")
}
