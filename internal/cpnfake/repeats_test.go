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

func TestAnswerRepeats(t *testing.T) {
	t.Parallel()
	for path, body := range map[string]string{ticketsPath: ticket(nil), transactionsPath: transaction(nil)} {
		// The same idempotency key is the same request, whatever else differs.
		repeat := strings.ToUpper(key)
		other := transaction(map[string]any{"idempotencyKey": repeat, "metadata": map[string]string{"a": "b"}})
		if path == ticketsPath {
			other = ticket(map[string]any{"idempotencyKey": repeat, "description": "Another."})
		}
		t.Run(path, func(t *testing.T) {
			t.Parallel()
			fake, c := start(t)
			original := c.post(path, body)
			original.is(t, http.StatusCreated, original.body)
			c.post(path, other).is(t, http.StatusCreated, original.body)
			fake.SetRepeats(cpnfake.RepeatsConflict)
			c.post(path, other).expect(t, rejection{409, 290001, ""})
			fake.SetRepeats(cpnfake.RepeatsConflictWithData)
			c.post(path, other).is(t, http.StatusConflict, original.body)
			fake.SetRepeats(cpnfake.RepeatsReplay)
			c.post(path, other).is(t, http.StatusCreated, original.body)
			if n := fake.Counts(); n.Tickets+n.Transactions != 1 || n.Creates != 5 {
				t.Errorf("counts are %+v, want one resource for five requests", n)
			}
		})
	}
}

func TestAnswerRepeats_returnsTheOriginal(t *testing.T) {
	t.Parallel()
	fake, c := start(t)
	original := c.post(transactionsPath, transaction(nil))
	fake.SetTransaction(fake.Transactions()[0].ID, func(tr *cpnfake.Transaction) { tr.Status = "COMPLETED" })
	fake.SetPayment(payment, func(p *cpnfake.Payment) { p.Status = "COMPLETED" })
	c.post(transactionsPath, transaction(nil)).is(t, http.StatusCreated, original.body)
}

func TestAnswerRepeats_rejectionUsesNoKey(t *testing.T) {
	t.Parallel()
	fake, c := start(t)
	fake.SetPayment(payment, func(p *cpnfake.Payment) { p.Status = "CREATED" })
	c.post(transactionsPath, transaction(nil)).expect(t, rejection{400, 290304, ""})
	fake.SetPayment(payment, func(p *cpnfake.Payment) { p.Status = "CRYPTO_FUNDS_PENDING" })
	c.post(transactionsPath, transaction(nil)).expect(t, rejection{})
}

func TestAnswerRepeats_operationsDoNotShareKeys(t *testing.T) {
	t.Parallel()
	fake, c := start(t)
	c.post(transactionsPath, transaction(nil))
	c.post(ticketsPath, ticket(nil))
	if n := fake.Counts(); n.Tickets != 1 || n.Transactions != 1 {
		t.Errorf("counts are %+v, want one of each", n)
	}
}

func TestDropKeys(t *testing.T) {
	t.Parallel()
	fake, c := start(t)
	c.post(ticketsPath, ticket(nil))
	c.post(transactionsPath, transaction(nil))
	fake.DropKeys()
	c.post(ticketsPath, ticket(nil))
	c.post(transactionsPath, transaction(nil)).expect(t, rejection{400, 290300, ""})
	if n := fake.Counts(); n.Tickets != 2 || n.Transactions != 1 {
		t.Errorf("counts are %+v, want the resources to stay and a second ticket", n)
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
