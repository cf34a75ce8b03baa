// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"strings"
	"testing"

	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/cpnfake"
)

// ids are the configurations of id for which a message must work.
func ids() map[string]map[string]string {
	return map[string]map[string]string{"configured id": {"id": `"INC-1"`}, "derived id": {}}
}

// TestNoDeadEnd_rejectedForGood: the response is lost, and by the next attempt the payment has
// expired.
func TestNoDeadEnd_rejectedForGood(t *testing.T) {
	t.Parallel()
	for name, inputs := range ids() {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			o := newOperator(t, "cpn_transaction", inputs)
			o.fake.Inject(cpnfake.Fault{Method: "POST", Status: 503})
			o.apply().must(t, 1)
			o.fake.SetPayment(paymentID, func(p *cpnfake.Payment) { p.Expired = true })
			o.apply().must(t, 1)
			o.follow("error", "CPN rejected the transaction")
			if got := o.fake.Transactions(); len(got) != 1 || got[0].PaymentID != otherPayment {
				t.Errorf("CPN has %v", got)
			}
		})
	}
}

// TestNoDeadEnd_storedRejection: the payment was not ready. Now it is, but CPN repeats its
// first response to the idempotency key.
func TestNoDeadEnd_storedRejection(t *testing.T) {
	t.Parallel()
	for name, inputs := range ids() {
		for cause, lost := range map[string]bool{"rejected": false, "lost, then rejected": true} {
			t.Run(name+", "+cause, func(t *testing.T) {
				t.Parallel()
				o := newOperator(t, "cpn_transaction", inputs)
				o.fake.SetRepeats(cpnfake.RepeatsReplayRejections)
				o.fake.SetPayment(paymentID, func(p *cpnfake.Payment) { p.Status = "CREATED" })
				if lost {
					o.fake.Inject(lostResponse())
				}
				o.apply().must(t, 1)
				o.fake.SetPayment(paymentID, func(p *cpnfake.Payment) { p.Status = "CRYPTO_FUNDS_PENDING" })
				o.apply().must(t, 1)
				o.follow("error", "CPN rejected the transaction")
				if n := o.fake.Counts().Transactions; n != 1 {
					t.Errorf("CPN has %d transactions", n)
				}
			})
		}
	}
}

// TestNoDeadEnd_foreignRejection: a proxy passes the create on, and rejects it instead of CPN.
// An operator who follows the message has a single resource.
func TestNoDeadEnd_foreignRejection(t *testing.T) {
	t.Parallel()
	for name, inputs := range ids() {
		for _, resource := range []string{"cpn_support_ticket", "cpn_transaction"} {
			t.Run(name+", "+resource, func(t *testing.T) {
				t.Parallel()
				o := newOperator(t, resource, inputs)
				o.fake.Inject(foreignRejection())
				o.apply().must(t, 1)
				o.follow("error", "HTTP 403 did not come from CPN; outcome unconfirmed")
				if got := o.fake.Counts(); got.Tickets+got.Transactions != 1 {
					t.Errorf("CPN has %d tickets and %d transactions", got.Tickets, got.Transactions)
				}
			})
		}
	}
}

// TestNoDeadEnd_activeTransaction: another transaction of the payment is active, before the
// first attempt or after an attempt whose response is lost. An operator who follows the
// message adopts it without sending a create.
func TestNoDeadEnd_activeTransaction(t *testing.T) {
	t.Parallel()
	for name, inputs := range ids() {
		for cause, lost := range map[string]bool{"at once": false, "after a 503": true} {
			for metadata, held := range map[string]map[string]string{"metadata": {"order": "4711"}, "no metadata": nil} {
				t.Run(name+", "+cause+", "+metadata, func(t *testing.T) {
					t.Parallel()
					o := newOperator(t, "cpn_transaction", inputs)
					if lost {
						o.fake.Inject(cpnfake.Fault{Method: "POST", Status: 503})
						o.apply().must(t, 1)
					}
					o.fake.SetTransaction(transactionID, func(t *cpnfake.Transaction) { t.PaymentID, t.Metadata = paymentID, held })
					d := o.apply().must(t, 1).has(t, "error", "The payment already has an active transaction")
					for _, says := range []string{"code 290300", transactionID, "  status:          CREATED\n", "  amount:          110.270000 USDC\n", "0x1c7d4b196cb0c7b01d743fbc6116a902379c7238"} {
						if !strings.Contains(d.Detail, says) {
							t.Errorf("the error lacks %q: %s", says, d.Detail)
						}
					}
					before := o.fake.Counts().Creates
					o.follow("error", "The payment already has an active transaction")
					if got := o.fake.Counts(); got.Transactions != 0 || got.Creates != before {
						t.Errorf("%d creates, CPN created %d transactions", got.Creates-before, got.Transactions)
					}
					if got := o.state()[transactionAddress]["transaction_id"]; got != transactionID {
						t.Errorf("state has %v", got)
					}
				})
			}
		}
	}
}

// TestNoDeadEnd_activeTransactionUnread: the same after a lost response, while the payment
// cannot be read.
func TestNoDeadEnd_activeTransactionUnread(t *testing.T) {
	t.Parallel()
	o := newOperator(t, "cpn_transaction", nil)
	o.fake.Inject(cpnfake.Fault{Method: "POST", Status: 503})
	o.apply().must(t, 1)
	o.fake.SetTransaction(transactionID, func(t *cpnfake.Transaction) { t.PaymentID = paymentID })
	o.fake.Inject(cpnfake.Fault{Method: "GET", Status: 503})
	got := o.apply().must(t, 1)
	got.has(t, "error", "Could not read the payment's active transaction")
	d := got.has(t, "error", "CPN rejected the transaction")
	if len(o.state()) != 0 || !strings.Contains(d.Detail, "code 290300") {
		t.Errorf("state has %v: %s", o.state(), d.Detail)
	}
	o.apply().must(t, 1)
	o.follow("error", "The payment already has an active transaction")
	if id := o.state()[transactionAddress]["transaction_id"]; id != transactionID || o.fake.Counts().Transactions != 0 {
		t.Errorf("state has %v, CPN created %d transactions", id, o.fake.Counts().Transactions)
	}
}

// TestNoDeadEnd_failedTransaction: the response is lost, and our transaction has FAILED by the
// next apply, which adopts it. Its warning says how to create another.
func TestNoDeadEnd_failedTransaction(t *testing.T) {
	t.Parallel()
	for name, inputs := range ids() {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			o := newOperator(t, "cpn_transaction", inputs)
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
		})
	}
}

// TestNoDeadEnd_cannotBeTold: our transaction and a stranger's are indistinguishable. An
// operator who asks Circle support which is ours adopts that one.
func TestNoDeadEnd_cannotBeTold(t *testing.T) {
	t.Parallel()
	for name, inputs := range ids() {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			o := newOperator(t, "cpn_transaction", inputs)
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
		})
	}
}
