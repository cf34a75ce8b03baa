// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"slices"
	"strings"
	"testing"

	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/cpnfake"
)

// untold has a CPN that created something, lost the response, and then says only that it
// processed the idempotency key.
func untold(p *play) *play {
	p.t.Helper()
	p.fake.SetRepeats(cpnfake.RepeatsConflict)
	p.fake.Inject(lostResponse())
	p.fails()
	return p
}

// TestAlreadyProcessed_ticket shows a ticket whose response is lost for good. State records it,
// the warning says how the case number arrives, and nothing is left to plan.
func TestAlreadyProcessed_ticket(t *testing.T) {
	t.Parallel()
	p := untold(newTicket(t, nil))
	made := p.fake.Tickets()[0]
	const summary = "The support ticket exists; CPN does not return its details"
	p.succeeds().has(t, "warning", summary, "Find the case number in the email that CPN sends to the address in `email`.", "code 290001", made.IdempotencyKey)
	if got := p.state(); got["ticket_id"] != nil || got["case_ref_id"] != nil || got["idempotency_key"] != made.IdempotencyKey {
		t.Errorf("state has %v", got)
	}
	p.plansNothing()
	before := p.fake.Counts().Creates
	p.set("timeouts", map[string]any{"create": "1m"})
	p.succeeds().are(t)
	p.plansNothing()
	if got := p.fake.Counts(); got.Creates != before || got.Tickets != 1 {
		t.Errorf("CPN has %d tickets after %d more creates", got.Tickets, got.Creates-before)
	}
}

// TestAlreadyProcessed_notTheLast shows that the provider does not give up a ticket's details
// while the response to the first attempt may still arrive.
func TestAlreadyProcessed_notTheLast(t *testing.T) {
	t.Parallel()
	for name, faults := range map[string][]cpnfake.Fault{
		"then a failure":    {lostResponse(), {Method: "POST", Code: 290001}, {Method: "POST", Status: 503}},
		"then a rate limit": {{Method: "POST", Code: 290001, After: true}, {Method: "POST", Status: 429, Header: map[string]string{"Retry-After": "999"}}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p := newTicket(t, nil)
			p.provider["max_retries"] = 2
			p.fake.Inject(faults...)
			p.fails().has(t, "error", "The support ticket exists; CPN has not returned its details yet")
			if p.succeeds(); p.state()["ticket_id"] != p.fake.Tickets()[0].ID || p.fake.Counts().Tickets != 1 {
				t.Errorf("state has %v", p.state())
			}
		})
	}
}

