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

// submissionRunbook is the example that the guide shows.
const submissionRunbook = "sign-and-submit/main.tf"

// signedExample stands for what a wallet returns.
const signedExample = "0x5163c0de5163c0de"

// useRunbook copies the runbook into the workspace, with a quote for the payments of the
// simulator.
func (w *workspace) useRunbook(blockchain string) {
	w.t.Helper()
	w.use(submissionRunbook, "sign-and-submit/quote.tf")
	w.quoted(blockchain, "0.899798")
}

// quoted sets the variables of the runbook, with a fee.
func (w *workspace) quoted(blockchain, fee string) {
	w.t.Helper()
	w.write(filepath.Join(w.dir, "quote.auto.tfvars"), fmt.Sprintf("payment_id = %q\nquote = %s", paymentID, quote(blockchain, fee)))
}

// quote is a quote for the payments of the simulator, with a fee.
func quote(blockchain, fee string) string {
	return fmt.Sprintf("{\n  blockchain = %q\n  from = %q\n  total = \"11.948672\"\n  fee = %q\n}\n", blockchain, cpnfake.NewWallet("").Address(blockchain), fee)
}

// signAndSubmit plays the runbook, with a signature that the simulator verifies.
func signAndSubmit(t *testing.T, _ []string) {
	t.Helper()
	w := playRunbook(t, "ETH-SEPOLIA", "message_to_be_signed", cpnfake.NewWallet("").SignTypedData)
	w.unset("TF_VAR_signed_transaction")
	w.run("plan", "-detailed-exitcode").must(t, 0)
}

// signAndSubmitOnSolana plays the same on Solana.
func signAndSubmitOnSolana(t *testing.T, _ []string) {
	t.Helper()
	playRunbook(t, "SOL-DEVNET", "encoded_message_to_be_signed", cpnfake.NewWallet("").SignSolana)
}

// playRunbook plays a run that creates, a plan without a signature, and a run that submits.
func playRunbook(t *testing.T, blockchain, output string, sign func(string) (string, error)) *workspace {
	t.Helper()
	fake, url := startFake(t)
	fake.SetPayments(func(p *cpnfake.Payment) { p.Blockchain, p.AnySignature = blockchain, false })
	w := newWorkspace(t, url)
	w.useRunbook(blockchain)
	w.run("apply", "-auto-approve").must(t, 0)
	signed, err := sign(w.rawOutput(output))
	if err != nil {
		t.Fatal(err)
	}

	w.setenv("TF_VAR_submit", "true")
	w.run("plan").must(t, 1).has(t, "error", "Nothing to submit: signed_transaction is null")
	w.setenv("TF_VAR_signed_transaction", signed)
	w.run("plan", "-out=saved.tfplan").must(t, 0)
	w.run("apply", "saved.tfplan").must(t, 0)
	made := fake.Transactions()[0]
	if outputs := w.outputs(); outputs["transaction_hash"] != made.TransactionHash || outputs[output] != nil || made.Submitted != 1 {
		t.Errorf("submitted %d times, the outputs are %v", made.Submitted, outputs)
	}
	if found := sightings(t, w.dir, func(text []byte) bool { return strings.Contains(string(text), signed) }); len(found) > 0 {
		t.Errorf("the signature is in %v", found)
	}
	return w
}

// examplePayment applies the example with a payment that gets no transaction, and with one that
// does. What its precondition blocks does no harm once the payment has moved on.
func examplePayment(t *testing.T, files []string) {
	t.Helper()
	fake, url := startFake(t)
	w := newWorkspace(t, url)
	w.use(files...)
	status := func(status string) {
		fake.SetPayment(paymentID, func(p *cpnfake.Payment) { p.Status = status })
	}
	status("COMPLETED")
	if got := w.run("apply", "-auto-approve").must(t, 1); !strings.Contains(got.output, "A transaction requires CRYPTO_FUNDS_PENDING.") {
		t.Error(got.output)
	}
	if got := fake.Counts().Creates; got != 0 {
		t.Errorf("%d creates", got)
	}
	status("CRYPTO_FUNDS_PENDING")
	w.run("apply", "-auto-approve").must(t, 0)
	status("COMPLETED")
	w.run("plan", "-detailed-exitcode").must(t, 0)
}

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
