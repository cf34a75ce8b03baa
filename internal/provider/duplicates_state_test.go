// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"fmt"
	"strings"
	"testing"

	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/cpnfake"
)

// TestDuplicates_inState copies the block of a resource that exists. CPN returns the same
// ticket or transaction for both, and each plan says so, as a warning: an error would also
// block a destroy, which is planned in the same way first.
func TestDuplicates_inState(t *testing.T) {
	t.Parallel()
	for resource, noun := range map[string]string{"cpn_support_ticket": "support ticket", "cpn_transaction": "transaction"} {
		for _, id := range []string{"x", ""} {
			for _, conflict := range []bool{false, true} {
				t.Run(fmt.Sprintf("%s, id %q, without details %t", resource, id, conflict), func(t *testing.T) {
					t.Parallel()
					s := newStage(t, resource, id)
					s.succeeds()
					if conflict { // then a ticket has nothing of CPN's
						s.fake.SetRepeats(cpnfake.RepeatsConflict)
						s.core.objects = map[string]*stored{}
						s.succeeds()
					}
					s.core.declared["b"] = s.core.declared["a"]
					s.succeeds()
					summary := fmt.Sprintf("warning: Two resources manage the same %s (…", noun)
					for range 2 {
						changes, diags := s.core.plan()
						if got := renderAll(diags); len(changes) != 0 || failed(diags) || strings.Count(got, summary) != 1 {
							t.Errorf("changes %v: %s", changes, got)
						}
					}
					if got := s.fake.Counts(); got.Tickets+got.Transactions != 1 {
						t.Errorf("CPN has %d tickets and %d transactions", got.Tickets, got.Transactions)
					}
					delete(s.core.declared, "b")
					s.succeeds()
					if _, diags := s.core.plan(); len(diags) != 0 {
						t.Errorf("still says %s", renderAll(diags))
					}
				})
			}
		}
	}
}

// TestDuplicates_knownAtApply has two instances whose payment is not known in the plan: the
// apply creates one ticket and blocks the other. Against the message, apply runs again, which
// finds the same ticket for both.
func TestDuplicates_knownAtApply(t *testing.T) {
	t.Parallel()
	fake, url := startFake(t)
	w := newWorkspace(t, url)
	w.configure("resource \"terraform_data\" \"payment\" {\n  input = \""+paymentID+"\"\n}\n", ticketBlock(`count = 2`, `payment_id = terraform_data.payment.output`))
	w.run("plan").must(t, 0)
	d := w.run("apply", "-auto-approve").must(t, 1).has(t, "error", duplicateTickets)
	if !strings.Contains(d.Detail, "Do not run `terraform apply` again before the ids differ.") {
		t.Errorf("says %s", d.Detail)
	}
	if n := fake.Counts().Creates; n != 1 || len(w.state()) != 2 { // the payment and one ticket
		t.Errorf("%d creates, state has %v", n, w.state())
	}
	w.run("apply", "-auto-approve").must(t, 0)
	got := w.run("plan", "-detailed-exitcode").must(t, 0)
	if n := fake.Counts().Tickets; n != 1 || !strings.Contains(got.output, "Two resources manage the same support ticket") {
		t.Errorf("CPN has %d tickets: %s", n, got.output)
	}
}

// TestDuplicates_importBesideCreate imports a transaction that another resource created.
func TestDuplicates_importBesideCreate(t *testing.T) {
	t.Parallel()
	fake, url := startFake(t)
	w := newWorkspace(t, url)
	w.configure(transactionBlock())
	w.run("apply", "-auto-approve").must(t, 0)
	w.configure(transactionBlock(), named("other", transactionBlock()),
		fmt.Sprintf("import {\n  to = cpn_transaction.other\n  id = \"%s/%s\"\n}\n", paymentID, fake.Transactions()[0].ID))
	for _, args := range [][]string{{"apply", "-auto-approve"}, {"plan", "-detailed-exitcode"}} {
		if got := w.run(args...).must(t, 0); !strings.Contains(got.output, "Two resources manage the same transaction") {
			t.Error(got.output)
		}
	}
	if n := fake.Counts().Creates; n != 1 {
		t.Errorf("%d creates", n)
	}
}
