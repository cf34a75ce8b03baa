// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"fmt"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-go/tftypes"

	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/cpnfake"
)

const duplicateTickets = "Two resources would manage the same support ticket"

// declare replaces the configuration by tickets with these attributes.
func (p *play) declare(tickets map[string]attributes) {
	p.declared = map[string]attributes{}
	for name, a := range tickets {
		p.declared[name] = validTicket().with(a)
	}
}

// TestDuplicates_areBlocked plans two new resources that would be one ticket.
func TestDuplicates_areBlocked(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		a, b   attributes
		copied bool // a has the id that is derived for b
	}{
		"the same configured id":          {a: attributes{"id": "x"}, b: attributes{"id": "x"}},
		"no id":                           {},
		"the derived id, copied into one": {copied: true},
		"spelled differently":             {a: attributes{"payment_id": strings.ToUpper(paymentID), "description": "It is late.\r\n", "cc_emails": []any{}}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p := newTicket(t, nil)
			p.declare(map[string]attributes{"a": tc.a})
			key := text(p.plannedValues()["idempotency_key"])
			if tc.copied {
				tc.a = attributes{"id": p.plannedValues()["id"]}
			}
			p.declare(map[string]attributes{"a": tc.a, "b": tc.b})
			_, diags := p.plan()
			diags.are(t, "error: "+duplicateTickets+" @ id")
			diags.has(t, "error", duplicateTickets, "\n  idempotency_key: "+key+"\n")
			if n := p.fake.Counts().Requests; n != 0 {
				t.Errorf("%d requests", n)
			}
		})
	}
}

// TestDuplicates_areNot applies two configurations, one after the other, in which two
// resources have something in common.
func TestDuplicates_areNot(t *testing.T) {
	t.Parallel()
	same, other := attributes{"id": "x"}, attributes{"id": "x", "description": "Now."}
	for name, tc := range map[string]struct {
		first, second map[string]attributes
		tickets       int
	}{
		"a rename without moved":             {map[string]attributes{"old": same}, map[string]attributes{"new": same}, 1},
		"another input":                      {map[string]attributes{"a": same}, map[string]attributes{"a": other}, 2},
		"the inputs of a replaced resource":  {map[string]attributes{"a": same}, map[string]attributes{"a": other, "b": same}, 2},
		"one id with different inputs":       {map[string]attributes{"a": same}, map[string]attributes{"a": same, "b": other}, 2},
		"no id with different inputs":        {nil, map[string]attributes{"a": nil, "b": {"description": "Now."}}, 2},
		"different ids with the same inputs": {map[string]attributes{"a": nil}, map[string]attributes{"a": nil, "b": same}, 2},
	} {
		for _, createBeforeDestroy := range []bool{false, true} {
			t.Run(fmt.Sprintf("%s, create_before_destroy = %t", name, createBeforeDestroy), func(t *testing.T) {
				t.Parallel()
				p := newTicket(t, nil)
				p.createBeforeDestroy = createBeforeDestroy
				for _, declared := range []map[string]attributes{tc.first, tc.second} {
					p.declare(declared)
					p.succeeds()
					p.plansNothing()
				}
				if n := p.fake.Counts().Tickets; n != tc.tickets {
					t.Errorf("CPN has %d tickets, want %d", n, tc.tickets)
				}
			})
		}
	}
}

// TestDuplicates_atCreate covers the last safeguard, for creates that no plan of the walk has
// seen, because their inputs were not known: an idempotency key is sent for one resource only.
func TestDuplicates_atCreate(t *testing.T) {
	t.Parallel()
	p := newTicket(t, nil)
	changes, _ := p.plan()
	walk := p.start()
	null, config := tftypes.NewValue(walk.typ, nil), walk.value(walk.typ, p.declared["a"])
	var diags diagnostics
	for range 2 {
		_, _, more := walk.apply(null, changes[0].planned, config, nil)
		diags = append(diags, more...)
	}
	diags.are(t, "error: "+duplicateTickets+" @ id")
	if n := p.fake.Counts().Creates; n != 1 {
		t.Errorf("%d creates", n)
	}
}

// TestDuplicates_inState copies the block of a resource that exists. CPN returns the same
// ticket or transaction for both, and each plan says so, as a warning: an error would also
// block a destroy, which is planned in the same way first.
func TestDuplicates_inState(t *testing.T) {
	t.Parallel()
	for resource, noun := range createOnly() {
		for _, id := range []string{"x", ""} {
			for _, conflict := range []bool{false, true} {
				t.Run(fmt.Sprintf("%s, id %q, without details %t", resource, id, conflict), func(t *testing.T) {
					t.Parallel()
					p := newCreateOnly(t, resource, id)
					p.succeeds()
					if conflict { // then a ticket has nothing of CPN's
						p.fake.SetRepeats(cpnfake.RepeatsConflict)
						p.loseState()
						p.succeeds()
					}
					p.declared["b"] = p.declared["a"]
					p.succeeds()
					p.warnsOfTwo(noun)
					if got := p.fake.Counts(); got.Tickets+got.Transactions != 1 {
						t.Errorf("CPN has %d tickets and %d transactions", got.Tickets, got.Transactions)
					}
					delete(p.declared, "b")
					p.succeeds()
					p.plansNothing()
				})
			}
		}
	}
}

// warnsOfTwo fails the test unless each plan is empty and has one warning.
func (p *play) warnsOfTwo(noun string) {
	p.t.Helper()
	for range 2 {
		changes, diags := p.plan()
		if diags.has(p.t, "warning", "Two resources manage the same "+noun+" ("); len(changes) != 0 || len(diags) != 1 {
			p.t.Errorf("changes %v: %s", changes, renderAll(diags))
		}
	}
}

// TestDuplicates_importBesideCreate imports a transaction that another resource created.
func TestDuplicates_importBesideCreate(t *testing.T) {
	t.Parallel()
	p := newTransaction(t, nil)
	p.succeeds()
	p.objects["b"], p.declared["b"] = p.objects["a"], p.declared["a"]
	p.imports(paymentID + "/" + p.fake.Transactions()[0].ID).are(t)
	p.warnsOfTwo("transaction")
	if n := p.fake.Counts().Creates; n != 1 {
		t.Errorf("%d creates", n)
	}
}
