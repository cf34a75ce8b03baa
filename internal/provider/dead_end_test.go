// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"strings"
	"testing"

	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/cpnfake"
)

// TestNoDeadEnd_rejectedForGood: the response is lost, and by the next attempt the payment has
// expired.
func TestNoDeadEnd_rejectedForGood(t *testing.T) {
	t.Parallel()
	o := newOperator(t, "cpn_transaction", nil)
	o.fake.Inject(cpnfake.Fault{Method: "POST", Status: 503})
	o.apply().must(t, 1)
	o.fake.SetPayment(paymentID, func(p *cpnfake.Payment) { p.Expired = true })
	o.apply().must(t, 1)
	o.follow("error", "CPN rejected the transaction")
	if got := o.fake.Transactions(); len(got) != 1 || got[0].PaymentID != otherPayment {
		t.Errorf("CPN has %v", got)
	}
}

// TestNoDeadEnd_storedRejection: the payment was not ready. Now it is, but CPN repeats its
// first response to the idempotency key, which was lost.
func TestNoDeadEnd_storedRejection(t *testing.T) {
	t.Parallel()
	o := newOperator(t, "cpn_transaction", map[string]string{"id": `"INC-1"`})
	o.fake.SetRepeats(cpnfake.RepeatsReplayRejections)
	o.fake.SetPayment(paymentID, func(p *cpnfake.Payment) { p.Status = "CREATED" })
	o.fake.Inject(lostResponse())
	o.apply().must(t, 1)
	o.fake.SetPayment(paymentID, func(p *cpnfake.Payment) { p.Status = "CRYPTO_FUNDS_PENDING" })
	o.apply().must(t, 1)
	o.follow("error", "CPN rejected the transaction")
	if n := o.fake.Counts().Transactions; n != 1 {
		t.Errorf("CPN has %d transactions", n)
	}
}

// TestNoDeadEnd_foreignRejection: a proxy passes the create on, and rejects it instead of CPN.
// An operator who follows the message has a single resource.
func TestNoDeadEnd_foreignRejection(t *testing.T) {
	t.Parallel()
	o := newOperator(t, "cpn_support_ticket", nil)
	o.fake.Inject(foreignRejection())
	o.apply().must(t, 1)
	o.follow("error", "HTTP 403 did not come from CPN; outcome unconfirmed")
	if n := o.fake.Counts().Tickets; n != 1 {
		t.Errorf("CPN has %d tickets", n)
	}
}

// TestNoDeadEnd_activeTransaction: another transaction of the payment is active. An operator who
// follows the message adopts it without sending a create.
func TestNoDeadEnd_activeTransaction(t *testing.T) {
	t.Parallel()
	for name, held := range map[string]map[string]string{"metadata": {"order": "4711"}, "no metadata": nil} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			o := newOperator(t, "cpn_transaction", nil)
			o.fake.SetTransaction(transactionID, func(t *cpnfake.Transaction) { t.PaymentID, t.Metadata = paymentID, held })
			const summary = "The payment already has an active transaction"
			d := o.apply().must(t, 1).has(t, "error", summary)
			for _, says := range []string{"code 290300", transactionID, "  status:          CREATED\n", "  amount:          " + total + " USDC\n", payee} {
				if !strings.Contains(d.Detail, says) {
					t.Errorf("the error lacks %q: %s", says, d.Detail)
				}
			}
			before := o.fake.Counts().Creates
			o.follow("error", summary)
			if got := o.fake.Counts(); got.Transactions != 0 || got.Creates != before || o.state()[transactionAddress]["transaction_id"] != transactionID {
				t.Errorf("%d creates, CPN created %d transactions, state has %v", got.Creates-before, got.Transactions, o.state())
			}
		})
	}
}

// TestNoDeadEnd_failedTransaction: the response is lost, and our transaction has FAILED by the
// next apply, which adopts it. Its warning says how to create another.
func TestNoDeadEnd_failedTransaction(t *testing.T) {
	t.Parallel()
	o := newOperator(t, "cpn_transaction", nil)
	o.fake.SetRepeats(cpnfake.RepeatsConflict)
	o.fake.Inject(lostResponse())
	o.apply().must(t, 1)
	o.fake.SetTransaction(o.fake.Transactions()[0].ID, fail)
	o.apply().must(t, 0)
	o.run("plan", "-detailed-exitcode").must(t, 0)
	o.follow("warning", "The transaction exists with the status FAILED")
	if got := o.fake.Transactions(); len(got) != 2 || o.state()[transactionAddress]["transaction_id"] != got[1].ID {
		t.Errorf("CPN has %v", got)
	}
}

// TestNoDeadEnd_cannotBeTold: our transaction and a stranger's are indistinguishable. An
// operator who asks Circle support which is ours adopts that one.
func TestNoDeadEnd_cannotBeTold(t *testing.T) {
	t.Parallel()
	o := newOperator(t, "cpn_transaction", nil)
	o.fake.SetRepeats(cpnfake.RepeatsConflict)
	o.fake.Inject(lostResponse())
	o.apply().must(t, 1)
	ours := o.fake.Transactions()[0].ID
	o.fake.SetTransaction(ours, fail)
	o.fake.SetTransaction(transactionID, func(t *cpnfake.Transaction) { t.PaymentID = paymentID })
	o.apply().must(t, 1)
	if state := text(o.state()[transactionAddress]["transaction_id"]); state != "" {
		t.Errorf("state has the transaction %s", state)
	}
	o.chosen = ours
	o.follow("error", "The transaction exists; the provider cannot tell which one it is")
	if got := o.state()[transactionAddress]["transaction_id"]; got != ours || o.fake.Counts().Transactions != 1 {
		t.Errorf("state has %v", got)
	}
}
