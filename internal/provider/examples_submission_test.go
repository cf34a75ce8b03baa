// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"archive/zip"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/cpnfake"
)

// signedExample stands for what a wallet returns.
const signedExample = "0x5163c0de5163c0de"

// signAndSubmit plays the runbook: a run that creates, a run that submits, and a run
// without a signed transaction, which changes nothing.
func signAndSubmit(t *testing.T, files []string) {
	t.Helper()
	fake, url := startFake(t)
	w := newWorkspace(t, url)
	w.use(files...)
	w.run("apply", "-auto-approve").must(t, 0)
	if got, want := w.rawOutput("message_to_be_signed"), fake.Transactions()[0].MessageToBeSigned; got != want {
		t.Errorf("the message is %s, want %s", got, want)
	}

	w.setenv("TF_VAR_submit", "true")
	w.run("plan").must(t, 1).has(t, "error", "Nothing to submit: signed_transaction is null")
	unsigned := w.env
	w.setenv("TF_VAR_signed_transaction", signedExample)
	w.run("plan", "-out=saved.tfplan").must(t, 0)
	w.run("apply", "saved.tfplan").must(t, 0)
	if got, want := w.rawOutput("transaction_hash"), fake.Transactions()[0].TransactionHash; got != want {
		t.Errorf("the hash is %q, want %q", got, want)
	}
	if out, err := w.command("output", "-raw", "message_to_be_signed").CombinedOutput(); err == nil {
		t.Errorf("there is a message to sign: %s", out)
	}
	w.holdsNot(signedExample, "saved.tfplan", "terraform.tfstate", "terraform.tfstate.backup")

	w.env = unsigned
	w.run("plan", "-detailed-exitcode").must(t, 0)
	if got := fake.Transactions()[0].Submitted; got != 1 {
		t.Errorf("submitted %d times", got)
	}
}

// TestGuide_anotherTransaction follows the guide's steps after a transaction has failed.
func TestGuide_anotherTransaction(t *testing.T) {
	t.Parallel()
	const example = "sign-and-submit/main.tf"
	fake, url := startFake(t)
	fake.SetLife(cpnfake.Life{Statuses: []string{"FAILED"}, FailureReason: "OUT_OF_GAS"})
	w := newWorkspace(t, url)
	w.use(example)
	w.run("apply", "-auto-approve").must(t, 0)
	first := w.env
	w.setenv("TF_VAR_submit", "true")
	w.setenv("TF_VAR_signed_transaction", signedExample)
	w.run("apply", "-auto-approve").must(t, 1).has(t, "error", "The transaction FAILED: OUT_OF_GAS")

	second := w.env
	w.env = first
	w.write(w.copyOf(example), strings.Replace(exampleText(t, example), "PAY-2026-0042/funding", "PAY-2026-0042/funding-2", 1))
	w.run("apply", "-auto-approve").must(t, 0)
	fake.SetLife(cpnfake.Life{})
	w.env = second
	w.run("apply", "-auto-approve").must(t, 0)
	w.run("plan", "-detailed-exitcode").must(t, 0)
	if got := w.state()["cpn_transaction_submission.funding[0]"]["status"]; got != "COMPLETED" {
		t.Errorf("the status is %v", got)
	}
	if got := fake.Counts(); got.Transactions != 2 || got.Submitted != 2 {
		t.Errorf("CPN has %d transactions, %d submitted", got.Transactions, got.Submitted)
	}
}

