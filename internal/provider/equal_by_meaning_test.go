// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"testing"
)

// TestEqualByMeaning changes the form of inputs, in both directions: nothing is planned, and
// after a lost state CPN returns the same ticket or transaction. Package createonly has all
// forms of a text.
func TestEqualByMeaning(t *testing.T) {
	t.Parallel()
	const ticket, transaction = "cpn_support_ticket", "cpn_transaction"
	upper := attributes{"payment_id": "C4D1DA72-111E-4D52-BDBF-2E74A2D803D5"}
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
		for _, id := range []string{"x", ""} {
			for direction, pair := range map[string][2]attributes{"there": {tc.a, tc.b}, "back": {tc.b, tc.a}} {
				t.Run(name+", id "+id+", "+direction, func(t *testing.T) {
					t.Parallel()
					p := newCreateOnly(t, tc.resource, id)
					declared := p.declared["a"]
					p.declared["a"] = declared.with(pair[0])
					p.succeeds()
					p.declared["a"] = declared.with(pair[1])
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

// TestEqualByMeaning_isNot changes inputs a little. Each change plans a replacement.
// [TestReplacement] has inputs that are not known yet.
func TestEqualByMeaning_isNot(t *testing.T) {
	t.Parallel()
	const ticket, transaction = "cpn_support_ticket", "cpn_transaction"
	for name, tc := range map[string]struct {
		resource string
		b        attributes
	}{
		"a space after the description":        {ticket, attributes{"description": "It is late. "}},
		"letter case of the email":             {ticket, attributes{"email": "Help@ofi.com"}},
		"one address more":                     {ticket, attributes{"cc_emails": []any{"a@ofi.com"}}},
		"an empty value in metadata":           {transaction, attributes{"metadata": map[string]any{"k": ""}}},
		"the first configured id":              {transaction, attributes{"id": "y"}},
		"the first configured id, a ticket":    {ticket, attributes{"id": "x"}},
		"an id that starts like a derived one": {ticket, attributes{"id": "tf-"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p := newCreateOnly(t, tc.resource, "")
			p.succeeds()
			p.declared["a"] = p.declared["a"].with(tc.b)
			if changes, diags := p.plan(); failed(diags) || planned(changes) != "replace" {
				t.Errorf("the plan changes %+v: %s", changes, renderAll(diags))
			}
		})
	}
}
