// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"fmt"
	"strings"
	"testing"
)

// TestID_isPlanned shows that id and idempotency_key are in the plan as soon as all inputs are
// known, and that the create keeps them. [core] compares what is planned with what is created.
func TestID_isPlanned(t *testing.T) {
	t.Parallel()
	for resource := range createOnly() {
		for name, id := range map[string]any{"omitted": nil, "configured": "INC-1", "unknown": unknown{}} {
			for _, payment := range []any{paymentID, unknown{}} {
				t.Run(fmt.Sprintf("%s, %s id, payment %v", resource, name, payment), func(t *testing.T) {
					t.Parallel()
					p := newCreateOnly(t, resource, "")
					p.set("id", id)
					p.set("payment_id", payment)
					planned := p.plannedValues()
					known := id != any(unknown{}) && payment != any(unknown{})
					if isKnown(planned["id"]) != (known || name == "configured") || isKnown(planned["idempotency_key"]) != known {
						t.Errorf("planned %v and %v", planned["id"], planned["idempotency_key"])
					}
					if name == "omitted" && known && !strings.HasPrefix(text(planned["id"]), "tf-") {
						t.Errorf("derived %v", planned["id"])
					}
					if known {
						p.succeeds()
					}
				})
			}
		}
	}
}

func isKnown(value any) bool { return value != any(unknown{}) }

// plannedValues returns what is planned for the resource.
func (p *play) plannedValues() map[string]any {
	p.t.Helper()
	changes, diags := p.plan()
	if failed(diags) {
		p.t.Fatal(renderAll(diags))
	}
	values, _ := decoded(p.t, changes[0].planned).(map[string]any)
	return values
}

// TestEqualByMeaning changes the form of inputs, in both directions, or copies the id from state
// into the configuration: nothing is planned, and after a lost state CPN returns the same ticket
// or transaction. Package createonly has all forms of a text.
func TestEqualByMeaning(t *testing.T) {
	t.Parallel()
	const ticket, transaction, copied = "cpn_support_ticket", "cpn_transaction", "copied"
	upper := attributes{"payment_id": strings.ToUpper(paymentID)}
	for name, tc := range map[string]struct {
		resource string
		a, b     attributes
	}{
		"letter case of the payment, ticket":      {ticket, nil, upper},
		"letter case of the payment, transaction": {transaction, nil, upper},
		"order of cc_emails":                      {ticket, attributes{"cc_emails": []any{"a@ofi.com", "b@ofi.com"}}, attributes{"cc_emails": []any{"b@ofi.com", "a@ofi.com"}}},
		"no cc_emails":                            {ticket, nil, attributes{"cc_emails": []any{}}},
		"no metadata":                             {transaction, nil, attributes{"metadata": map[string]any{}}},
		"line ends, and a byte order mark":        {ticket, attributes{"description": "a\nb\n"}, attributes{"description": "\ufeffa\r\nb"}},
	} {
		for _, id := range []string{"x", "", copied} {
			for direction, pair := range map[string][2]attributes{"there": {tc.a, tc.b}, "back": {tc.b, tc.a}} {
				t.Run(name+", id "+id+", "+direction, func(t *testing.T) {
					t.Parallel()
					p := newCreateOnly(t, tc.resource, strings.TrimPrefix(id, copied))
					declared := p.declared["a"]
					p.declared["a"] = declared.with(pair[0])
					p.succeeds()
					p.declared["a"] = declared.with(pair[1])
					if id == copied {
						p.set("id", p.state()["id"])
					}
					p.plansNothing()
					p.loseState()
					p.succeeds()
					p.plansNothing()
					if got := p.fake.Counts(); got.Tickets+got.Transactions != 1 || got.Creates != 2 {
						t.Errorf("CPN has %+v", got)
					}
				})
			}
		}
	}
}

// TestID_removed removes the configured id. State keeps it, and each plan warns that the
// derived one is another: that is the one after a lost state.
func TestID_removed(t *testing.T) {
	t.Parallel()
	for resource, noun := range createOnly() {
		t.Run(resource, func(t *testing.T) {
			t.Parallel()
			p := newCreateOnly(t, resource, "x")
			p.succeeds()
			p.set("id", nil)
			var derived string
			for range 2 {
				changes, diags := p.plan()
				summary := "The configured id of the " + noun + " was removed"
				if diags.are(t, "warning: "+summary+" @ id"); len(changes) != 0 {
					t.Errorf("the plan changes %v", changes)
				}
				_, derived, _ = strings.Cut(diags.has(t, "warning", summary, "Set `id = \"x\"` again."), "derived id: ")
				derived, _, _ = strings.Cut(strings.TrimSpace(derived), "\n")
			}
			p.failTransactions() // so that CPN allows another
			p.loseState()
			p.succeeds()
			if got := p.state()["id"]; got != derived {
				t.Errorf("the derived id is %q, and the warning said %q", got, derived)
			}
			if got := p.fake.Counts(); got.Tickets+got.Transactions != 2 {
				t.Errorf("CPN has %+v", got)
			}
			p.plansNothing()
		})
	}
}
