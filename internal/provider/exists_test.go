// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/hashicorp/terraform-plugin-go/tftypes"

	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/cpnfake"
)

// TestAlreadyProcessed_ticket shows a ticket whose response is lost for good. State records it,
// the warning says how the case number arrives, and nothing is left to plan, with a configured
// and a derived id.
func TestAlreadyProcessed_ticket(t *testing.T) {
	t.Parallel()
	for name, id := range map[string][]string{"configured id": {`id = "x"`}, "derived id": nil} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			fake, url := startFake(t)
			fake.SetRepeats(cpnfake.RepeatsConflict)
			fake.Inject(lostResponse())
			w := newWorkspace(t, url)
			w.setenv("CPN_MAX_RETRIES", "2")
			w.configure(ticketBlock(id...))
			d := w.run("apply", "-auto-approve").must(t, 0).has(t, "warning", "The support ticket exists; CPN does not return its details")
			for _, says := range []string{"Find the case number in the email that CPN sends to the address in `email`.", "code 290001", fake.Tickets()[0].IdempotencyKey} {
				if !strings.Contains(d.Detail, says) {
					t.Errorf("the warning lacks %q: %s", says, d.Detail)
				}
			}
			if got := w.state()[ticketAddress]; got["ticket_id"] != nil || got["idempotency_key"] != fake.Tickets()[0].IdempotencyKey {
				t.Errorf("state has %v", got)
			}
			if got := w.run("plan", "-detailed-exitcode").must(t, 0); len(got.diagnostics) != 0 {
				t.Errorf("a later plan says %v", got.diagnostics)
			}
			before := fake.Counts().Creates
			w.configure(ticketBlock(append(id, `timeouts = { create = "1m" }`)...))
			w.run("apply", "-auto-approve").must(t, 0)
			w.run("plan", "-detailed-exitcode").must(t, 0)
			w.run("plan", "-destroy").must(t, 0).has(t, "warning", "The support ticket stays at CPN; Terraform removes it from state")
			if got := fake.Counts(); got.Creates != before || got.Tickets != 1 {
				t.Errorf("CPN has %d tickets after %d more creates", got.Tickets, got.Creates-before)
			}
		})
	}
}

// TestAlreadyProcessed_replaced shows a ticket without details that is to be replaced. CPN
// has one all the same.
func TestAlreadyProcessed_replaced(t *testing.T) {
	t.Parallel()
	for name, replace := range map[string]func(*workspace) []string{
		"taint":    func(w *workspace) []string { w.plain("taint", ticketAddress); return nil },
		"-replace": func(*workspace) []string { return []string{"-replace=" + ticketAddress} },
		"a saved plan after taint": func(w *workspace) []string {
			w.plain("taint", ticketAddress)
			w.run("plan", "-out", "saved").must(w.t, 0)
			return []string{"saved"}
		},
	} {
		for _, id := range []string{`id = "x"`, ""} {
			t.Run(name+" "+id, func(t *testing.T) {
				t.Parallel()
				fake, url := startFake(t)
				w := quick(t, url)
				w.configure(ticketBlock(slices.DeleteFunc([]string{id}, func(s string) bool { return s == "" })...))
				fake.SetRepeats(cpnfake.RepeatsConflict)
				fake.Inject(lostResponse())
				w.run("apply", "-auto-approve").must(t, 1)
				w.run("apply", "-auto-approve").must(t, 0).has(t, "warning", "The support ticket exists; CPN does not return its details")
				args := append([]string{"apply", "-auto-approve"}, replace(w)...)
				if slices.Contains(args, "saved") {
					args = slices.Delete(args, 1, 2)
				}
				w.run(args...).must(t, 0)
				w.run("plan", "-detailed-exitcode").must(t, 0)
				if got := fake.Counts().Tickets; got != 1 {
					t.Errorf("CPN has %d tickets", got)
				}
			})
		}
	}
}

