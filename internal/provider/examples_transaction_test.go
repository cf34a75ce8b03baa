// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"fmt"
	"os"
	"path"
	"path/filepath"
	"slices"
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

// signAndSubmit plays the runbook on each kind of blockchain, with a signature that the simulator
// verifies: a run that creates, a run that submits, and a plan without the signature.
func signAndSubmit(t *testing.T, _ []string) {
	t.Helper()
	for blockchain, signed := range map[string]struct {
		output string
		by     func(message string) (string, error)
	}{
		"ETH-SEPOLIA": {"message_to_be_signed", cpnfake.NewWallet("").SignTypedData},
		"SOL-DEVNET":  {"encoded_message_to_be_signed", cpnfake.NewWallet("").SignSolana},
	} {
		t.Run(blockchain, func(t *testing.T) {
			t.Parallel()
			fake, url := startFake(t)
			fake.SetPayments(func(p *cpnfake.Payment) { p.Blockchain, p.AnySignature = blockchain, false })
			w := newWorkspace(t, url)
			w.useRunbook(blockchain)
			w.run("apply", "-auto-approve").must(t, 0)
			signature, err := signed.by(text(w.outputs()[signed.output]))
			if err != nil {
				t.Fatal(err)
			}
			w.setenv("TF_VAR_submit", "true")
			w.setenv("TF_VAR_signed_transaction", signature)
			w.run("plan", "-out=saved.tfplan").must(t, 0)
			w.run("apply", "saved.tfplan").must(t, 0)
			made := fake.Transactions()[0]
			if outputs := w.outputs(); outputs["transaction_hash"] != made.TransactionHash || outputs[signed.output] != nil || made.Submitted != 1 {
				t.Errorf("submitted %d times, the outputs are %v", made.Submitted, outputs)
			}
			if found := sightings(t, w.dir, func(text []byte) bool { return strings.Contains(string(text), signature) }); len(found) > 0 {
				t.Errorf("the signature is in %v", found)
			}
			w.unset("TF_VAR_signed_transaction")
			w.run("plan", "-detailed-exitcode").must(t, 0)
		})
	}
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

// importExamples imports a transaction and its submission with the blocks among the files, and
// reads another transaction. Each command imports what the block beside it imports.
func importExamples(t *testing.T, files []string) {
	t.Helper()
	fake, url := startFake(t)
	holdTransaction(fake)
	w := newWorkspace(t, url)
	var id string
	for _, file := range files {
		if path.Ext(file) == ".sh" {
			block := exampleText(t, path.Dir(file)+"/import-by-string-id.tf")
			_, address, _ := strings.Cut(block, "to = ")
			address, _, _ = strings.Cut(address, "\n")
			id = importedTransaction(block)
			if got, want := exampleText(t, file), "terraform import "+address+" "+paymentID+"/"+id+"\n"; got != want {
				t.Errorf("the command is %q, want %q", got, want)
			}
		}
	}
	fake.SetTransaction(id, func(made *cpnfake.Transaction) {
		made.PaymentID, made.Status, made.Metadata = paymentID, "COMPLETED", map[string]string{"order": "PAY-2026-0042"}
	})
	w.use(slices.DeleteFunc(files, func(file string) bool { return path.Ext(file) != ".tf" })...)
	w.write(filepath.Join(w.dir, "submission.tf"),
		fmt.Sprintf("resource \"cpn_transaction_submission\" \"funding\" {\n  payment_id = %q\n  transaction_id = %q\n}\n", paymentID, id))
	if got := w.run("apply", "-auto-approve").must(t, 0); !strings.Contains(got.output, "2 imported, 0 added, 1 changed, 0 destroyed") { // it adopts the id
		t.Error(got.output)
	}
	w.run("plan", "-detailed-exitcode").must(t, 0)
	state := w.state()
	if got, want := state["data.cpn_transaction.funding"], fake.Transactions()[0]; got["transaction_id"] != want.ID || got["message_to_be_signed"] != want.MessageToBeSigned {
		t.Errorf("read %v", got)
	}
	if got := state["cpn_transaction_submission.funding"]["status"]; got != "COMPLETED" {
		t.Errorf("the status is %v", got)
	}
}

// importedTransaction returns the transaction that an import block names.
func importedTransaction(block string) string {
	_, id, _ := strings.Cut(block, paymentID+"/")
	id, _, _ = strings.Cut(id, `"`)
	return id
}

// runTests runs the tests among the files. Those that apply create something. The others need
// neither an API key nor CPN.
func runTests(t *testing.T, files []string) {
	t.Helper()
	fake, url := startFake(t)
	w := newWorkspace(t, url)
	if err := os.Mkdir(filepath.Join(w.dir, "tests"), 0o700); err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		_, name, _ := strings.Cut(file, "/")
		w.write(filepath.Join(w.dir, filepath.FromSlash(name)), exampleText(t, file))
	}
	for _, file := range files {
		applies := path.Base(file) == "applied.tftest.hcl"
		w.setenv("CPN_API_KEY", map[bool]string{true: testKey}[applies])
		if path.Ext(file) == ".hcl" {
			w.run("test", "-filter=tests/"+path.Base(file)).must(t, 0)
		}
		if created := fake.Counts().Creates > 0; created != applies {
			t.Errorf("%s: created %t", file, created)
		}
	}
}
