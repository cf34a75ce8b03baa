// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/cpnfake"
)

// history is a resource that lives through a random sequence of runs, faults, crashes and
// losses, and the duplicates that its guarantee allows so far.
type history struct {
	core       *core
	fake       *cpnfake.Server
	configured bool
	// blocked says that something may block the last apply for good: a stranger's transaction,
	// or a rejection that CPN has stored.
	blocked bool
	// owed is how many resources CPN may have beyond the one that is wanted: one for each event
	// after which nothing here has an idempotency key that CPN may have retained.
	owed int
}

// TestExactlyOnce drives both resources through random histories. With a configured id, CPN has
// one resource whatever happened. With a generated id, CPN has at most one more for each event
// in the table of guarantees.
func TestExactlyOnce(t *testing.T) {
	t.Parallel()
	for _, resource := range []string{"cpn_support_ticket", "cpn_transaction"} {
		t.Run(resource, func(t *testing.T) {
			t.Parallel()
			rapid.Check(t, func(t *rapid.T) {
				fake := cpnfake.New()
				server := httptest.NewServer(fake)
				defer server.Close()
				h := &history{fake: fake, configured: rapid.Bool().Draw(t, "id is configured")}
				h.core = newCore(t, resource, attributes{"api_key": testKey, "base_url": server.URL, "max_retries": 0})
				h.core.declared["a"] = map[string]attributes{"cpn_support_ticket": validTicket(), "cpn_transaction": validTransaction()}[resource]
				if h.configured {
					h.core.declared["a"]["id"] = "INC-1"
				}
				fake.SetRepeats(rapid.SampledFrom([]cpnfake.Repeats{
					cpnfake.RepeatsReplay, cpnfake.RepeatsConflict, cpnfake.RepeatsConflictWithData, cpnfake.RepeatsReplayRejections,
				}).Draw(t, "how CPN responds to repeats"))
				// Then our own transaction blocks the retry that would find it.
				h.blocked = rapid.Bool().Draw(t, "CPN checks the payment before the key")
				fake.CheckPaymentsFirst(h.blocked)
				t.Repeat(map[string]func(*rapid.T){
					"apply":             h.apply,
					"apply, killed":     h.applyKilled,
					"untaint":           h.untaint,
					"lose the state":    h.loseState,
					"another machine":   h.applyElsewhere,
					"transactions fail": h.failTransactions,
					"a stranger":        h.stranger,
					"the payment moves": h.movePayment,
					"change the lifecycle": func(t *rapid.T) {
						h.core.createBeforeDestroy = rapid.Bool().Draw(t, "create_before_destroy")
						h.core.noRefresh = rapid.Bool().Draw(t, "-refresh=false")
					},
					"": h.check,
				})
				h.settle(t)
			})
		})
	}
}

// faults are what can happen to a create on its way.
func faults() []cpnfake.Fault {
	const post = http.MethodPost
	return []cpnfake.Fault{
		{},
		{Method: post, Drop: true},
		{Method: post, Drop: true, After: true},
		{Method: post, Truncate: true},
		{Method: post, Status: http.StatusInternalServerError},
		{Method: post, Status: http.StatusBadGateway, After: true, Body: "<html>"},
		{Method: post, Status: http.StatusCreated, After: true, Body: "{}"},
		{Method: post, Status: http.StatusTooManyRequests},
		{Method: post, Status: http.StatusUnauthorized, Code: 4},
	}
}

// apply runs apply, with a fault.
func (h *history) apply(t *rapid.T) {
	h.fake.Inject(rapid.SampledFrom(faults()).Draw(t, "fault"))
	h.run(t)
}