// TestAlreadyProcessed_interrupted shows that the provider does not give up a ticket's details
// while the response to the first attempt may still arrive.
func TestAlreadyProcessed_interrupted(t *testing.T) {
	t.Parallel()
	for name, id := range map[string][]string{"configured id": {`id = "x"`}, "derived id": nil} {
		t.Run(name+", then a failure", func(t *testing.T) {
			t.Parallel()
			fake, url := startFake(t)
			fake.Inject(lostResponse(), cpnfake.Fault{Method: "POST", Code: 290001}, cpnfake.Fault{Method: "POST", Status: 503})
			w := newWorkspace(t, url)
			w.setenv("CPN_MAX_RETRIES", "2")
			w.configure(ticketBlock(id...))
			w.run("apply", "-auto-approve").must(t, 1).has(t, "error", "The support ticket exists; CPN has not returned its details yet")
			w.run("apply", "-auto-approve").must(t, 0)
			if got := w.state()[ticketAddress]["ticket_id"]; got != fake.Tickets()[0].ID || fake.Counts().Tickets != 1 {
				t.Errorf("state has the ticket %v", got)
			}
		})
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			fake, url := startFake(t)
			fake.Inject(cpnfake.Fault{Method: "POST", Code: 290001, After: true}, cpnfake.Fault{Method: "POST", Status: 429, Header: map[string]string{"Retry-After": "999"}})
			w := newWorkspace(t, url)
			w.configure(ticketBlock(id...))
			d := w.run("apply", "-auto-approve").must(t, 1)
			d.has(t, "error", "The support ticket exists; CPN has not returned its details yet")
			w.run("apply", "-auto-approve").must(t, 0)
			if got := w.state()[ticketAddress]["ticket_id"]; got != fake.Tickets()[0].ID || fake.Counts().Tickets != 1 {
				t.Errorf("state has the ticket %v", got)
			}
		})
	}
}

// TestAlreadyProcessed_transaction shows which transaction counts as ours if CPN says only that
// it exists: the one with our metadata, FAILED or not, unless it could be another's.
func TestAlreadyProcessed_transaction(t *testing.T) {
	t.Parallel()
	type others = []cpnfake.Transaction
	for name, tc := range map[string]struct {
		metadata map[string]any // of our transaction
		status   string         // of our transaction at the next apply
		others   []cpnfake.Transaction
		adopts   bool // our transaction goes to state
		says     string
	}{
		"alone":                                      {nil, "CREATED", nil, true, "Before you sign the transaction, compare it with the payment"},
		"alone, and signed meanwhile":                {nil, "PENDING", nil, true, "Do not sign the transaction again: its status is PENDING."},
		"alone, and FAILED":                          {nil, "FAILED", nil, true, "To create another transaction, "},
		"beside one with other metadata":             {map[string]any{"k": "v"}, "CREATED", others{{Status: "FAILED", Metadata: map[string]string{"k": "w"}}}, true, "The transaction exists; the provider found it by its metadata"},
		"FAILED, and a stranger's is active":         {map[string]any{"k": "v"}, "FAILED", others{{Status: "CREATED"}}, true, "To create another transaction, "},
		"FAILED like a stranger's, without metadata": {nil, "FAILED", others{{Status: "FAILED"}}, false, "Do not sign yet."},
		"FAILED, a stranger's active, no metadata":   {nil, "FAILED", others{{Status: "CREATED"}}, false, "Do not sign yet."},
		"FAILED, a stranger's active, same metadata": {map[string]any{"k": "v"}, "FAILED", others{{Status: "CREATED", Metadata: map[string]string{"k": "v"}}}, false, "Do not sign yet."},
		"active, and a FAILED one with our metadata": {map[string]any{"k": "v"}, "CREATED", others{{Status: "FAILED", Metadata: map[string]string{"k": "v"}}}, false, "Do not sign yet."},
	} {
		for _, id := range []string{"x", ""} {
			t.Run(name+", id "+id, func(t *testing.T) {
				t.Parallel()
				s := newStage(t, "cpn_transaction", id)
				if tc.metadata != nil {
					s.core.declared["a"]["metadata"] = tc.metadata
				}
				s.fake.SetRepeats(cpnfake.RepeatsConflict)
				s.fake.Inject(lostResponse())
				s.fails()
				ours := s.fake.Transactions()[0].ID
				s.fake.SetTransaction(ours, func(t *cpnfake.Transaction) { t.Status = tc.status })
				for i, other := range tc.others {
					s.fake.SetTransaction(fmt.Sprintf("11111111-1111-4111-8111-11111111111%d", i), func(t *cpnfake.Transaction) {
						t.PaymentID, t.Status, t.Metadata = paymentID, other.Status, other.Metadata
					})
				}
				diags := s.core.apply()
				if got := renderAll(diags); !strings.Contains(got, tc.says) || failed(diags) == tc.adopts {
					t.Errorf("want %q: %s", tc.says, got)
				}
				if !tc.adopts {
					if len(s.core.objects) != 0 {
						t.Errorf("state has %v", s.core.objects)
					}
					return
				}
				if got := s.stateText("transaction_id"); !strings.Contains(got, ours) {
					t.Errorf("state has the transaction %s, want %s", got, ours)
				}
				s.plansNothing()
				if n := s.fake.Counts().Transactions; n != 1 {
					t.Errorf("CPN has %d transactions", n)
				}
			})
		}
	}
}

