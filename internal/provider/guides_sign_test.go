// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/cpnfake"
)

// TestGuide_anotherTransaction follows the guide's steps after a transaction has failed.
func TestGuide_anotherTransaction(t *testing.T) {
	t.Parallel()
	fake, url := startFake(t)
	fake.SetLife(cpnfake.Life{Statuses: []string{"FAILED"}, FailureReason: "OUT_OF_GAS"})
	w := newWorkspace(t, url)
	w.useRunbook("ETH-SEPOLIA")
	w.run("apply", "-auto-approve").must(t, 0)
	first := w.env
	w.setenv("TF_VAR_submit", "true")
	w.setenv("TF_VAR_signed_transaction", signedExample)
	w.run("apply", "-auto-approve").must(t, 1).has(t, "error", "The transaction FAILED: OUT_OF_GAS")

	second := w.env
	w.env = first
	w.changeID(w.copyOf(submissionRunbook))
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

// TestGuide_checksBeforeSigning applies the guide's check of the message to messages that differ
// from the quote, with a signature at hand. The check names what differs, and nothing is
// submitted. Each transaction has its own copy of the runbook.
func TestGuide_checksBeforeSigning(t *testing.T) {
	t.Parallel()
	const stranger = `"0x00000000000000000000000000000000000000aa"`
	edits := map[string]func(*cpnfake.Intent){ // by what differs
		"from":               func(i *cpnfake.Intent) { i.From = stranger },
		"token":              func(i *cpnfake.Intent) { i.Token = stranger },
		"spender":            func(i *cpnfake.Intent) { i.Spender = stranger },
		"verifying_contract": func(i *cpnfake.Intent) { i.VerifyingContract = stranger },
		"chain_id":           func(i *cpnfake.Intent) { i.ChainID = "1" },
		"max_fee, value":     func(i *cpnfake.Intent) { i.MaxFee, i.Value = `"899799"`, "11048873" },
		"permitted_amount":   func(i *cpnfake.Intent) { i.Amount = `"11948673"` },
		"value":              func(i *cpnfake.Intent) { i.Value, i.To = "null", stranger }, // nothing is expected of to
	}
	want := slices.Sorted(maps.Keys(edits))
	fake, url := startFake(t)
	next := 0
	fake.EditIntents(func(i *cpnfake.Intent) { edits[want[next]](i); next++ })
	w := newWorkspace(t, url)
	module := w.useRunbooks(len(want))
	for range 2 { // the create, and a refresh
		differ(t, w.run("apply", "-auto-approve").must(t, 1), want...)
	}
	if got := fake.Counts().Submitted; got != 0 || next != len(want) {
		t.Errorf("submitted %d of %d", got, next)
	}
	// The transactions fail, and the next ones are as quoted.
	for _, made := range fake.Transactions() {
		fake.MoveTransaction(made.ID, "FAILED")
	}
	fake.EditIntents(nil)
	w.changeID(filepath.Join(module, "main.tf"))
	w.run("apply", "-auto-approve").must(t, 0)
}

// useRunbooks declares so many payments, each with the runbook as its module, and returns the
// path of the module. A module in a count has no provider block of its own.
func (w *workspace) useRunbooks(n int) (module string) {
	w.t.Helper()
	module = filepath.Join(w.dir, "runbook")
	if err := os.Mkdir(module, 0o700); err != nil {
		w.t.Fatal(err)
	}
	provider := regexp.MustCompile(`(?ms)^provider "cpn" \{.*?^\}\n`)
	for _, file := range []string{submissionRunbook, "sign-and-submit/quote.tf"} {
		w.write(filepath.Join(module, filepath.Base(file)), provider.ReplaceAllString(exampleText(w.t, file), ""))
	}
	w.configure(fmt.Sprintf(`module "payment" {
  count              = %d
  source             = "./runbook"
  payment_id         = format("c4d1da72-111e-4d52-bdbf-%%012d", count.index)
  submit             = true
  signed_transaction = %q
  quote              = %s
}
`, n, signedExample, quote("ETH-SEPOLIA", "0.899798")))
	w.plain("get", "-no-color")
	return module
}

// differ checks that the errors of the runbook name these members, and no others.
func differ(t *testing.T, run cliRun, want ...string) {
	t.Helper()
	var got []string
	for _, d := range run.diagnostics {
		if _, list, found := strings.Cut(d.Detail, "The message differs from the quote: "); found {
			var names []string
			for _, found := range regexp.MustCompile(`(\w+) is `).FindAllStringSubmatch(list, -1) {
				names = append(names, found[1])
			}
			got = append(got, strings.Join(names, ", "))
		}
	}
	slices.Sort(got)
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("%s\n%s", diff, run.output)
	}
}

// TestGuide_checksOtherMessages shows that the guide's check fails for a message that the
// provider does not read.
func TestGuide_checksOtherMessages(t *testing.T) {
	t.Parallel()
	fake, url := startFake(t)
	holdTransaction(fake)
	fake.SetTransaction(transactionID, func(held *cpnfake.Transaction) {
		held.MessageToBeSigned = strings.Replace(held.MessageToBeSigned, `"primaryType":"PermitWitnessTransferFrom"`, `"primaryType":"ReceiveWithAuthorization"`, 1)
	})
	w := newWorkspace(t, url)
	w.useRunbook("ETH-SEPOLIA")
	w.write(filepath.Join(w.dir, "import.tf"),
		fmt.Sprintf("import {\n  to = cpn_transaction.funding\n  id = %q\n}\n", paymentID+"/"+transactionID))
	differ(t, w.run("apply", "-auto-approve").must(t, 1), "chain_id, from, max_fee, permitted_amount, spender, token, value, verifying_contract")
}

// changeID changes the id of the transaction in a copy of the runbook.
func (w *workspace) changeID(file string) {
	w.t.Helper()
	w.write(file, strings.Replace(exampleText(w.t, submissionRunbook), "PAY-2026-0042/funding", "PAY-2026-0042/funding-2", 1))
}
