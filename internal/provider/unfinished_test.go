// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"strings"
	"testing"

	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/cpnfake"
)

// lostResponse lets CPN do the work and drops the connection.
func lostResponse() cpnfake.Fault { return cpnfake.Fault{Method: "POST", After: true, Drop: true} }

// foreignRejection is a proxy's rejection of a create that CPN has carried out.
func foreignRejection() cpnfake.Fault {
	return cpnfake.Fault{Method: "POST", After: true, Status: 403, Body: "<html>Forbidden</html>"}
}

// quick returns a workspace whose provider makes no retries.
func quick(t *testing.T, url string) *workspace {
	t.Helper()
	w := newWorkspace(t, url)
	w.setenv("CPN_MAX_RETRIES", "0")
	return w
}

// TestConfiguredID_needsNoState shows that with a configured id a lost response leaves nothing in
// state, and that the next apply is a plain create, on any machine.
func TestConfiguredID_needsNoState(t *testing.T) {
	t.Parallel()
	fake, url := startFake(t)
	fake.Inject(lostResponse(), lostResponse())
	w := quick(t, url)
	w.configure(both())
	got := w.run("apply", "-auto-approve").must(t, 1)
	got.has(t, "error", "Outcome unknown: CPN may have created the support ticket")
	got.has(t, "error", "Outcome unknown: CPN may have created the transaction")
	if state := w.state(); len(state) != 0 {
		t.Errorf("state has %v", state)
	}

	elsewhere := quick(t, url)
	elsewhere.configure(both())
	elsewhere.run("apply", "-auto-approve").must(t, 0)
	elsewhere.run("plan", "-detailed-exitcode").must(t, 0)
	if got := fake.Counts(); got.Tickets != 1 || got.Transactions != 1 {
		t.Errorf("CPN has %d tickets and %d transactions", got.Tickets, got.Transactions)
	}
}

// generatedIDs is a ticket and a transaction with generated ids.
func generatedIDs() string { return ticketBlock() + transactionBlock(`metadata = { k = "v" }`) }

// TestGeneratedID_isCompleted completes an unfinished resource in every possible way, and checks
// that no plan on the way has noise.
func TestGeneratedID_isCompleted(t *testing.T) {
	t.Parallel()
	for name, complete := range map[string]func(*workspace){
		"by the next apply": func(w *workspace) { w.run("apply", "-auto-approve").must(w.t, 0) },
		"without refresh":   func(w *workspace) { w.run("apply", "-auto-approve", "-refresh=false").must(w.t, 0) },
		"through a saved plan": func(w *workspace) {
			w.run("plan", "-out", "saved").must(w.t, 0)
			w.run("apply", "saved").must(w.t, 0)
		},
		"in place, after untaint": func(w *workspace) {
			for _, address := range []string{ticketAddress, transactionAddress} {
				w.plain("untaint", address)
			}
			if got := w.run("plan", "-detailed-exitcode").must(w.t, 2); !strings.Contains(got.output, "0 to add, 2 to change, 0 to destroy") {
				w.t.Errorf("the plan after untaint: %s", got.output)
			}
			w.run("apply", "-auto-approve").must(w.t, 0)
		},
		"in place, after failing in place": func(w *workspace) {
			for _, address := range []string{ticketAddress, transactionAddress} {
				w.plain("untaint", address)
			}
			good := w.env
			w.setenv("CPN_API_KEY", "TEST_API_KEY:revoked:key")
			denied := w.run("apply", "-auto-approve", "-refresh=false").must(w.t, 1)
			if d := denied.has(w.t, "error", "Outcome unknown: CPN may have created the support ticket"); !strings.Contains(d.Detail, "Check that the API key") {
				w.t.Errorf("the remedy is missing: %s", d.Detail)
			}
			w.env = good
			w.run("apply", "-auto-approve").must(w.t, 0)
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			fake, url := startFake(t)
			fake.SetAPIKey(testKey)
			fake.Inject(lostResponse(), lostResponse())
			w := quick(t, url)
			w.configure(generatedIDs())
			failed := w.run("apply", "-auto-approve").must(t, 1)
			if len(failed.diagnostics) != 2 {
				t.Errorf("more than the two errors: %s", failed.output)
			}
			unfinished := w.state()
			if id, _ := unfinished[ticketAddress]["id"].(string); !strings.HasPrefix(id, "tf-") || unfinished[ticketAddress]["ticket_id"] != nil {
				t.Errorf("state has %v", unfinished[ticketAddress])
			}
			planned := w.run("plan").must(t, 0)
			planned.has(t, "warning", "The support ticket is unfinished: CPN may have created it")
			planned.has(t, "warning", "The transaction is unfinished: CPN may have created it")

			complete(w)
			w.run("plan", "-detailed-exitcode").must(t, 0)
			state := w.state()
			for address, key := range map[string]string{ticketAddress: fake.Tickets()[0].IdempotencyKey, transactionAddress: fake.Transactions()[0].IdempotencyKey} {
				if state[address]["id"] != unfinished[address]["id"] || state[address]["idempotency_key"] != key {
					t.Errorf("%s was %v, and is %v", address, unfinished[address], state[address])
				}
			}
			if got := fake.Counts(); got.Tickets != 1 || got.Transactions != 1 {
				t.Errorf("CPN has %d tickets and %d transactions", got.Tickets, got.Transactions)
			}
		})
	}
}

