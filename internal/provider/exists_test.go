// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/hashicorp/terraform-plugin-go/tftypes"

	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/cpnfake"
)

// TestAlreadyProcessed_ticket shows a ticket whose answer is lost for good: state
// says so, the warning says where its case number comes, and there is nothing
// more to plan, with a given id and without.
func TestAlreadyProcessed_ticket(t *testing.T) {
	t.Parallel()
	for name, id := range map[string][]string{"given id": {`id = "x"`}, "left-out id": nil} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			fake, url := startFake(t)
			fake.AnswerRepeats(cpnfake.RepeatsConflict)
			fake.Inject(lostAnswer())
			w := newWorkspace(t, url)
			w.configure(ticketBlock(id...))
			d := w.run("apply", "-auto-approve").must(t, 0).has(t, "warning", "The support ticket exists, but CPN does not repeat its answer")
			for _, says := range []string{"by email to help@ofi.com", "code 290001", fake.Tickets()[0].IdempotencyKey} {
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
			w.run("plan", "-destroy").must(t, 0).has(t, "warning", "The support ticket stays at CPN")
			if got := fake.Counts(); got.Creates != before || got.Tickets != 1 {
				t.Errorf("CPN has %d tickets after %d more creates", got.Tickets, got.Creates-before)
			}
		})
	}
}

// TestAlreadyProcessed_laterRuns completes an unfinished ticket that CPN only
// says it has, by replacement and in place.
func TestAlreadyProcessed_laterRuns(t *testing.T) {
	t.Parallel()
	for name, untaint := range map[string]bool{"replaced": false, "in place": true} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := newStage(t, "cpn_support_ticket", "")
			s.fake.AnswerRepeats(cpnfake.RepeatsConflict)
			s.fake.Inject(lostAnswer())
			s.fails()
			if untaint {
				s.untaint()
			}
			s.succeeds()
			s.plansNothing()
			if n := s.fake.Counts().Tickets; n != 1 {
				t.Errorf("CPN has %d tickets", n)
			}
		})
	}
}

func TestAlreadyProcessed_transaction(t *testing.T) {
	t.Parallel()
	for name, id := range map[string]string{"given id": "x", "left-out id": ""} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := newStage(t, "cpn_transaction", id)
			s.core.declared["a"]["metadata"] = map[string]any{"k": "v"}
			// A failed one with our metadata is not ours.
			s.fake.SetTransaction("11111111-1111-4111-8111-111111111111", func(t *cpnfake.Transaction) {
				t.PaymentID, t.Status, t.Metadata = paymentID, "FAILED", map[string]string{"k": "v"}
			})
			s.fake.AnswerRepeats(cpnfake.RepeatsConflict)
			s.fake.Inject(lostAnswer())
			s.fails()
			s.succeeds()
			s.plansNothing()
			if got, want := s.stateText("transaction_id"), s.fake.Transactions(); !strings.Contains(got, want[len(want)-1].ID) {
				t.Errorf("state has the transaction %s, want the last of %v", got, want)
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

// TestAlreadyProcessed_cannotBeTold shows a transaction that CPN has made and
// that no reading finds: an error that lists what there is, and no second one.
func TestAlreadyProcessed_cannotBeTold(t *testing.T) {
	t.Parallel()
	for name, id := range map[string]string{"given id": "x", "left-out id": ""} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := newStage(t, "cpn_transaction", id)
			s.fake.AnswerRepeats(cpnfake.RepeatsConflict)
			s.fake.EditReplies(func(_ string, data map[string]any) {
				if _, ok := data["metadata"]; ok {
					data["metadata"] = map[string]any{"other": "one"}
				}
			})
			s.fake.Inject(lostAnswer())
			s.fails()
			got := renderAll(s.core.apply())
			for _, says := range []string{
				"CPN has made the transaction, and it cannot be told which it is", "0 have the configured metadata", `{"other":"one"}`, s.fake.Transactions()[0].ID,
			} {
				if !strings.Contains(got, says) {
					t.Errorf("the error lacks %q: %s", says, got)
				}
			}
			if kept := s.core.objects["a"] != nil; kept != (id == "") {
				t.Errorf("an unfinished object is in state: %v", kept)
			}
			s.fake.EditReplies(nil)
			s.succeeds()
			if n := s.fake.Counts().Transactions; n != 1 {
				t.Errorf("CPN has %d transactions", n)
			}
		})
	}
}

