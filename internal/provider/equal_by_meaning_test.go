// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"testing"
)

// TestEqualByMeaning changes the form of inputs, in both directions: nothing is planned, and
// after a lost state CPN returns the same ticket or transaction.
func TestEqualByMeaning(t *testing.T) {
	t.Parallel()
	const ticket, transaction = "cpn_support_ticket", "cpn_transaction"
	text := func(description string) attributes { return attributes{"description": description} }
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
		"CRLF in the description":                 {ticket, text("a\nb"), text("a\r\nb")},
		"a line end after the description":        {ticket, text("a"), text("a\n")},
		"many line ends after the description":    {ticket, text("a"), text("a\r\n\n\r\r")},
		"a byte order mark before it":             {ticket, text("a"), text("\ufeffa")},
		"all of that":                             {ticket, text("a\nb\n"), text("\ufeffa\r\nb")},
	} {
		for _, id := range []string{"x", ""} {
			for direction, pair := range map[string][2]attributes{"there": {tc.a, tc.b}, "back": {tc.b, tc.a}} {
				t.Run(name+", id "+id+", "+direction, func(t *testing.T) {
					t.Parallel()
					s := newStage(t, tc.resource, id)
					declared := s.core.declared["a"]
					s.core.declared["a"] = declared.with(pair[0])
					s.succeeds()
					s.core.declared["a"] = declared.with(pair[1])
					if changes, diags := s.core.plan(); len(changes) != 0 || len(diags) != 0 {
						t.Errorf("the plan changes %v: %s", changes, renderAll(diags))
					}
					s.core.objects = map[string]*stored{}
					s.succeeds()
					s.plansNothing()
					if got := s.fake.Counts(); got.Tickets+got.Transactions != 1 || got.Creates != 2 {
						t.Errorf("CPN has %+v", got)
					}
				})
			}
		}
	}
}

// TestEqualByMeaning_isNot changes inputs a little. Each change plans a replacement.
func TestEqualByMeaning_isNot(t *testing.T) {
	t.Parallel()
	const ticket, transaction = "cpn_support_ticket", "cpn_transaction"
	for name, tc := range map[string]struct {
		resource string
		b        attributes
	}{
		"a line end before the description":    {ticket, attributes{"description": "\nIt is late."}},
		"a space after the description":        {ticket, attributes{"description": "It is late. "}},
		"a carriage return in it":              {ticket, attributes{"description": "It is\rlate."}},
		"letter case of the email":             {ticket, attributes{"email": "Help@ofi.com"}},
		"one address more":                     {ticket, attributes{"cc_emails": []any{"a@ofi.com"}}},
		"an empty value in metadata":           {transaction, attributes{"metadata": map[string]any{"k": ""}}},
		"another id":                           {transaction, attributes{"id": "y"}},
		"the first configured id, a ticket":    {ticket, attributes{"id": "x"}},
		"an id that starts like a derived one": {ticket, attributes{"id": "tf-"}},
		"unknown, with a value to come":        {ticket, attributes{"description": unknown{}}},
		"an unknown id, with a value to come":  {transaction, attributes{"id": unknown{}}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := newStage(t, tc.resource, "")
			s.succeeds()
			s.core.declared["a"] = s.core.declared["a"].with(tc.b)
			changes, diags := s.core.plan()
			if failed(diags) || len(changes) != 1 || !changes[0].replace {
				t.Errorf("the plan changes %+v: %s", changes, renderAll(diags))
			}
		})
	}
}
