// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/cpnfake"
)

// identities returns the identity of each resource in the state file, by address.
func (w *workspace) identities() map[string]map[string]any {
	w.t.Helper()
	text, err := os.ReadFile(filepath.Join(w.dir, "terraform.tfstate"))
	if err != nil {
		w.t.Fatal(err)
	}
	var state struct {
		Resources []struct {
			Type, Name string
			Instances  []struct {
				Identity map[string]any `json:"identity"`
			}
		}
	}
	if err := json.Unmarshal(text, &state); err != nil {
		w.t.Fatal(err)
	}
	all := map[string]map[string]any{}
	for _, r := range state.Resources {
		all[r.Type+"."+r.Name] = r.Instances[0].Identity
	}
	return all
}

// hasIdentity fails the test unless state has this identity, or none if the tool stores none.
func (w *workspace) hasIdentity(address string, want map[string]any) {
	w.t.Helper()
	if !w.since("1.12", "1.12") {
		want = nil
	}
	if diff := cmp.Diff(want, w.identities()[address]); diff != "" {
		w.t.Errorf("identity of %s: %s", address, diff)
	}
}

// identityBlock imports a transaction by its identity.
func identityBlock(address, transactionID string) string {
	return fmt.Sprintf("import {\n  to = %s\n  identity = {\n    payment_id     = %q\n    transaction_id = %q\n  }\n}\n", address, paymentID, transactionID)
}

// TestIdentity_inState follows a transaction's identity through a create and a refresh, with
// any tool.
func TestIdentity_inState(t *testing.T) {
	t.Parallel()
	fake, url := startFake(t)
	w := newWorkspace(t, url)
	w.configure(transactionBlock())
	w.run("apply", "-auto-approve").must(t, 0)
	finished := map[string]any{"payment_id": paymentID, "transaction_id": fake.Transactions()[0].ID}
	w.hasIdentity(transactionAddress, finished)
	fake.SetTransaction(fake.Transactions()[0].ID, func(created *cpnfake.Transaction) { created.Status = "PENDING" })
	w.run("apply", "-auto-approve").must(t, 0)
	w.hasIdentity(transactionAddress, finished)
	if n := fake.Counts().Transactions; n != 1 {
		t.Errorf("%d transactions", n)
	}
}

// TestIdentity_imports imports a transaction and its submission by identity, if the tool can:
// to a configuration that plans nothing.
func TestIdentity_imports(t *testing.T) {
	t.Parallel()
	fake, url := startFake(t)
	fake.SetTransaction(importedID, func(created *cpnfake.Transaction) { created.PaymentID, created.Status = paymentID, "PENDING" })
	const submission = "cpn_transaction_submission.test"
	w := newWorkspace(t, url)
	w.configure(
		transactionBlock(), identityBlock(transactionAddress, importedID),
		block("cpn_transaction_submission", map[string]string{"payment_id": fmt.Sprintf("%q", paymentID), "transaction_id": fmt.Sprintf("%q", importedID)}, nil),
		identityBlock(submission, importedID),
	)
	if !w.since("1.12", "1.12") {
		w.toolRejects("identity", "plan")
		return
	}
	w.run("apply", "-auto-approve").must(t, 0)
	for _, address := range []string{transactionAddress, submission} {
		w.hasIdentity(address, map[string]any{"payment_id": paymentID, "transaction_id": importedID})
	}
	w.run("plan", "-detailed-exitcode").must(t, 0)
	if n := fake.Counts().Creates; n != 0 {
		t.Errorf("%d creates", n)
	}
}
