// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package cpnfake_test

import (
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/cpnfake"
)

// seeded returns what a server with a seed holds after the same creates in some order.
func seeded(t *testing.T, seed string, keys ...string) (*cpnfake.Server, []cpnfake.Ticket, []cpnfake.Transaction) {
	t.Helper()
	fake, c := start(t)
	fake.SetSeed(seed)
	for _, k := range keys {
		c.post(ticketsPath, ticket(map[string]any{"idempotencyKey": k})).expect(t, rejection{})
	}
	c.post(transactionsPath, `{"idempotencyKey":"`+key+`"}`).expect(t, rejection{})
	tickets := fake.Tickets()
	slices.SortFunc(tickets, func(a, b cpnfake.Ticket) int { return strings.Compare(a.IdempotencyKey, b.IdempotencyKey) })
	return fake, tickets, fake.Transactions()
}

// Two runs of a configuration create in different orders, because Terraform creates several
// resources at a time. Every ID and date must still be the same.
func TestSetSeed_sameInAnyOrder(t *testing.T) {
	t.Parallel()
	fake, tickets, transactions := seeded(t, "a", key, key2)
	_, again, transactionsAgain := seeded(t, "a", key2, key)
	if diff := cmp.Diff(tickets, again); diff != "" {
		t.Errorf("tickets: %s", diff)
	}
	if diff := cmp.Diff(transactions, transactionsAgain); diff != "" {
		t.Errorf("transactions: %s", diff)
	}
	if tickets[0].ID == tickets[1].ID || tickets[0].ID == tickets[0].TicketRefID || tickets[0].CaseRefID == tickets[1].CaseRefID {
		t.Errorf("different things have the same ID: %+v", tickets)
	}
	_, others, _ := seeded(t, "b", key, key2)
	if others[0].ID == tickets[0].ID || others[0].CaseRefID == tickets[0].CaseRefID {
		t.Errorf("another seed gives the same ID: %+v", others[0])
	}
	recorded := httptest.NewRecorder()
	request := httptest.NewRequestWithContext(t.Context(), http.MethodGet, paymentPath, nil)
	fake.ServeHTTP(recorded, request)
	if got := recorded.Result().Header.Get("Date"); got != "Fri, 01 Jan 2100 00:00:00 GMT" {
		t.Errorf("the Date header is %q, and dates in bodies come from another clock", got)
	}
}

// After a reset nothing is left, and a server with a seed does the same again.
func TestReset(t *testing.T) {
	t.Parallel()
	fake, c := start(t)
	var runs [2]cpnfake.Ticket
	for i := range runs {
		fake.SetPayment(payment, func(p *cpnfake.Payment) { p.Expired = true })
		c.post(ticketsPath, ticket(nil)).expect(t, rejection{})
		runs[i] = fake.Tickets()[0]
		fake.Inject(cpnfake.Fault{Drop: true})
		fake.SetPayments(func(p *cpnfake.Payment) { p.Blockchain = "SOL" })
		fake.Reset()
		if n := len(fake.Tickets()) + len(fake.Transactions()) + len(fake.Requests()); n != 0 || fake.Counts() != (cpnfake.Counts{}) {
			t.Errorf("%d things are left, and counts are %+v", n, fake.Counts())
		}
		c.post(transactionsPath, transaction(nil)).expect(t, rejection{})
		if got := c.get(paymentPath).body; !strings.Contains(got, `"blockchain":"ETH-SEPOLIA"`) {
			t.Errorf("the payment is still changed: %s", got)
		}
		fake.Reset() // those requests too
	}
	if diff := cmp.Diff(runs[0], runs[1]); diff != "" {
		t.Error(diff)
	}
}
