// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"fmt"
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

// rawOutput returns an output as a script reads it.
func (w *workspace) rawOutput(name string) string {
	w.t.Helper()
	out, err := w.command("output", "-raw", name).Output()
	if err != nil {
		w.t.Fatal(err)
	}
	return string(out)
}