// applyKilled runs apply and kills it before or after a step.
func (h *history) applyKilled(t *rapid.T) {
	h.fake.Inject(rapid.SampledFrom(faults()).Draw(t, "fault"))
	steps := rapid.IntRange(0, 3).Draw(t, "steps survived")
	handedOver := false
	h.core.crash = func(_ string, creating, after bool) bool {
		handedOver = handedOver || !creating && after
		if steps--; steps >= 0 {
			return false
		}
		if creating && (after || handedOver) {
			// The key that was sent, or handed over, is lost with the process.
			h.owe()
		}
		return true
	}
	h.run(t)
	h.core.crash = nil
}

// run applies once. An unfinished resource that is created before it is destroyed cannot hand
// its key over.
func (h *history) run(t *rapid.T) {
	if object := h.core.objects["a"]; object != nil && object.tainted && h.core.createBeforeDestroy {
		h.owe()
	}
	h.core.tb = t
	h.core.apply()
	h.drain()
}

// drain removes the faults that no request has met.
func (h *history) drain() { h.fake.ClearFaults() }

func (h *history) untaint(*rapid.T) {
	if object := h.core.objects["a"]; object != nil {
		object.tainted = false
	}
}

func (h *history) loseState(*rapid.T) {
	if len(h.core.objects) > 0 {
		h.owe()
	}
	h.core.objects = map[string]*stored{}
}

// applyElsewhere applies the same configuration without shared state.
func (h *history) applyElsewhere(t *rapid.T) {
	if len(h.core.objects) > 0 || !h.configured {
		h.owe()
	}
	other := newCore(t, h.core.resource, h.core.provider)
	other.declared = h.core.declared
	other.apply()
	h.drain()
}

// failTransactions lets every transaction fail, so that CPN accepts another.
func (h *history) failTransactions(*rapid.T) {
	for _, created := range h.fake.Transactions() {
		h.fake.SetTransaction(created.ID, fail)
	}
}

// stranger creates a transaction that is not ours, if CPN accepts it.
func (h *history) stranger(*rapid.T) {
	for _, created := range h.fake.Transactions() {
		if created.Status != "FAILED" {
			return
		}
	}
	h.fake.SetTransaction(strangerID, func(t *cpnfake.Transaction) { t.PaymentID, t.Status = paymentID, "CREATED" })
	h.blocked = true
}

// movePayment lets the payment move on, or back.
func (h *history) movePayment(t *rapid.T) {
	status := rapid.SampledFrom([]string{"CREATED", "CRYPTO_FUNDS_PENDING", "FIAT_PAYMENT_INITIATED"}).Draw(t, "status")
	h.fake.SetPayment(paymentID, func(p *cpnfake.Payment) { p.Status = status })
	h.blocked = true
}

func (h *history) owe() { h.owed++ }

// created is how many resources CPN has.
func (h *history) created() int {
	counts := h.fake.Counts()
	return counts.Tickets + counts.Transactions
}

// check compares the number of resources with the promise, after each step.
func (h *history) check(t *rapid.T) {
	most := 1 + h.owed
	if h.configured {
		most = 1
	}
	if got := h.created(); got > most {
		t.Fatalf("CPN has %d resources, want at most %d", got, most)
	}
	if object := h.core.objects["a"]; object != nil && strings.Contains(object.value.String(), strangerID) {
		t.Fatalf("state has the stranger's transaction: %s", object.value)
	}
}

// settle shows that every history ends well: without further faults, at most two applies bring a
// resource into state, and the plan after that is empty. Only a transaction whose idempotency
// key CPN has dropped blocks another.
func (h *history) settle(t *rapid.T) {
	h.core.tb = t
	h.core.createBeforeDestroy = false
	diags := h.core.apply()
	if failed(diags) && (h.blocked || !h.configured && h.owed > 0) {
		return
	}
	if failed(diags) {
		t.Fatalf("the last apply failed: %s", renderAll(diags))
	}
	if changes, diags := h.core.plan(); len(changes) > 0 || failed(diags) {
		t.Fatalf("the last plan changes %v: %s", changes, renderAll(diags))
	}
	h.check(t)
	if h.created() == 0 && !h.blocked {
		t.Fatal("nothing was created")
	}
}
