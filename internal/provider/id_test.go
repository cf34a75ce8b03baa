// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"strings"
	"testing"
)

// attribute returns a string of the resource in state, "" for null.
func (s *stage) attribute(name string) string {
	s.t.Helper()
	return stringsOf(s.t, s.core.objects["a"].value)[name]
}

// TestID_copiedFromState copies an id from state into the configuration, as for a resource
// whose state is about to be lost. Nothing changes, now and after the loss.
func TestID_copiedFromState(t *testing.T) {
	t.Parallel()
	for _, resource := range []string{"cpn_support_ticket", "cpn_transaction"} {
		for _, id := range []string{"x", ""} {
			t.Run(resource+", id "+id, func(t *testing.T) {
				t.Parallel()
				s := newStage(t, resource, id)
				s.succeeds()
				key := s.attribute("idempotency_key")
				s.core.declared["a"]["id"] = s.attribute("id")
				if changes, diags := s.core.plan(); len(changes) != 0 || len(diags) != 0 {
					t.Errorf("the plan changes %v: %s", changes, renderAll(diags))
				}
				s.core.objects = map[string]*stored{}
				s.succeeds()
				if got := s.attribute("idempotency_key"); got != key || !strings.HasPrefix(s.attribute("id"), map[bool]string{true: "tf-", false: "x"}[id == ""]) {
					t.Errorf("the idempotency key was %s, and is now %s", key, got)
				}
			})
		}
	}
}

// TestID_isKnownInThePlan plans a create without an id.
func TestID_isKnownInThePlan(t *testing.T) {
	t.Parallel()
	for _, resource := range []string{"cpn_support_ticket", "cpn_transaction"} {
		s := newStage(t, resource, "")
		planned := s.plannedID()
		s.succeeds()
		if got := s.attribute("id"); got != planned || !strings.HasPrefix(got, "tf-") {
			t.Errorf("%s: planned id %q, got %q", resource, planned, got)
		}
	}
}

// TestID_removed removes the configured id. State keeps it, and each plan warns that the
// derived one is another: that is the one after a lost state.
func TestID_removed(t *testing.T) {
	t.Parallel()
	for resource, noun := range map[string]string{"cpn_support_ticket": "support ticket", "cpn_transaction": "transaction"} {
		t.Run(resource, func(t *testing.T) {
			t.Parallel()
			s := newStage(t, resource, "x")
			s.succeeds()
			delete(s.core.declared["a"], "id")
			var derived string
			for range 2 {
				changes, diags := s.core.plan()
				got := renderAll(diags)
				_, after, found := strings.Cut(got, "derived id: ")
				if len(changes) != 0 || len(diags) != 1 || !found || !strings.HasPrefix(got, "warning: The configured id of the "+noun+" was removed @ id") ||
					!strings.Contains(got, "Set `id = \"x\"` again.") {
					t.Fatalf("the plan changes %v: %s", changes, got)
				}
				derived, _, _ = strings.Cut(strings.TrimSpace(after), "\n")
			}
			s.failTransactions() // so that CPN allows another
			s.core.objects = map[string]*stored{}
			s.succeeds()
			if got := s.attribute("id"); got != derived {
				t.Errorf("the derived id is %q, and the warning said %q", got, derived)
			}
			if got := s.fake.Counts(); got.Tickets+got.Transactions != 2 {
				t.Errorf("CPN has %+v", got)
			}
			if _, diags := s.core.plan(); len(diags) != 0 {
				t.Errorf("still says %s", renderAll(diags))
			}
		})
	}
}

// TestID_isOfTheRequest derives an id from every input, and from nothing else.
func TestID_isOfTheRequest(t *testing.T) {
	t.Parallel()
	seen := map[string]string{}
	for name, more := range map[string]attributes{
		"no change": nil, "payment": {"payment_id": importedID}, "issue type": {"issue_type": "REVERSE_FUNDS"}, "description": {"description": "Now."},
		"email": {"email": "a@ofi.com"}, "cc_emails": {"cc_emails": []any{"a@ofi.com"}},
	} {
		s := newStage(t, "cpn_support_ticket", "")
		s.core.declared["a"] = s.core.declared["a"].with(more)
		id := s.plannedID()
		if other, ok := seen[id]; ok {
			t.Errorf("%s and %s have the id %s", name, other, id)
		}
		seen[id] = name
		s.core.declared["a"]["timeouts"] = map[string]any{"create": "1m"}
		if again := s.plannedID(); again != id {
			t.Errorf("%s: timeouts change the id", name)
		}
	}
}