// TestGuide_checksBeforeSigning applies the guide's check of the message, with a signed
// transaction at hand. It passes for the expected message alone.
func TestGuide_checksBeforeSigning(t *testing.T) {
	t.Parallel()
	for name, edit := range map[string]func(*cpnfake.Server){
		"as expected":      nil,
		"another address":  intent(func(i *cpnfake.Intent) { i.To = `"0x00000000000000000000000000000000000000aa"` }),
		"another wallet":   intent(func(i *cpnfake.Intent) { i.From = `"0x00000000000000000000000000000000000000aa"` }),
		"another value":    intent(func(i *cpnfake.Intent) { i.Value = `"999990000"` }),
		"another token":    intent(func(i *cpnfake.Intent) { i.Token = `"0x00000000000000000000000000000000000000aa"` }),
		"another contract": intent(func(i *cpnfake.Intent) { i.Spender = `"0x00000000000000000000000000000000000000aa"` }),
		"another chain":    intent(func(i *cpnfake.Intent) { i.ChainID = "1" }),
		"no value":         intent(func(i *cpnfake.Intent) { i.Value = "null" }),
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			fake, url := startFake(t)
			w := newWorkspace(t, url)
			w.use("sign-and-submit/main.tf")
			w.setenv("TF_VAR_submit", "true")
			w.setenv("TF_VAR_signed_transaction", signedExample)
			if edit == nil {
				w.run("apply", "-auto-approve").must(t, 0)
				return
			}
			edit(fake)
			for range 2 { // the create, and a refresh
				if got := w.run("apply", "-auto-approve").must(t, 1); !strings.Contains(got.output, "Do not sign. The message says") {
					t.Error(got.output)
				}
			}
			if got := fake.Counts().Submitted; got != 0 {
				t.Errorf("submitted %d times", got)
			}
		})
	}
}

// TestGuide_checksOtherMessages shows that the guide's check fails for a message that the
// provider does not read.
func TestGuide_checksOtherMessages(t *testing.T) {
	t.Parallel()
	fake, url := startFake(t)
	holdTransaction(fake, paymentID)
	fake.SetTransaction(transactionID, func(held *cpnfake.Transaction) { held.MessageType = "EIP3009" })
	w := newWorkspace(t, url)
	w.use("sign-and-submit/main.tf")
	w.write(filepath.Join(w.dir, "import.tf"),
		fmt.Sprintf("import {\n  to = cpn_transaction.funding\n  id = %q\n}\n", paymentID+"/"+transactionID))
	if got := w.run("apply", "-auto-approve").must(t, 1); !strings.Contains(got.output, "Do not sign. The message says null.") {
		t.Error(got.output)
	}
}

// TestExample_paymentStatus applies the example with a payment that gets no transaction.
func TestExample_paymentStatus(t *testing.T) {
	t.Parallel()
	fake, url := startFake(t)
	fake.SetPayment(paymentID, func(p *cpnfake.Payment) { p.Status = "COMPLETED" })
	w := newWorkspace(t, url)
	w.use("provider/provider.tf", "data-sources/cpn_payment/data-source.tf")
	if got := w.run("apply", "-auto-approve").must(t, 1); !strings.Contains(got.output, "A transaction requires CRYPTO_FUNDS_PENDING.") {
		t.Error(got.output)
	}
	if got := fake.Counts().Creates; got != 0 {
		t.Errorf("%d creates", got)
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

// intent edits what the messages of new transactions say.
func intent(edit func(*cpnfake.Intent)) func(*cpnfake.Server) {
	return func(fake *cpnfake.Server) { fake.EditIntents(edit) }
}

// rawOutput returns an output as a script reads it.
func (w *workspace) rawOutput(name string) string {
	w.t.Helper()
	out, err := w.command("output", "-raw", name).Output()
	if err != nil {
		w.t.Fatal(err)
	}
	return string(out)
}

// holdsNot fails the test if a file, or a file in this archive, contains a text.
func (w *workspace) holdsNot(text string, files ...string) {
	w.t.Helper()
	for _, file := range files {
		file = filepath.Join(w.dir, file)
		contents := []string{}
		if archive, err := zip.OpenReader(file); err == nil {
			for _, member := range archive.File {
				contents = append(contents, readMember(w.t, member))
			}
			_ = archive.Close()
		} else {
			raw, err := os.ReadFile(file)
			if err != nil {
				w.t.Fatal(err)
			}
			contents = append(contents, string(raw))
		}
		for _, content := range contents {
			if content == "" || strings.Contains(content, text) {
				w.t.Errorf("%s is empty or contains %s", file, text)
			}
		}
	}
}

func readMember(t *testing.T, member *zip.File) string {
	t.Helper()
	reader, err := member.Open()
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = reader.Close() }()
	raw, err := io.ReadAll(reader)
	if err != nil {
		t.Fatal(err)
	}
	return string(raw)
}
