// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"testing"

	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/cpnfake"
)

// TestNoDeadEnd plays situations that a message must lead out of: an operator who follows it has
// a single ticket or transaction.
func TestNoDeadEnd(t *testing.T) {
	t.Parallel()
	// CPN has two codes for it. If the transaction cannot be read, the next apply says more.
	active := func(held map[string]string, configured any, compared string) func(*operator) {
		return func(o *operator) {
			o.set("metadata", configured)
			const summary = "The payment already has an active transaction"
			o.fake.SetTransaction(transactionID, func(t *cpnfake.Transaction) { t.PaymentID, t.Metadata = paymentID, held })
			o.fake.Inject(cpnfake.Fault{Method: "GET", Status: 503})
			o.play.fails().are(o.t, "error: Could not read the payment's active transaction", "error: CPN rejected the transaction")
			o.fake.Inject(cpnfake.Fault{Method: "POST", Code: 290330})
			for _, code := range []string{"code 290330", "code 290300"} {
				o.apply().has(o.t, "error", summary, code, transactionID, "  status:          CREATED\n", "  amount:          "+total+" USDC\n", payee,
					"  metadata:        "+compared+"\n")
			}
			o.follow("error", summary)
			if n := o.fake.Counts(); n.Creates != 3 || n.Transactions != 0 || o.state()["transaction_id"] != transactionID {
				o.t.Errorf("%d creates, CPN created %d transactions, state has %v", n.Creates, n.Transactions, o.state())
			}
		}
	}
	for name, meet := range map[string]func(*operator){
		"the response is lost, and the payment has expired by the next attempt": func(o *operator) {
			o.fake.Inject(cpnfake.Fault{Method: "POST", Status: 503})
			o.play.fails()
			o.fake.SetPayment(paymentID, func(p *cpnfake.Payment) { p.Expired = true })
			o.fails("CPN rejected the transaction")
			if got := o.fake.Transactions(); len(got) != 1 || got[0].PaymentID != otherPayment {
				o.t.Errorf("CPN has %v", got)
			}
		},
		"CPN repeats a rejection that was lost, and whose cause is gone": func(o *operator) {
			o.set("id", "INC-1")
			o.fake.SetRepeats(cpnfake.RepeatsReplayRejections)
			o.fake.SetPayment(paymentID, func(p *cpnfake.Payment) { p.Status = "CREATED" })
			o.fake.Inject(lostResponse())
			o.play.fails()
			o.fake.SetPayment(paymentID, func(p *cpnfake.Payment) { p.Status = "CRYPTO_FUNDS_PENDING" })
			o.fails("CPN rejected the transaction")
			if n := o.fake.Counts().Transactions; n != 1 {
				o.t.Errorf("CPN has %d transactions", n)
			}
		},
		"another transaction is active":           active(map[string]string{"order": "4711"}, map[string]any{"order": "4712"}, "not as configured"),
		"one with the same metadata is active":    active(map[string]string{"order": "4711"}, map[string]any{"order": "4711"}, "as configured"),
		"one is active, and neither has metadata": active(nil, nil, "as configured"),
		"one is active whose metadata CPN does not return": func(o *operator) {
			withoutMetadata(o.play, transactionID)
			active(map[string]string{"order": "4711"}, map[string]any{"order": "4712"}, "not returned")(o)
		},
		"the active transaction is not returned": func(o *operator) {
			o.set("metadata", map[string]any{"order": "4712"})
			o.chosen = transactionID
			o.fake.SetTransaction(transactionID, func(t *cpnfake.Transaction) { t.PaymentID = paymentID })
			o.fake.Inject(cpnfake.Fault{Operation: cpnfake.GetTransaction, Code: 290306})
			o.fails("The payment already has an active transaction")
			if n := o.fake.Counts().Transactions; n != 0 || o.state()["transaction_id"] != transactionID {
				o.t.Errorf("CPN created %d transactions, state has %v", n, o.state())
			}
		},
		// The apply adopts it. Its warning says how to create another.
		"the response is lost, and the transaction has FAILED by the next apply": func(o *operator) {
			o.fake.SetRepeats(cpnfake.RepeatsConflict)
			o.fake.Inject(lostResponse())
			o.play.fails()
			o.fake.SetTransaction(o.fake.Transactions()[0].ID, fail)
			o.apply()
			o.plansNothing()
			o.follow("warning", "The transaction exists with the status FAILED")
			if got := o.fake.Transactions(); len(got) != 2 || o.state()["transaction_id"] != got[1].ID {
				o.t.Errorf("CPN has %v", got)
			}
		},
		"a proxy passes the create on, and rejects it instead of CPN": func(o *operator) {
			o.play = newTicket(o.t, nil)
			o.fake.Inject(foreignRejection())
			o.fails("HTTP 403 did not come from CPN; outcome unconfirmed")
			if n := o.fake.Counts().Tickets; n != 1 {
				o.t.Errorf("CPN has %d tickets", n)
			}
		},
		// Circle support says which is ours.
		"our transaction and a stranger's are indistinguishable": func(o *operator) {
			o.fake.SetRepeats(cpnfake.RepeatsConflict)
			o.fake.Inject(lostResponse())
			o.play.fails()
			o.chosen = o.fake.Transactions()[0].ID
			o.fake.SetTransaction(o.chosen, fail)
			o.fake.SetTransaction(transactionID, func(t *cpnfake.Transaction) { t.PaymentID = paymentID })
			o.fails("The transaction exists; the provider cannot tell which one it is")
			if o.state()["transaction_id"] != o.chosen || o.fake.Counts().Transactions != 1 {
				o.t.Errorf("state has %v", o.state())
			}
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			meet(&operator{play: newTransaction(t, attributes{"metadata": nil})})
		})
	}
}
