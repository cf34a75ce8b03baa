// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package cpnfake_test

import (
	"net/http"
	"strings"
	"sync"
	"testing"

	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/cpnfake"
)

// The same idempotency key is the same request, whatever else differs, and whatever has
// happened to the transaction and its payment. Operations do not share keys.
func TestSetRepeats(t *testing.T) {
	t.Parallel()
	fake, c := start(t)
	upper := map[string]any{"idempotencyKey": strings.ToUpper(key), "description": "Another.", "metadata": map[string]string{"a": "b"}}
	first := map[string]string{ticketsPath: ticket(nil), transactionsPath: transaction(nil)}
	again := map[string]string{
		ticketsPath:      ticket(map[string]any{"idempotencyKey": upper["idempotencyKey"], "description": "Another."}),
		transactionsPath: transaction(map[string]any{"idempotencyKey": upper["idempotencyKey"], "metadata": upper["metadata"]}),
	}
	for path := range first {
		original := c.post(path, first[path])
		original.expect(t, rejection{})
		if path == transactionsPath {
			fake.MoveTransaction(fake.Transactions()[0].ID, "COMPLETED")
			fake.SetPayment(payment, func(p *cpnfake.Payment) { p.Status = "COMPLETED" })
		}
		c.post(path, again[path]).is(t, http.StatusCreated, original.body)
		fake.SetRepeats(cpnfake.RepeatsConflict)
		c.post(path, again[path]).expect(t, rejection{409, 290001, ""})
		fake.SetRepeats(cpnfake.RepeatsConflictWithData)
		c.post(path, again[path]).is(t, http.StatusConflict, original.body)
		fake.SetRepeats(cpnfake.RepeatsReplayRejections)
		c.post(path, again[path]).is(t, http.StatusCreated, original.body)
		fake.SetRepeats(cpnfake.RepeatsReplay)
	}
	if n := fake.Counts(); n.Tickets != 1 || n.Transactions != 1 || n.Creates != 10 {
		t.Errorf("counts are %+v, want one of each for ten requests", n)
	}
}

// What keeps a payment from a ticket or a transaction, and its end.
type obstacle struct {
	cause, cure func(*cpnfake.Server)
	path, body  string
	want        rejection
}

func obstacles() map[string]obstacle {
	edit := func(edit func(*cpnfake.Payment)) func(*cpnfake.Server) {
		return func(fake *cpnfake.Server) { fake.SetPayment(payment, edit) }
	}
	active := func(status string) func(*cpnfake.Server) {
		return func(fake *cpnfake.Server) {
			fake.SetTransaction(key2, func(tr *cpnfake.Transaction) { tr.PaymentID, tr.Status = payment, status })
		}
	}
	known := edit(func(p *cpnfake.Payment) { p.Status, p.Unknown, p.Expired = "CRYPTO_FUNDS_PENDING", false, false })
	unknown := edit(func(p *cpnfake.Payment) { p.Unknown = true })
	return map[string]obstacle{
		"another transaction":             {active("PENDING"), active("FAILED"), transactionsPath, transaction(nil), rejection{400, 290300, ""}},
		"the payment's status":            {edit(func(p *cpnfake.Payment) { p.Status = "CREATED" }), known, transactionsPath, transaction(nil), rejection{400, 290304, ""}},
		"an unknown payment":              {unknown, known, transactionsPath, transaction(nil), rejection{400, 290305, ""}},
		"an expired payment":              {edit(func(p *cpnfake.Payment) { p.Expired = true }), known, transactionsPath, transaction(nil), rejection{400, 290308, ""}},
		"an unknown payment for a ticket": {unknown, known, ticketsPath, ticket(nil), rejection{404, 290603, ""}},
	}
}

// A rejection outlives its cause in one mode, and uses no key in the others: the present mode
// decides, whatever the mode was before.
func TestSetRepeats_rejections(t *testing.T) {
	t.Parallel()
	for name, tc := range obstacles() {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			fake, c := start(t)
			tc.cause(fake)
			first := c.post(tc.path, tc.body)
			first.expect(t, tc.want)
			tc.cure(fake)
			fake.SetRepeats(cpnfake.RepeatsReplayRejections)
			for range 2 {
				c.post(tc.path, tc.body).is(t, first.status, first.body)
			}
			fake.SetRepeats(cpnfake.RepeatsReplay)
			created := c.post(tc.path, tc.body)
			created.expect(t, rejection{})
			fake.SetRepeats(cpnfake.RepeatsReplayRejections)
			c.post(tc.path, tc.body).is(t, http.StatusCreated, created.body)
		})
	}
	fake, c := start(t)
	fake.SetRepeats(cpnfake.RepeatsReplayRejections)
	c.post(ticketsPath, ticket(map[string]any{"email": "x"})).expect(t, rejection{400, 2, "email"})
	c.post(ticketsPath, ticket(nil)).expect(t, rejection{}) // what is malformed uses no key
}

// A payment that allows no other ticket or transaction by now rejects a repeated key too.
func TestSetRepeats_paymentFirst(t *testing.T) {
	t.Parallel()
	for name, tc := range obstacles() {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			fake, c := start(t)
			fake.SetRepeats(cpnfake.RepeatsPaymentFirst)
			original := c.post(tc.path, tc.body)
			original.expect(t, rejection{})
			for _, created := range fake.Transactions() {
				c.post(tc.path, tc.body).expect(t, rejection{400, 290300, ""}) // its own transaction is active
				fake.MoveTransaction(created.ID, "FAILED")
			}
			tc.cause(fake)
			c.post(tc.path, tc.body).expect(t, tc.want)
			tc.cure(fake)
			c.post(tc.path, tc.body).is(t, http.StatusCreated, original.body)
		})
	}
}

func TestCreate_concurrentRequestsCreateOne(t *testing.T) {
	t.Parallel()
	fake, c := start(t)
	const n = 16
	bodies := make([]string, n)
	var wg sync.WaitGroup
	for i := range n {
		wg.Go(func() {
			bodies[i] = c.post(ticketsPath, ticket(nil)).body
			c.get(paymentPath)
			fake.Requests()
			fake.Tickets()
			fake.Inject(cpnfake.Fault{Operation: cpnfake.GetTransaction})
		})
	}
	wg.Wait()
	for _, body := range bodies {
		if body != bodies[0] || body == "" {
			t.Fatalf("responses differ: %q and %q", bodies[0], body)
		}
	}
	if got := fake.Counts(); got.Tickets != 1 || got.Creates != n || got.Reads != n || got.Requests != 2*n {
		t.Errorf("counts are %+v, want 1 ticket for %d requests and as many reads", got, n)
	}
}