// TestAlreadyProcessed_untold shows that what CPN does not return is not a "no". A transaction
// without metadata in its response, or one that is listed but not returned, may be ours, so the
// other may not be.
func TestAlreadyProcessed_untold(t *testing.T) {
	t.Parallel()
	for name, hide := range map[string]func(fake *cpnfake.Server, ours string){
		"metadata that is not returned": func(fake *cpnfake.Server, ours string) {
			fake.EditResponses(func(_ string, data map[string]any) {
				if data["id"] == ours {
					delete(data, "metadata")
				}
			})
		},
		"metadata that is not returned, of a transaction without": func(fake *cpnfake.Server, ours string) {
			fake.SetTransaction(ours, func(t *cpnfake.Transaction) { t.Metadata = nil })
			fake.EditResponses(func(_ string, data map[string]any) {
				if data["id"] == ours {
					delete(data, "metadata")
				}
			})
		},
		"a transaction that is not returned": func(fake *cpnfake.Server, _ string) {
			fake.EditResponses(func(operation string, data map[string]any) {
				if operation == cpnfake.GetPayment {
					data["onChainTransactions"] = []any{map[string]any{"id": "88888888-8888-4888-8888-888888888888"}, map[string]any{"id": strangerID}}
				}
			})
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := newStage(t, "cpn_transaction", "x")
			s.core.declared["a"]["metadata"] = map[string]any{"k": "v"}
			s.fake.SetRepeats(cpnfake.RepeatsConflict)
			s.fake.Inject(lostResponse())
			s.fails()
			ours := s.fake.Transactions()[0].ID
			s.failTransactions()
			s.fake.SetTransaction(strangerID, func(t *cpnfake.Transaction) { t.PaymentID, t.Metadata = paymentID, map[string]string{"k": "v"} })
			hide(s.fake, ours)
			got := renderAll(s.core.apply())
			if !strings.Contains(got, "The transaction exists; the provider cannot tell which one it is") || s.core.objects["a"] != nil {
				t.Errorf("got %s", got)
			}
			if !strings.Contains(got, "metadata:        as configured") || strings.Contains(got, `"v"`) {
				t.Errorf("our own metadata is shown: %s", got)
			}
		})
	}
}

// stateText returns an attribute of "a" in state, as text.
func (s *stage) stateText(attribute string) string {
	s.t.Helper()
	values := map[string]tftypes.Value{}
	if err := s.core.objects["a"].value.As(&values); err != nil {
		s.t.Fatal(err)
	}
	return values[attribute].String()
}