// TestAlreadyProcessed_hostilePayment shows a payment whose list of transactions
// would lead to other paths, or to requests without an end.
func TestAlreadyProcessed_hostilePayment(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		listed []any
		says   string
	}{
		"an ID that is a path":       {[]any{map[string]any{"id": "../../../../v1/admin"}}, `No request was made: "../../../../v1/admin" does not look like the ID of a transaction`},
		"more than a payment can be": {slices.Repeat([]any{map[string]any{"id": paymentID}}, maxActive+1), "The payment has 21 transactions that are not FAILED"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := newStage(t, "cpn_transaction", "x")
			s.fake.AnswerRepeats(cpnfake.RepeatsConflict)
			s.fake.Inject(lostAnswer())
			s.fails()
			s.fake.EditReplies(func(operation string, data map[string]any) {
				if operation == cpnfake.GetPayment {
					data["onChainTransactions"] = tc.listed
				}
			})
			before := len(s.fake.Requests())
			got := renderAll(s.core.apply())
			if !strings.Contains(got, tc.says) || !strings.Contains(got, "CPN has made the transaction, and it could not be looked up") {
				t.Errorf("got %s", got)
			}
			// The create and the payment.
			if n := len(s.fake.Requests()) - before; n != 2 {
				t.Errorf("%d requests were made", n)
			}
		})
	}
}

// TestAlreadyProcessed_newID shows the one 290001 that cannot be: CPN knows a key
// that was made a moment ago.
func TestAlreadyProcessed_newID(t *testing.T) {
	t.Parallel()
	s := newStage(t, "cpn_support_ticket", "")
	s.fake.Inject(cpnfake.Fault{Status: 409, Code: 290001, Times: 3})
	got := renderAll(s.core.apply())
	if !strings.Contains(got, "CPN has processed a new idempotency key before") || len(s.core.objects) != 0 {
		t.Errorf("state has %v: %s", s.core.objects, got)
	}
}

// TestActiveTransaction_isAdopted follows the way out of 290300 that the error
// names: paste the block, apply, and have an empty plan.
func TestActiveTransaction_isAdopted(t *testing.T) {
	t.Parallel()
	for name, id := range map[string][]string{"given id": {`id = "PAY-2"`}, "left-out id": nil} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			fake, url := startFake(t)
			first := newWorkspace(t, url)
			first.configure(transactionBlock(`id = "PAY-1"`, `metadata = { order = "4711" }`))
			first.run("apply", "-auto-approve").must(t, 0)
			active := fake.Transactions()[0]

			w := newWorkspace(t, url)
			w.configure(transactionBlock(id...))
			d := w.run("apply", "-auto-approve").must(t, 1).has(t, "error", "The payment has an active transaction already")
			for _, says := range []string{"code 290300", active.ID, "status:         CREATED", `{"order":"4711"}`, "Set metadata to the active one's"} {
				if !strings.Contains(d.Detail, says) {
					t.Errorf("the error lacks %q: %s", says, d.Detail)
				}
			}
			_, pasted, _ := strings.Cut(d.Detail, "  import {")
			pasted, _, _ = strings.Cut(pasted, "  }\n")
			pasted = "import {" + strings.Replace(pasted, "cpn_transaction.NAME", transactionAddress, 1) + "}\n"
			w.configure(transactionBlock(append(id, `metadata = { order = "4711" }`)...), pasted)
			w.run("apply", "-auto-approve").must(t, 0)
			w.run("plan", "-detailed-exitcode").must(t, 0)
			if got := fake.Counts().Transactions; got != 1 {
				t.Errorf("CPN has %d transactions", got)
			}
		})
	}
}

// TestOldAnswers_warn shows that state lost long ago comes back with a warning:
// what the plan called a create made nothing new.
func TestOldAnswers_warn(t *testing.T) {
	t.Parallel()
	fake, url := startFake(t)
	fake.SetClock(func() time.Time { return time.Now().Add(-6 * time.Minute) })
	first := newWorkspace(t, url)
	first.configure(both())
	first.run("apply", "-auto-approve").must(t, 0)
	fake.EditReplies(func(operation string, data map[string]any) {
		if operation == cpnfake.CreateTransaction {
			maps.Copy(data, map[string]any{"status": "BROADCASTED"})
		}
	})
	w := newWorkspace(t, url)
	w.configure(both())
	got := w.run("apply", "-auto-approve").must(t, 0)
	if d := got.has(t, "warning", "CPN answered with an earlier support ticket"); !strings.Contains(d.Detail, fake.Tickets()[0].CreateDate) {
		t.Errorf("the date is missing: %s", d.Detail)
	}
	if d := got.has(t, "warning", "CPN answered with an earlier transaction"); !strings.Contains(d.Detail, "BROADCASTED") {
		t.Errorf("the status is missing: %s", d.Detail)
	}
}

// TestNewAnswers_doNotWarn holds the other side: a clock that differs by a few
// minutes is no old ticket.
func TestNewAnswers_doNotWarn(t *testing.T) {
	t.Parallel()
	fake, url := startFake(t)
	fake.SetClock(func() time.Time { return time.Now().Add(-4 * time.Minute) })
	w := newWorkspace(t, url)
	w.configure(both())
	if got := w.run("apply", "-auto-approve").must(t, 0); len(got.diagnostics) != 0 {
		t.Errorf("warned: %v", got.diagnostics)
	}
}