// TestAlreadyProcessed_transaction shows which transaction counts as ours if CPN says only that
// it exists: the one with our metadata, FAILED or not, unless it could be another's. What CPN
// does not return is not a "no": a transaction without metadata in its response, or one that is
// listed but not returned, may be ours, so the other may not be. Then an error lists all.
func TestAlreadyProcessed_transaction(t *testing.T) {
	t.Parallel()
	type others = []cpnfake.Transaction
	ours, theirs := map[string]any{"k": "v"}, map[string]string{"k": "v"}
	const unclear = "The transaction exists; the provider cannot tell which one it is"
	active := others{{Status: "CREATED", Metadata: theirs}}
	for name, tc := range map[string]struct {
		metadata any    // of our transaction
		status   string // of our transaction at the next apply
		others   []cpnfake.Transaction
		hide     func(p *play, ours string)
		says     string // unclear, or what a warning says if ours goes to state
	}{
		"alone":                                      {nil, "CREATED", nil, nil, "Before you sign the transaction, compare it with the payment"},
		"alone, and signed meanwhile":                {nil, "PENDING", nil, nil, "Do not sign the transaction again: its status is PENDING."},
		"alone, and FAILED":                          {nil, "FAILED", nil, nil, "To create another transaction, "},
		"beside one with other metadata":             {ours, "CREATED", others{{Status: "FAILED", Metadata: map[string]string{"k": "w"}}}, nil, "The transaction exists; the provider found it by its metadata"},
		"FAILED, and a stranger's is active":         {ours, "FAILED", others{{Status: "CREATED"}}, nil, "To create another transaction, "},
		"FAILED like a stranger's, without metadata": {nil, "FAILED", others{{Status: "FAILED"}}, nil, unclear},
		"FAILED, a stranger's active, no metadata":   {nil, "FAILED", others{{Status: "CREATED"}}, nil, unclear},
		"FAILED, a stranger's active, same metadata": {ours, "FAILED", active, nil, unclear},
		"active, and a FAILED one with our metadata": {ours, "CREATED", others{{Status: "FAILED", Metadata: theirs}}, nil, unclear},
		"metadata that is not returned":              {ours, "FAILED", active, withoutMetadata, unclear},
		"no metadata, which is not returned":         {nil, "FAILED", others{{Status: "CREATED"}}, withoutMetadata, unclear},
		"a transaction that is not returned":         {ours, "FAILED", active, unread, unclear},
		"other metadata": {nil, "CREATED", nil, func(p *play, _ string) {
			p.fake.EditResponses(func(_ string, data map[string]any) {
				if _, ok := data["metadata"]; ok {
					data["metadata"] = map[string]any{"other": "one"}
				}
			})
		}, unclear},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p := untold(newTransaction(t, attributes{"metadata": tc.metadata}))
			ours := p.fake.Transactions()[0].ID
			p.fake.SetTransaction(ours, func(t *cpnfake.Transaction) { t.Status = tc.status })
			for _, other := range tc.others {
				p.fake.SetTransaction(strangerID, func(t *cpnfake.Transaction) {
					t.PaymentID, t.Status, t.Metadata = paymentID, other.Status, other.Metadata
				})
			}
			if tc.hide != nil {
				tc.hide(p, ours)
			}
			if tc.says == unclear {
				if said := p.fails().has(t, "error", unclear); strings.Contains(said, `"v"`) {
					t.Errorf("our own metadata is shown: %s", said)
				}
				return
			}
			if said := renderAll(p.succeeds()); !strings.Contains(said, tc.says) || p.state()["transaction_id"] != ours {
				t.Errorf("state has %v: %s", p.state()["transaction_id"], said)
			}
			p.plansNothing()
			if n := p.fake.Counts().Transactions; n != 1 {
				t.Errorf("CPN has %d transactions", n)
			}
		})
	}
}

// TestAlreadyProcessed_proxy shows that a proxy's 404 does not mean that there is no transaction.
func TestAlreadyProcessed_proxy(t *testing.T) {
	t.Parallel()
	p := untold(newTransaction(t, nil))
	p.fake.Inject(cpnfake.Fault{Operation: cpnfake.GetTransaction, Status: 404, Body: "<html>"})
	p.fails().are(t, "error: Could not read the transaction that CPN created", "error: The transaction exists; the provider could not look it up")
}

// withoutMetadata leaves the metadata of our transaction out of its response.
func withoutMetadata(p *play, ours string) {
	p.fake.EditResponses(func(_ string, data map[string]any) {
		if data["id"] == ours {
			delete(data, "metadata")
		}
	})
}

// unread has the payment list a transaction that CPN does not return, instead of ours.
func unread(p *play, _ string) {
	p.fake.EditResponses(func(operation string, data map[string]any) {
		if operation == cpnfake.GetPayment {
			data["onChainTransactions"] = []any{map[string]any{"id": importedID}, map[string]any{"id": strangerID}}
		}
	})
}

// TestAlreadyProcessed_hostilePayment shows a payment whose list of transactions would lead to
// other paths, or to endless requests.
func TestAlreadyProcessed_hostilePayment(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		listed       []any
		says, errors string
	}{
		"an ID that is a path":         {[]any{map[string]any{"id": "../../../../v1/admin"}}, "transaction_id:  ../../../../v1/admin", "the provider cannot tell which one it is"},
		"more than a payment can have": {slices.Repeat([]any{map[string]any{"id": paymentID}}, maxTransactions+1), "The payment has 101 transactions", "the provider could not look it up"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p := untold(newTransaction(t, nil))
			p.fake.EditResponses(func(operation string, data map[string]any) {
				if operation == cpnfake.GetPayment {
					data["onChainTransactions"] = tc.listed
				}
			})
			before := p.fake.Counts().Requests
			if said := renderAll(p.fails()); !strings.Contains(said, tc.says) || !strings.Contains(said, tc.errors) {
				t.Errorf("got %s", said)
			}
			// The create, and the read of the payment.
			if n := p.fake.Counts().Requests - before; n != 2 {
				t.Errorf("%d requests were sent", n)
			}
		})
	}
}