// TestGeneratedID_preventDestroy follows the message of an unfinished resource that Terraform
// must not replace.
func TestGeneratedID_preventDestroy(t *testing.T) {
	t.Parallel()
	fake, url := startFake(t)
	fake.Inject(lostResponse())
	w := quick(t, url)
	w.configure(strings.TrimSuffix(ticketBlock(), "}\n") + "  lifecycle {\n    prevent_destroy = true\n  }\n}\n")
	d := w.run("apply", "-auto-approve").must(t, 1).has(t, "error", "Outcome unknown: CPN may have created the support ticket")
	if !strings.HasPrefix(d.Detail, "1. Run `terraform untaint ADDRESS`") {
		t.Errorf("says %s", d.Detail)
	}
	w.run("apply", "-auto-approve").must(t, 1) // Terraform and OpenTofu word this error differently
	w.plain("untaint", ticketAddress)
	w.run("apply", "-auto-approve").must(t, 0)
	w.run("plan", "-detailed-exitcode").must(t, 0)
	if n := fake.Counts().Tickets; n != 1 {
		t.Errorf("CPN has %d tickets", n)
	}
}

// TestGeneratedID_interchangeable completes several unfinished resources of one block.
func TestGeneratedID_interchangeable(t *testing.T) {
	t.Parallel()
	fake, url := startFake(t)
	fake.Inject(lostResponse(), lostResponse())
	w := quick(t, url)
	w.configure(strings.Replace(ticketBlock(), "{\n", "{\n  count = 3\n", 1))
	w.run("apply", "-auto-approve").must(t, 1)
	w.run("apply", "-auto-approve").must(t, 0)
	w.run("plan", "-detailed-exitcode").must(t, 0)
	if got := fake.Counts().Tickets; got != 3 {
		t.Errorf("CPN has %d tickets, want 3", got)
	}
}

// TestGeneratedID_destroyNamesTheKey shows the last chance to record the idempotency key.
func TestGeneratedID_destroyNamesTheKey(t *testing.T) {
	t.Parallel()
	fake, url := startFake(t)
	fake.Inject(lostResponse())
	w := quick(t, url)
	w.configure(ticketBlock())
	w.run("apply", "-auto-approve").must(t, 1)
	key, _ := w.state()[ticketAddress]["idempotency_key"].(string)
	d := w.run("plan", "-destroy").must(t, 0).has(t, "warning", "This plan discards an idempotency key that is still needed")
	if !strings.Contains(d.Detail, key) {
		t.Errorf("the key %s is missing: %s", key, d.Detail)
	}
	w.run("destroy", "-auto-approve").must(t, 0)
	if n := fake.Counts().Creates; n != 1 {
		t.Errorf("destroying sent %d creates", n-1)
	}
}

// TestRejected_leavesNothing shows that a create which was never sent, or was rejected, is neither
// in state nor tainted.
func TestRejected_leavesNothing(t *testing.T) {
	t.Parallel()
	fake, url := startFake(t)
	fake.Inject(cpnfake.Fault{Status: 403, Code: 3}, cpnfake.Fault{Status: 400, Code: 290304})
	w := quick(t, url)
	w.configure(generatedIDs())
	w.run("apply", "-auto-approve").must(t, 1)
	if state := w.state(); len(state) != 0 {
		t.Errorf("state has %v", state)
	}
	w.run("apply", "-auto-approve").must(t, 0)
	if got := fake.Counts(); got.Tickets != 1 || got.Transactions != 1 {
		t.Errorf("CPN has %d tickets and %d transactions", got.Tickets, got.Transactions)
	}
}
