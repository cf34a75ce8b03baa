// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"fmt"
	"maps"
	"regexp"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-go/tftypes"
)

// named renames the resource of a block.
func named(name, block string) string { return strings.Replace(block, `"test"`, `"`+name+`"`, 1) }

const duplicateTickets = "Two resources would manage the same support ticket"

// plannedKeyShown finds an idempotency key in a message.
var plannedKeyShown = regexp.MustCompile(`(?m)^  idempotency_key: [0-9a-f]{8}-[0-9a-f-]{27}$`)

// with returns a block with these attributes set as well.
func (a attributes) with(more attributes) attributes {
	out := maps.Clone(a)
	maps.Copy(out, more)
	return out
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
			s := newStage(t, "cpn_support_ticket", "")
			a, b := validTicket().with(tc.a), validTicket().with(tc.b)
			if tc.copied {
				a["id"] = s.plannedID()
			}
			s.core.declared = map[string]attributes{"a": a, "b": b}
			_, diags := s.core.plan()
			got := renderAll(diags)
			if len(errorsOf(diags)) != 1 || !strings.Contains(got, duplicateTickets+" @ id") || !plannedKeyShown.MatchString(got) ||
				!strings.Contains(got, "Another resource has the same id and the same inputs.") {
				t.Errorf("says %s", got)
			}
			if n := s.fake.Counts().Requests; n != 0 {
				t.Errorf("%d requests", n)
			}
		})
	}
}

// plannedID returns the id that is planned for the resource.
func (s *stage) plannedID() string {
	s.t.Helper()
	changes, diags := s.core.plan()
	if failed(diags) {
		s.t.Fatal(renderAll(diags))
	}
	return stringsOf(s.t, changes[0].planned)["id"]
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
				s := newStage(t, "cpn_support_ticket", "")
				s.core.createBeforeDestroy = createBeforeDestroy
				for _, declared := range []map[string]attributes{tc.first, tc.second} {
					s.core.declared = map[string]attributes{}
					for name, a := range declared {
						s.core.declared[name] = validTicket().with(a)
					}
					s.succeeds()
					if changes, diags := s.core.plan(); len(changes) != 0 || len(diags) != 0 {
						t.Errorf("the plan changes %v: %s", changes, renderAll(diags))
					}
				}
				if n := s.fake.Counts().Tickets; n != tc.tickets {
					t.Errorf("CPN has %d tickets, want %d", n, tc.tickets)
				}
			})
		}
	}
}

// TestDuplicates_atCreate covers the last safeguard, for creates that no plan of the walk has
// seen: an idempotency key is sent for one resource only.
func TestDuplicates_atCreate(t *testing.T) {
	t.Parallel()
	s := newStage(t, "cpn_support_ticket", "x")
	changes, diags := s.core.plan()
	if failed(diags) {
		t.Fatal(renderAll(diags))
	}
	walk := s.core.start()
	null, config := tftypes.NewValue(walk.typ, nil), walk.value(walk.typ, s.core.declared["a"])
	if _, _, diags := walk.apply(null, changes[0].planned, config, nil); failed(diags) {
		t.Fatal(renderAll(diags))
	}
	_, _, diags = walk.apply(null, changes[0].planned, config, nil)
	if got := renderAll(diags); !strings.Contains(got, duplicateTickets) || s.fake.Counts().Creates != 1 {
		t.Errorf("after %d creates: %s", s.fake.Counts().Creates, got)
	}
}
