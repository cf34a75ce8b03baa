// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/cpnfake"
)

// hasIdentity fails the test unless state has this identity, or none if the tool stores none.
func (w *workspace) hasIdentity(address string, want map[string]any) {
	w.t.Helper()
	if !w.since("1.12", "1.12") {
		want = nil
	}
	if diff := cmp.Diff(want, w.instances()[address].Identity); diff != "" {
		w.t.Errorf("identity of %s: %s", address, diff)
	}
}

// identityBlock imports a transaction by its identity.
func identityBlock(address, transactionID string) string {
	return fmt.Sprintf("import {\n  to = %s\n  identity = {\n    payment_id     = %q\n    transaction_id = %q\n  }\n}\n", address, paymentID, transactionID)
}

// TestIdentity_imports imports a transaction and its submission by identity, if the tool can:
// to a configuration that plans nothing.
func TestIdentity_imports(t *testing.T) {
	t.Parallel()
	fake, url := startFake(t)
	fake.SetTransaction(importedID, func(created *cpnfake.Transaction) { created.PaymentID, created.Status = paymentID, "PENDING" })
	w := newWorkspace(t, url)
	w.configure(
		transactionBlock(), identityBlock(transactionAddress, importedID),
		block("cpn_transaction_submission", map[string]string{"payment_id": fmt.Sprintf("%q", paymentID), "transaction_id": fmt.Sprintf("%q", importedID)}, nil),
		identityBlock(submissionAddress, importedID),
	)
	if !w.since("1.12", "1.12") {
		w.toolRejects("identity", "plan")
		return
	}
	w.run("apply", "-auto-approve").must(t, 0)
	for _, address := range []string{transactionAddress, submissionAddress} {
		w.hasIdentity(address, map[string]any{"payment_id": paymentID, "transaction_id": importedID})
	}
	w.run("plan", "-detailed-exitcode").must(t, 0)
	if n := fake.Counts().Creates; n != 0 {
		t.Errorf("%d creates", n)
	}
}