// TestAlreadyProcessed_cannotBeTold shows a transaction that CPN has created and that no read
// finds: an error lists what exists, and there is no duplicate.
func TestAlreadyProcessed_cannotBeTold(t *testing.T) {
	t.Parallel()
	for name, id := range map[string]string{"configured id": "x", "derived id": ""} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := newStage(t, "cpn_transaction", id)
			s.fake.SetRepeats(cpnfake.RepeatsConflict)
			s.fake.EditResponses(func(_ string, data map[string]any) {
				if _, ok := data["metadata"]; ok {
					data["metadata"] = map[string]any{"other": "one"}
				}
			})
			s.fake.Inject(lostResponse())
			s.fails()
			got := renderAll(s.core.apply())
			for _, says := range []string{
				"The transaction exists; the provider cannot tell which one it is", "None of the payment's transactions has the configured metadata", `{"other":"one"}`, s.fake.Transactions()[0].ID,
			} {
				if !strings.Contains(got, says) {
					t.Errorf("the error lacks %q: %s", says, got)
				}
			}
			if len(s.core.objects) != 0 {
				t.Errorf("state has %v", s.core.objects)
			}
			s.fake.EditResponses(nil)
			s.succeeds()
			if n := s.fake.Counts().Transactions; n != 1 {
				t.Errorf("CPN has %d transactions", n)
			}
		})
	}
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
			s := newStage(t, "cpn_transaction", "x")
			s.fake.SetRepeats(cpnfake.RepeatsConflict)
			s.fake.Inject(lostResponse())
			s.fails()
			s.fake.EditResponses(func(operation string, data map[string]any) {
				if operation == cpnfake.GetPayment {
					data["onChainTransactions"] = tc.listed
				}
			})
			before := len(s.fake.Requests())
			got := renderAll(s.core.apply())
			if !strings.Contains(got, tc.says) || !strings.Contains(got, tc.errors) {
				t.Errorf("got %s", got)
			}
			// The create, and the read of the payment.
			if n := len(s.fake.Requests()) - before; n != 2 {
				t.Errorf("%d requests were sent", n)
			}
		})
	}
}

// TestEarlierResponses_warn shows that resources whose state was lost come back with a warning:
// the create in the plan created nothing new. -replace finds them again, too.
func TestEarlierResponses_warn(t *testing.T) {
	t.Parallel()
	fake, url := startFake(t)
	fake.SetClock(func() time.Time { return time.Now().Add(-6 * time.Minute) })
	w := newWorkspace(t, url)
	w.configure(both())
	w.run("apply", "-auto-approve").must(t, 0)
	fake.EditResponses(func(operation string, data map[string]any) {
		if operation == cpnfake.CreateTransaction {
			maps.Copy(data, map[string]any{"status": "BROADCASTED"})
		}
	})
	elsewhere := newWorkspace(t, url)
	elsewhere.configure(both())
	for name, got := range map[string]cliRun{
		"lost state": elsewhere.run("apply", "-auto-approve").must(t, 0),
		"-replace":   w.run("apply", "-auto-approve", "-replace="+ticketAddress, "-replace="+transactionAddress).must(t, 0),
	} {
		if d := got.has(t, "warning", "CPN returned an earlier support ticket"); !strings.Contains(d.Detail, fake.Tickets()[0].CreateDate) {
			t.Errorf("%s: the date is missing: %s", name, d.Detail)
		}
		if d := got.has(t, "warning", "CPN returned an earlier transaction"); !strings.Contains(d.Detail, "BROADCASTED") {
			t.Errorf("%s: the status is missing: %s", name, d.Detail)
		}
	}
	if got := fake.Counts(); got.Tickets != 1 || got.Transactions != 1 {
		t.Errorf("CPN has %d tickets and %d transactions", got.Tickets, got.Transactions)
	}
}

// TestNewResponses_doNotWarn shows the opposite: a retry makes no ticket old.
func TestNewResponses_doNotWarn(t *testing.T) {
	t.Parallel()
	fake, url := startFake(t)
	fake.Inject(cpnfake.Fault{Method: "POST", After: true, Status: 503, Times: 4})
	w := newWorkspace(t, url)
	w.configure(both())
	if got := w.run("apply", "-auto-approve").must(t, 0); len(got.diagnostics) != 0 {
		t.Errorf("warned: %v", got.diagnostics)
	}
}
