// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"net/http"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"

	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/cpnfake"
)

// guarantee is one row of what the provider promises: how many resources CPN has in the end if
// one is wanted.
type guarantee struct {
	// situation is what goes wrong, in the words of the guide.
	situation string
	// configured and generated are the numbers of resources created with a configured and with a
	// generated id.
	configured, generated int
	// play makes it happen to a resource that is declared as "a" and was never applied. It
	// ends with a successful apply.
	play func(*stage)
}

// stage is a Terraform and a CPN for one play.
type stage struct {
	t    *testing.T
	core *core
	fake *cpnfake.Server
}

// Situations that other tests refer to.
const (
	rowNothing      = "nothing goes wrong"
	rowLost         = "the response is lost, or is HTTP 5xx"
	rowProcessed    = "the response is lost, and CPN then says only that it processed the idempotency key"
	rowForeign      = "a proxy forwards the create to CPN, but returns its own rejection"
	rowNoRefresh    = "the response is lost, and the next run does not refresh"
	rowUntaint      = "the response is lost, and you run untaint before the next apply"
	rowCBD          = "the response is lost, with create_before_destroy on the resource or on a dependent"
	rowCBDUntaint   = "the response is lost, with create_before_destroy, and you run untaint before the next apply"
	rowDependency   = "the response is lost, and a dependency fails in the next run"
	rowRetryKilled  = "the response is lost, and the next run is killed"
	rowKilledBefore = "the first run is killed before CPN receives the create"
	rowKilledAfter  = "the first run is killed after CPN processed the create: kill -9, a crash, a second Ctrl-C"
	rowCtrlC        = "one Ctrl-C, or one SIGTERM to the whole process group"
	rowRetryCtrlC   = "the response is lost, and one Ctrl-C interrupts the next run"
	rowUntaintCtrlC = "the response is lost, you run untaint, and one Ctrl-C interrupts the next run"
	rowLineEnds     = "the state is lost, and the next checkout has different line endings (CRLF, LF)"
	rowStateLost    = "the state is lost"
	rowReplaced     = "you replace the resource with -replace or taint"
	rowOutage       = "CPN is unavailable for less than 45 seconds"
	rowFailed       = "the response is lost, and the transaction fails before the next run"
	rowStranger     = "the response is lost, the transaction fails, and somebody creates another transaction for the payment"
	rowStored       = "CPN repeats a rejection although its cause is gone, and you follow the message"
	rowTwoMachines  = "two machines apply the same configuration at the same time, without shared state"
)

// guarantees is the table: tests play it, and the guide shows it.
func guarantees() []guarantee {
	lost := func(s *stage) {
		s.fake.Inject(lostResponse())
		s.fails()
	}
	return []guarantee{
		{rowNothing, 1, 1, (*stage).succeeds},
		{rowLost, 1, 1, func(s *stage) {
			lost(s)
			s.fake.Inject(cpnfake.Fault{Method: http.MethodPost, After: true, Status: http.StatusBadGateway})
			s.fails()
			s.succeeds()
		}},
		{rowProcessed, 1, 1, func(s *stage) {
			s.fake.SetRepeats(cpnfake.RepeatsConflict)
			lost(s)
			s.succeeds()
			s.plansNothing()
		}},
		{rowForeign, 1, 2, func(s *stage) {
			s.fake.Inject(foreignRejection())
			s.fails()
			s.succeeds()
		}},
		{rowNoRefresh, 1, 1, func(s *stage) {
			lost(s)
			s.core.noRefresh = true
			s.succeeds()
		}},
		{rowUntaint, 1, 1, func(s *stage) {
			lost(s)
			s.untaint()
			s.succeeds()
		}},
		{rowCBD, 1, 2, func(s *stage) {
			s.core.createBeforeDestroy = true
			lost(s)
			s.succeeds()
		}},
		{rowCBDUntaint, 1, 1, func(s *stage) {
			s.core.createBeforeDestroy = true
			lost(s)
			s.untaint()
			s.succeeds()
		}},
		{rowDependency, 1, 2, func(s *stage) {
			lost(s)
			s.killed(false) // after Delete has run, Create never runs
			s.succeeds()
		}},
		{rowRetryKilled, 1, 2, func(s *stage) {
			lost(s)
			s.killed(true)
			s.succeeds()
		}},
		{rowKilledBefore, 1, 1, func(s *stage) {
			s.killed(false)
			s.succeeds()
		}},
		{rowKilledAfter, 1, 2, func(s *stage) {
			s.killed(true)
			s.succeeds()
		}},
		{rowCtrlC, 1, 1, func(s *stage) {
			// An interrupt leaves behind the same as a lost response; the tests of interrupts
			// send real ones.
			lost(s)
			s.succeeds()
		}},
		{rowRetryCtrlC, 1, 2, func(s *stage) {
			// Terraform has removed the resource from state and starts no create.
			lost(s)
			s.killed(false)
			s.succeeds()
		}},
		{rowUntaintCtrlC, 1, 1, func(s *stage) {
			lost(s)
			s.untaint()
			s.fake.Inject(lostResponse())
			s.fails()
			s.succeeds()
		}},
		{rowOutage, 1, 1, func(s *stage) {
			s.core.provider["max_retries"] = 8
			s.fake.Inject(cpnfake.Fault{Method: http.MethodPost, Drop: true}, cpnfake.Fault{Method: http.MethodPost, Status: http.StatusBadGateway})
			s.succeeds()
		}},
		{rowFailed, 1, 1, func(s *stage) {
			s.fake.SetRepeats(cpnfake.RepeatsConflict)
			lost(s)
			s.failTransactions()
			s.succeeds()
			s.plansNothing()
		}},
		{rowStranger, 1, 1, func(s *stage) {
			if s.core.resource == "cpn_transaction" {
				s.core.declared["a"]["metadata"] = map[string]any{"order": "4711"}
			}
			s.fake.SetRepeats(cpnfake.RepeatsConflict)
			lost(s)
			s.failTransactions()
			s.fake.SetTransaction(strangerID, func(t *cpnfake.Transaction) { t.PaymentID = paymentID })
			s.succeeds()
			s.plansNothing()
			if s.core.resource == "cpn_transaction" && strings.Contains(s.stateText("transaction_id"), strangerID) {
				s.t.Error("state has the stranger's transaction")
			}
		}},
		{rowStored, 1, 1, func(s *stage) {
			s.fake.SetRepeats(cpnfake.RepeatsReplayRejections)
			s.fake.SetPayment(paymentID, func(p *cpnfake.Payment) { p.Unknown = true })
			s.fails()
			s.fake.SetPayment(paymentID, func(p *cpnfake.Payment) { p.Unknown = false })
			if s.core.declared["a"]["id"] != nil {
				s.fails()
				s.core.declared["a"]["id"] = "INC-1/again"
			}
			s.succeeds()
		}},
		{rowTwoMachines, 1, 2, func(s *stage) {
			other := newCore(s.t, s.core.resource, s.core.provider)
			other.declared = s.core.declared
			done := make(chan []*tfprotov6.Diagnostic)
			go func() { done <- other.apply() }()
			s.succeeds()
			if diags := <-done; failed(diags) {
				s.t.Errorf("the other machine: %s", renderAll(diags))
			}
		}},
		{rowStateLost, 1, 2, func(s *stage) {
			s.succeeds()
			s.core.objects = map[string]*stored{}
			s.succeeds()
		}},
		{rowLineEnds, 1, 2, func(s *stage) {
			a := s.core.declared["a"]
			if s.core.resource == "cpn_support_ticket" {
				a["description"] = "It is late.\r\nVery.\r\n"
			}
			s.succeeds()
			s.core.objects = map[string]*stored{}
			if s.core.resource == "cpn_support_ticket" {
				a["description"] = "It is late.\nVery.\n"
			}
			s.succeeds()
		}},
		{rowReplaced, 1, 2, func(s *stage) {
			s.succeeds()
			s.core.objects["a"].tainted = true
			s.succeeds()
		}},
	}
}

