// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package cpnfake_test

import (
	"net/http"
	"testing"

	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/cpnfake"
)

func TestAnswerRepeats_rejectionsOutliveTheirCause(t *testing.T) {
	t.Parallel()
	edit := func(edit func(*cpnfake.Payment)) func(*cpnfake.Server) {
		return func(fake *cpnfake.Server) { fake.SetPayment(payment, edit) }
	}
	active := func(status string) func(*cpnfake.Server) {
		return func(fake *cpnfake.Server) {
			fake.SetTransaction(key2, func(tr *cpnfake.Transaction) { tr.PaymentID, tr.Status = payment, status })
		}
	}
	known := edit(func(p *cpnfake.Payment) { *p = cpnfake.Payment{ID: p.ID, Status: "CRYPTO_FUNDS_PENDING"} })
	unknown := edit(func(p *cpnfake.Payment) { p.Unknown = true })
	for name, tc := range map[string]struct {
		cause, cure func(*cpnfake.Server)
		path, body  string
		want        rejection
	}{
		"another transaction":             {active("PENDING"), active("FAILED"), transactionsPath, transaction(nil), rejection{400, 290300, ""}},
		"the payment's status":            {edit(func(p *cpnfake.Payment) { p.Status = "CREATED" }), known, transactionsPath, transaction(nil), rejection{400, 290304, ""}},
		"an unknown payment":              {unknown, known, transactionsPath, transaction(nil), rejection{400, 290305, ""}},
		"an expired payment":              {edit(func(p *cpnfake.Payment) { p.Expired = true }), known, transactionsPath, transaction(nil), rejection{400, 290308, ""}},
		"an unknown payment for a ticket": {unknown, known, ticketsPath, ticket(nil), rejection{404, 290603, ""}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			fake, c := start(t)
			fake.SetRepeats(cpnfake.RepeatsReplayRejections)
			tc.cause(fake)
			first := c.post(tc.path, tc.body)
			first.expect(t, tc.want)
			tc.cure(fake)
			for range 2 {
				c.post(tc.path, tc.body).is(t, first.status, first.body)
			}
			fake.DropKeys()
			c.post(tc.path, tc.body).expect(t, rejection{})
		})
	}
}

func TestAnswerRepeats_malformedRequestsUseNoKey(t *testing.T) {
	t.Parallel()
	fake, c := start(t)
	fake.SetRepeats(cpnfake.RepeatsReplayRejections)
	c.post(ticketsPath, ticket(map[string]any{"email": nil})).expect(t, rejection{400, 1, "email"})
	c.post(ticketsPath, ticket(map[string]any{"email": "x"})).expect(t, rejection{400, 2, "email"})
	created := c.post(ticketsPath, ticket(nil))
	created.expect(t, rejection{})
	c.post(ticketsPath, ticket(nil)).is(t, http.StatusCreated, created.body)
}

// The present mode decides about a repeated key, whatever the mode was before.
func TestAnswerRepeats_rejectionsWhenTheModeChanges(t *testing.T) {
	t.Parallel()
	fake, c := start(t)
	fake.SetPayment(payment, func(p *cpnfake.Payment) { p.Expired = true })
	c.post(transactionsPath, transaction(nil)).expect(t, rejection{400, 290308, ""})
	fake.SetPayment(payment, func(p *cpnfake.Payment) { p.Expired = false })
	fake.SetRepeats(cpnfake.RepeatsReplayRejections)
	c.post(transactionsPath, transaction(nil)).expect(t, rejection{400, 290308, ""})
	fake.SetRepeats(cpnfake.RepeatsReplay)
	created := c.post(transactionsPath, transaction(nil))
	created.expect(t, rejection{})
	fake.SetRepeats(cpnfake.RepeatsReplayRejections)
	c.post(transactionsPath, transaction(nil)).is(t, http.StatusCreated, created.body)
}

func TestCheckPaymentsFirst(t *testing.T) {
	t.Parallel()
	fail := func(fake *cpnfake.Server) {
		fake.SetTransaction(fake.Transactions()[0].ID, func(tr *cpnfake.Transaction) { tr.Status = "FAILED" })
	}
	edit := func(edit func(*cpnfake.Payment)) func(*cpnfake.Server) {
		return func(fake *cpnfake.Server) {
			fail(fake)
			fake.SetPayment(payment, edit)
		}
	}
	unknown := edit(func(p *cpnfake.Payment) { p.Unknown = true })
	nothing := func(*cpnfake.Server) {}
	for name, tc := range map[string]struct {
		since      func(*cpnfake.Server)
		path, body string
		want       rejection // zero if the original is returned
	}{
		"its transaction is active":         {nothing, transactionsPath, transaction(nil), rejection{400, 290300, ""}},
		"its transaction failed":            {fail, transactionsPath, transaction(nil), rejection{}},
		"it moved on":                       {edit(func(p *cpnfake.Payment) { p.Status = "COMPLETED" }), transactionsPath, transaction(nil), rejection{400, 290304, ""}},
		"it expired":                        {edit(func(p *cpnfake.Payment) { p.Expired = true }), transactionsPath, transaction(nil), rejection{400, 290308, ""}},
		"it is unknown now":                 {unknown, transactionsPath, transaction(nil), rejection{400, 290305, ""}},
		"a ticket of a known payment":       {nothing, ticketsPath, ticket(nil), rejection{}},
		"a ticket of a payment unknown now": {unknown, ticketsPath, ticket(nil), rejection{404, 290603, ""}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			fake, c := start(t)
			fake.SetRepeats(cpnfake.RepeatsReplayRejections)
			original := map[string]response{ticketsPath: c.post(ticketsPath, ticket(nil)), transactionsPath: c.post(transactionsPath, transaction(nil))}[tc.path]
			original.expect(t, rejection{})
			tc.since(fake)
			fake.CheckPaymentsFirst(true)
			if got := c.post(tc.path, tc.body); tc.want == (rejection{}) {
				got.is(t, http.StatusCreated, original.body)
			} else {
				got.expect(t, tc.want)
			}
			fake.CheckPaymentsFirst(false)
			c.post(tc.path, tc.body).is(t, http.StatusCreated, original.body)
			if n := fake.Counts(); n.Tickets != 1 || n.Transactions != 1 {
				t.Errorf("counts are %+v, want no further resource", n)
			}
		})
	}
}

func TestCheckPaymentsFirst_storesNoRejection(t *testing.T) {
	t.Parallel()
	fake, c := start(t)
	fake.SetRepeats(cpnfake.RepeatsReplayRejections)
	fake.CheckPaymentsFirst(true)
	fake.SetPayment(payment, func(p *cpnfake.Payment) { p.Status = "CREATED" })
	c.post(transactionsPath, transaction(nil)).expect(t, rejection{400, 290304, ""})
	fake.SetPayment(payment, func(p *cpnfake.Payment) { p.Status = "CRYPTO_FUNDS_PENDING" })
	c.post(transactionsPath, transaction(nil)).expect(t, rejection{})
}
