// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"fmt"
	"net/http"
	"slices"
	"strings"

	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/cpnfake"
)

// world is where a history can start.
type world struct {
	resource, id string // the id is "" if it is omitted
	conflict     bool   // CPN says of a repeated idempotency key only that it was processed
}

// worlds returns one of each.
func worlds() []world {
	var all []world
	for _, resource := range []string{"cpn_support_ticket", "cpn_transaction"} {
		for _, id := range []string{"INC-1", ""} {
			for _, conflict := range []bool{false, true} {
				all = append(all, world{resource, id, conflict})
			}
		}
	}
	return all
}

// wish is what a configuration asks CPN for: CPN has one ticket or transaction for each wish
// that reached it, however often it did. It says nothing about keys, so that it can judge
// them.
type wish struct {
	id    string // "" if it is omitted
	input string
}

// history is a resource that lives through a sequence of steps, and what must be true after
// each of them.
type history struct {
	tb tb
	world

	fake    *cpnfake.Server
	url     string
	server  *process // for all walks: the scenes have one for each
	wanted  wish
	ours    machine
	reached []wish   // those that CPN has processed, in this order
	path    []string // the steps so far
}

// machine is a Terraform with a state.
type machine struct {
	core *core
	has  *wish // in state
}

// result is what happens to a create.
type result struct {
	fault       cpnfake.Fault
	unreachable bool
	killed      func(carriedOut bool) bool // asked before and after the create; nil is never
	reaches     bool                       // CPN processes the create
	succeeds    bool
}

// Results that leave behind the same as others.
const (
	notDone = "apply, rejected"
	unheard = "apply, lost response"
)

// results are all of them.
func results() map[string]result {
	return map[string]result{
		"apply":                         {reaches: true, succeeds: true},
		notDone:                         {fault: cpnfake.Fault{Method: http.MethodPost, Status: http.StatusBadRequest}},
		"apply, never sent":             {unreachable: true},
		"apply, killed before the work": {killed: func(carriedOut bool) bool { return !carriedOut }},
		unheard:                         {fault: lostResponse(), reaches: true},
		"apply, 502 after the work":     {fault: cpnfake.Fault{Method: http.MethodPost, After: true, Status: http.StatusBadGateway}, reaches: true},
		"apply, killed after the work":  {killed: func(carriedOut bool) bool { return carriedOut }, reaches: true},
	}
}

// alike are the steps that must leave behind the same as another one.
func alike() map[string]string {
	return map[string]string{
		"apply, never sent": notDone, "apply, killed before the work": notDone,
		"apply, 502 after the work": unheard, "apply, killed after the work": unheard,
	}
}

// steps returns what can happen, by name.
func steps() map[string]func(*history) {
	all := map[string]func(*history){
		"another machine applies": func(h *history) {
			h.apply(&machine{core: h.newCore()}, results()["apply"])
		},
		"the state is lost": func(h *history) { h.ours.core.objects, h.ours.has = map[string]*stored{}, nil },
		"-replace": func(h *history) {
			h.ours.core.replaceAll = true
			h.apply(&h.ours, results()["apply"])
			h.ours.core.replaceAll = false
		},
		"destroy": (*history).destroy,
		"change id": func(h *history) {
			next := map[string]string{"": "INC-1", "INC-1": "INC-2", "INC-2": "INC-1"}
			h.wish(wish{next[h.wanted.id], h.wanted.input})
		},
		"remove id":    func(h *history) { h.wish(wish{"", h.wanted.input}) },
		"change input": func(h *history) { h.wish(wish{h.wanted.id, map[string]string{"a": "b", "b": "a"}[h.wanted.input]}) },
	}
	for name, r := range results() {
		all[name] = func(h *history) { h.apply(&h.ours, r) }
	}
	return all
}

// newHistory returns a history without a past.
func newHistory(t tb, w world, fake *cpnfake.Server, url string, server *process) *history {
	h := &history{world: w, fake: fake, url: url, server: server, wanted: wish{w.id, "a"}}
	h.tb = teller{t, h}
	fake.SetSeed("history") // equal histories are equal at CPN too
	fake.SetRepeats(map[bool]cpnfake.Repeats{true: cpnfake.RepeatsConflict, false: cpnfake.RepeatsReplay}[w.conflict])
	h.ours.core = h.newCore()
	return h
}

// newCore returns a Terraform without a state.
func (h *history) newCore() *core {
	c := newCore(h.tb, h.resource, attributes{"api_key": testKey, "base_url": h.url, "max_retries": 0})
	c.server, c.declared = h.server, map[string]attributes{"a": h.block()}
	return c
}

// teller tells the history with each failure.
type teller struct {
	tb

	h *history
}

func (t teller) Fatalf(format string, args ...any) {
	t.Helper()
	t.tb.Fatalf("%+v, %s:\n%s", t.h.world, strings.Join(t.h.path, ", "), fmt.Sprintf(format, args...))
}

// wish changes the configuration. A payment has another transaction only after the first has
// FAILED.
func (h *history) wish(w wish) {
	h.wanted = w
	for _, t := range h.fake.Transactions() {
		h.fake.SetTransaction(t.ID, fail)
	}
	h.ours.core.declared["a"] = h.block()
}

// block returns the configuration.
func (h *history) block() attributes {
	a := validTicket()
	if h.resource == "cpn_transaction" {
		a = validTransaction()
		a["metadata"] = map[string]any{"order": h.wanted.input}
	} else {
		a["description"] = h.wanted.input
	}
	if h.wanted.id != "" {
		a["id"] = h.wanted.id
	}
	return a
}

// play plays a step and checks what must be true after it.
func (h *history) play(step string, do func(*history)) {
	h.tb.Helper()
	h.path = append(slices.Clone(h.path), step)
	do(h)
	h.check()
}

// destroy removes the resource from state, which CPN does not notice.
func (h *history) destroy() {
	h.tb.Helper()
	h.ours.core.declared = map[string]attributes{}
	if diags := h.ours.core.apply(); failed(diags) {
		h.tb.Fatalf("destroy: %s", renderAll(diags))
	}
	h.ours.has = nil
	h.ours.core.declared["a"] = h.block()
}