// TestGuarantees plays the table with both resources.
func TestGuarantees(t *testing.T) {
	t.Parallel()
	for _, g := range guarantees() {
		for _, id := range []string{"INC-1", ""} {
			t.Run(g.situation+", id "+id, func(t *testing.T) {
				t.Parallel()
				want := g.generated
				if id != "" {
					want = g.configured
				}
				s := newStage(t, "cpn_support_ticket", id)
				g.play(s)
				if got := s.fake.Counts().Tickets; got != want {
					t.Errorf("CPN has %d tickets, want %d", got, want)
				}
				if want == 2 {
					return // CPN rejects a second transaction, so the play has no end
				}
				for _, noIdentity := range []bool{false, true} {
					s = newStage(t, "cpn_transaction", id)
					s.core.noIdentity = noIdentity
					g.play(s)
					if got := s.fake.Counts().Transactions; got != want {
						t.Errorf("CPN has %d transactions, want %d (no identity: %t)", got, want, noIdentity)
					}
				}
			})
		}
	}
}

// newStage declares one resource, with id unless it is "".
func newStage(t *testing.T, resource, id string) *stage {
	t.Helper()
	fake, url := startFake(t)
	a := map[string]attributes{"cpn_support_ticket": validTicket(), "cpn_transaction": validTransaction()}[resource]
	if id != "" {
		a["id"] = id
	}
	c := newCore(t, resource, attributes{"api_key": testKey, "base_url": url, "max_retries": 0})
	c.declared["a"] = a
	return &stage{t, c, fake}
}

func (s *stage) succeeds() {
	s.t.Helper()
	if diags := s.core.apply(); failed(diags) {
		s.t.Fatalf("apply failed: %s", renderAll(diags))
	}
}

func (s *stage) fails() {
	s.t.Helper()
	if diags := s.core.apply(); !failed(diags) {
		s.t.Fatal("apply succeeded")
	}
}

// killed kills an apply before its create, or after it and before state is stored.
func (s *stage) killed(after bool) {
	s.t.Helper()
	killed := false
	s.core.crash = func(_ string, creating, carriedOut bool) bool {
		killed = killed || creating && carriedOut == after
		return killed
	}
	s.core.apply()
	s.core.crash = nil
	if !killed {
		s.t.Fatal("nothing was killed")
	}
}

// strangerID is a transaction that this provider did not create.
const strangerID = "99999999-9999-4999-8999-999999999999"

// failTransactions lets every transaction fail.
func (s *stage) failTransactions() {
	for _, created := range s.fake.Transactions() {
		s.fake.SetTransaction(created.ID, fail)
	}
}

// untaint is terraform untaint, if there is something to untaint.
func (s *stage) untaint() {
	if object := s.core.objects["a"]; object != nil {
		object.tainted = false
	}
}

func (s *stage) plansNothing() {
	s.t.Helper()
	if changes, diags := s.core.plan(); len(changes) != 0 || failed(diags) {
		s.t.Fatalf("the plan changes %v: %s", changes, renderAll(diags))
	}
}
