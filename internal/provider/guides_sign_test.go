// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"fmt"
	"path/filepath"
	"regexp"
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
	w.changeID()
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

// TestGuide_checksBeforeSigning applies the guide's check of the message, with a signature at
// hand. The check names what differs, and nothing is submitted.
func TestGuide_checksBeforeSigning(t *testing.T) {
	t.Parallel()
	const stranger = `"0x00000000000000000000000000000000000000aa"`
	for name, tc := range map[string]struct {
		edit    func(*cpnfake.Intent)
		differs []string
	}{
		"another wallet":          {func(i *cpnfake.Intent) { i.From = stranger }, []string{"from"}},
		"another token":           {func(i *cpnfake.Intent) { i.Token = stranger }, []string{"token"}},
		"another spender":         {func(i *cpnfake.Intent) { i.Spender = stranger }, []string{"spender"}},
		"another contract":        {func(i *cpnfake.Intent) { i.VerifyingContract = stranger }, []string{"verifying_contract"}},
		"another chain":           {func(i *cpnfake.Intent) { i.ChainID = "1" }, []string{"chain_id"}},
		"a higher fee":            {func(i *cpnfake.Intent) { i.MaxFee, i.Value = `"899799"`, "11048873" }, []string{"max_fee", "value"}},
		"a larger permit":         {func(i *cpnfake.Intent) { i.Amount = `"11948673"` }, []string{"permitted_amount"}},
		"no value, and more sins": {func(i *cpnfake.Intent) { i.Value, i.To = "null", stranger }, []string{"value"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			fake, url := startFake(t)
			fake.EditIntents(tc.edit)
			w := newWorkspace(t, url)
			w.useRunbook("ETH-SEPOLIA")
			w.setenv("TF_VAR_submit", "true")
			w.setenv("TF_VAR_signed_transaction", signedExample)
			for range 2 { // the create, and a refresh
				differs(t, w.run("apply", "-auto-approve").must(t, 1), tc.differs)
			}
			if got := fake.Counts().Submitted; got != 0 {
				t.Errorf("submitted %d times", got)
			}
			// The transaction fails, and the next one is as quoted.
			fake.MoveTransaction(fake.Transactions()[0].ID, "FAILED")
			fake.EditIntents(nil)
			w.changeID()
			w.run("apply", "-auto-approve").must(t, 0)
		})
	}
}

// differs checks that an error of the runbook names these members, and no others.
func differs(t *testing.T, run cliRun, want []string) {
	t.Helper()
	var got []string
	for _, d := range run.diagnostics {
		if _, list, found := strings.Cut(d.Detail, "The message differs from the quote: "); found {
			for _, found := range regexp.MustCompile(`(\w+) is `).FindAllStringSubmatch(list, -1) {
				got = append(got, found[1])
			}
		}
	}
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
	differs(t, w.run("apply", "-auto-approve").must(t, 1), []string{"chain_id", "from", "max_fee", "permitted_amount", "spender", "token", "value", "verifying_contract"})
}

// changeID changes the id of the runbook's transaction.
func (w *workspace) changeID() {
	w.t.Helper()
	w.write(w.copyOf(submissionRunbook), strings.Replace(exampleText(w.t, submissionRunbook), "PAY-2026-0042/funding", "PAY-2026-0042/funding-2", 1))
}
