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

// importProvider is the line of the guide's import block that Terraform 1.16 needs
// while it generates configuration, and does not allow afterwards.
const importProvider = "     provider = cpn\n"

// TestGuide_generatesConfiguration follows the guide: an import block alone makes
// Terraform write the resource block, which then imports the transaction.
func TestGuide_generatesConfiguration(t *testing.T) {
	t.Parallel()
	fake, url := startFake(t)
	fake.SetTransaction(transactionID, func(created *cpnfake.Transaction) {
		created.PaymentID, created.Metadata = paymentID, map[string]string{"order": "4711"}
	})
	block := blockAfter(t, "templates/guides/adopt-what-exists.md.tmpl", "### With generated configuration", "terraform")
	block, _, _ = strings.Cut(block, "   ```")
	block = strings.Replace(block, importedTransaction(block), fake.Transactions()[0].ID, 1)
	without := strings.Replace(block, importProvider, "", 1)
	if without == block {
		t.Fatalf("the guide's block has no %q", importProvider)
	}
	w := newWorkspace(t, url)
	if !w.since("1.16", never) {
		block = without
	}
	w.configure(block)
	w.plain("plan", "-no-color", "-generate-config-out="+filepath.Join(w.dir, "funding.tf"))
	if text, err := os.ReadFile(filepath.Join(w.dir, "funding.tf")); err != nil || !strings.Contains(string(text), `resource "cpn_transaction" "funding"`) {
		t.Errorf("generated %s, %v", text, err)
	}
	w.configure(without)
	w.run("apply", "-auto-approve").must(t, 0)
	w.configure()
	w.run("plan", "-detailed-exitcode").must(t, 0)
	if got := fake.Counts().Creates; got != 0 {
		t.Errorf("%d creates", got)
	}
}
