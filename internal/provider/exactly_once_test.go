// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"net/http"
	"net/http/httptest"
	"testing"

	"pgregory.net/rapid"

	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/cpnfake"
)

// history is a resource that lives through a random sequence of runs, faults,
// crashes and losses, and what its guarantee owes it so far.
type history struct {
	core  *core
	fake  *cpnfake.Server
	given bool
	// owed is how many objects there may be at CPN beyond the one that is wanted:
	// one for each event after which nothing here knows a key that CPN may have.
	owed int
}

// TestExactlyOnce drives both resources through random histories. With a given id
// CPN has one object, whatever happened. Without, it has one more at most for
// each event that the table of guarantees names.
func TestExactlyOnce(t *testing.T) {
	t.Parallel()
	for _, resource := range []string{"cpn_support_ticket", "cpn_transaction"} {
		t.Run(resource, func(t *testing.T) {
			t.Parallel()
			rapid.Check(t, func(t *rapid.T) {
				fake := cpnfake.New()
				server := httptest.NewServer(fake)
				defer server.Close()
				h := &history{fake: fake, given: rapid.Bool().Draw(t, "id is given")}
				h.core = newCore(t, resource, attributes{"api_key": testKey, "base_url": server.URL, "max_retries": 0})
				h.core.declared["a"] = map[string]attributes{"cpn_support_ticket": validTicket(), "cpn_transaction": validTransaction()}[resource]
				if h.given {
					h.core.declared["a"]["id"] = "INC-1"
				}
				if rapid.Bool().Draw(t, "CPN answers repeats with a conflict") {
					fake.AnswerRepeats(cpnfake.RepeatsConflict)
				}
				t.Repeat(map[string]func(*rapid.T){
					"apply":          h.apply,
					"apply, killed":  h.applyKilled,
					"untaint":        h.untaint,
					"lose the state": h.loseState,
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

// faults are what can become of one create on its way.
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
			// The key that was sent, or handed over, dies with the process.
			h.owe()
		}
		return true
	}
	h.run(t)
	h.core.crash = nil
}

// run applies once. An unfinished object that is created before it is destroyed
// cannot hand its key over.
func (h *history) run(t *rapid.T) {
	if object := h.core.objects["a"]; object != nil && object.tainted && h.core.createBeforeDestroy {
		h.owe()
	}
	h.core.tb = t
	h.core.apply()
	h.drain()
}

// drain takes a fault off that no request has met.
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

func (h *history) owe() { h.owed++ }

// made is how many objects CPN has.
func (h *history) made() int {
	counts := h.fake.Counts()
	return counts.Tickets + counts.Transactions
}

// check holds the number of objects to what is promised, after each step.
func (h *history) check(t *rapid.T) {
	most := 1 + h.owed
	if h.given {
		most = 1
	}
	if got := h.made(); got > most {
		t.Fatalf("CPN has %d objects, want at most %d", got, most)
	}
}

// settle shows that every history has a good end: without further faults, two
// applies at most bring an object into state, and the plan after that is empty.
// Only a transaction that is forgotten at CPN stands in the way of another.
func (h *history) settle(t *rapid.T) {
	h.core.tb = t
	h.core.createBeforeDestroy = false
	diags := h.core.apply()
	if !h.given && h.owed > 0 && failed(diags) {
		return
	}
	if failed(diags) {
		t.Fatalf("the last apply failed: %s", renderAll(diags))
	}
	if changes, diags := h.core.plan(); len(changes) > 0 || failed(diags) {
		t.Fatalf("the last plan changes %v: %s", changes, renderAll(diags))
	}
	h.check(t)
	if h.made() == 0 {
		t.Fatal("nothing was made")
	}
}
