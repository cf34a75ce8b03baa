// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"maps"
	"slices"
	"strings"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
)

// asks returns what an apply on a machine asks CPN for, and whether it does. An omitted id
// is that of the state.
func (h *history) asks(m *machine) (w wish, sends bool) {
	if has := m.has; has != nil && !m.core.replaceAll && has.input == h.wanted.input && (h.wanted.id == "" || h.wanted.id == has.id) {
		return *has, false
	}
	return h.wanted, true
}

// apply applies, and compares what comes of it with what must.
func (h *history) apply(m *machine, r result) {
	h.tb.Helper()
	w, sends := h.asks(m)
	if sends && r.reaches && !slices.Contains(h.reached, w) {
		h.reached = append(h.reached, w)
	} else if sends && h.ambiguous(w) {
		r.succeeds = false
	}
	if sends {
		h.fake.Inject(r.fault)
	}
	diags := h.applied(m, r)
	h.fake.ClearFaults()
	ended := r.succeeds || !sends || r.killed != nil // a killed run says nothing
	if failed(diags) == ended {
		h.tb.Fatalf("sends %t, ends well %t: %s", sends, ended, renderAll(diags))
	}
	switch {
	case !sends:
	case r.succeeds:
		m.has = &w
	default:
		m.has = nil
	}
}

// applied runs an apply whose create meets this.
func (h *history) applied(m *machine, r result) []*tfprotov6.Diagnostic {
	h.tb.Helper()
	c, usual := m.core, m.core.provider
	if r.unreachable {
		c.noRefresh, c.provider = true, maps.Clone(usual)
		c.provider["base_url"] = "http://127.0.0.1:1"
	}
	if r.killed != nil {
		c.crash = func(_ string, creating, carriedOut bool) bool { return creating && r.killed(carriedOut) }
	}
	diags := c.apply()
	c.noRefresh, c.provider, c.crash = false, usual, nil
	return diags
}

// ambiguous reports whether CPN says of a wish only that it was processed, and the payment
// has several transactions with the same metadata. Then nothing tells which one it is, and
// the message asks for another id.
func (h *history) ambiguous(w wish) bool {
	same := 0
	for _, r := range h.reached {
		if r.input == w.input {
			same++
		}
	}
	return h.conflict && h.resource == "cpn_transaction" && same > 1
}

// check compares CPN and both states with the wishes.
func (h *history) check() {
	h.tb.Helper()
	var ids []string
	for _, t := range h.fake.Tickets() {
		ids = append(ids, t.ID)
	}
	for _, t := range h.fake.Transactions() {
		ids = append(ids, t.ID)
	}
	if len(ids) != len(h.reached) {
		h.tb.Fatalf("CPN has %d tickets or transactions, want one for each of %+v", len(ids), h.reached)
	}
	object, has := h.ours.core.objects["a"], h.ours.has
	switch {
	case (object == nil) != (has == nil):
		h.tb.Fatalf("something is in state: %t, and should be: %+v", object != nil, has)
	case object == nil:
	case object.tainted, len(object.private) > 0:
		h.tb.Fatalf("the resource is tainted (%t), or has private state: %s", object.tainted, object.private)
	case h.conflict && h.resource == "cpn_support_ticket" && !strings.Contains(object.value.String(), "CIR-"):
		// A ticket without details.
	case !strings.Contains(object.value.String(), ids[slices.Index(h.reached, *has)]):
		h.tb.Fatalf("state has %v, want the one of %+v among %v", object.value, *has, ids)
	}
}

// settle checks that another apply succeeds, and that the plan after it is empty.
func (h *history) settle() {
	h.tb.Helper()
	h.path = append(slices.Clone(h.path), "and at last apply")
	h.apply(&h.ours, results()["apply"])
	h.check()
	h.plansNothing()
}

// plansNothing checks that the plan is empty, unless nothing tells which transaction is ours.
func (h *history) plansNothing() {
	h.tb.Helper()
	if changes, diags := h.ours.core.plan(); failed(diags) || h.ours.has != nil && len(changes) > 0 {
		h.tb.Fatalf("the plan changes %v: %s", changes, renderAll(diags))
	}
}
