// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/cpnfake"
)

// importExample imports with the block in the last file, for the transaction in the others.
func importExample(t *testing.T, files []string) {
	t.Helper()
	fake, url := startFake(t)
	block := files[len(files)-1]
	first := newWorkspace(t, url)
	first.use(files[:len(files)-1]...)
	first.run("apply", "-auto-approve").must(t, 0)

	w := newWorkspace(t, url)
	w.use(files...)
	text := exampleText(t, block)
	w.write(w.copyOf(block), strings.Replace(text, importedTransaction(text), fake.Transactions()[0].ID, 1))
	w.run("apply", "-auto-approve").must(t, 0)
	w.run("plan", "-detailed-exitcode").must(t, 0)
}

// importedTransaction returns the transaction that an import block names.
func importedTransaction(block string) string {
	_, id, _ := strings.Cut(block, paymentID+"/")
	id, _, _ = strings.Cut(id, `"`)
	return id
}

// sameImport compares the command in the first file with the block in the second.
func sameImport(t *testing.T, files []string) {
	t.Helper()
	block := exampleText(t, files[1])
	_, address, _ := strings.Cut(block, "to = ")
	address, _, _ = strings.Cut(address, "\n")
	want := "terraform import " + address + " " + paymentID + "/" + importedTransaction(block) + "\n"
	if got := exampleText(t, files[0]); got != want {
		t.Errorf("the command is %q, want %q", got, want)
	}
}

// importExampleSubmission imports the transaction that the block in the last file names,
// which was submitted elsewhere.
func importExampleSubmission(t *testing.T, files []string) {
	t.Helper()
	fake, url := startFake(t)
	id := importedTransaction(exampleText(t, files[len(files)-1]))
	fake.SetTransaction(id, func(submitted *cpnfake.Transaction) { submitted.PaymentID, submitted.Status = paymentID, "COMPLETED" })
	w := newWorkspace(t, url)
	w.use(files...)
	w.write(filepath.Join(w.dir, "submission.tf"),
		fmt.Sprintf("resource \"cpn_transaction_submission\" \"funding\" {\n  payment_id = %q\n  transaction_id = %q\n}\n", paymentID, id))
	if got := w.run("apply", "-auto-approve").must(t, 0); !strings.Contains(got.output, "1 imported, 0 added, 0 changed, 0 destroyed") {
		t.Error(got.output)
	}
	w.run("plan", "-detailed-exitcode").must(t, 0)
	if got := w.state()["cpn_transaction_submission.funding"]["status"]; got != "COMPLETED" {
		t.Errorf("the status is %v", got)
	}
}

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
