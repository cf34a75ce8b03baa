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

// TestGuide_anotherTransaction follows the guide's steps after a transaction has failed.
func TestGuide_anotherTransaction(t *testing.T) {
	t.Parallel()
	fake, url := startFake(t)
	fake.SetLife(cpnfake.Life{Statuses: []string{"FAILED"}, FailureReason: "OUT_OF_GAS"})
	w := newWorkspace(t, url)
	w.use(submissionRunbook)
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
			w.use(submissionRunbook)
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
			// The transaction fails, and the next one is as expected.
			fake.MoveTransaction(fake.Transactions()[0].ID, "FAILED")
			fake.EditIntents(nil)
			w.changeID()
			w.run("apply", "-auto-approve").must(t, 0)
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
	w.use(submissionRunbook)
	w.write(filepath.Join(w.dir, "import.tf"),
		fmt.Sprintf("import {\n  to = cpn_transaction.funding\n  id = %q\n}\n", paymentID+"/"+transactionID))
	if got := w.run("apply", "-auto-approve").must(t, 1); !strings.Contains(got.output, "Do not sign. The message says null.") {
		t.Error(got.output)
	}
}

// changeID changes the id of the runbook's transaction.
func (w *workspace) changeID() {
	w.t.Helper()
	w.write(w.copyOf(submissionRunbook), strings.Replace(exampleText(w.t, submissionRunbook), "PAY-2026-0042/funding", "PAY-2026-0042/funding-2", 1))
}

// intent edits what the messages of new transactions say.
func intent(edit func(*cpnfake.Intent)) func(*cpnfake.Server) {
	return func(fake *cpnfake.Server) { fake.EditIntents(edit) }
}
