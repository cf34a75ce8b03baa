// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"strings"
	"testing"

	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/cpnfake"
)

// dishonest lists messages of the simulator that differ from each part of CPN's description,
// and what is said about each. A summary without DO NOT SIGN leaves the decision to the
// operator. Package cpn has all of the simulator's messages.
func dishonest() map[string]string {
	return map[string]string{
		"member missing":      "DO NOT SIGN: what the message allows cannot be read",
		"payee":               "DO NOT SIGN: the message pays another address",
		"payer":               "DO NOT SIGN: the message pays from another wallet",
		"chain":               "DO NOT SIGN: the message is for another blockchain",
		"token":               "DO NOT SIGN: the message moves another token",
		"more than described": "DO NOT SIGN: the message takes more than CPN says",
		"digest":              "DO NOT SIGN: the encoded message is another message",
		"less than described": "The message takes less than CPN says",
	}
}

// end is how a summary names a transaction. Terraform shows one of all warnings with the same
// summary.
func end(id string) string { return " (…" + id[24:] + ")" }

// TestMessage_dishonest plays each dishonest message with everything that reads one: each
// warns, on each read, and none fails, because that would hide the status.
func TestMessage_dishonest(t *testing.T) {
	t.Parallel()
	for name, summary := range dishonest() {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p := newTransaction(t, attributes{"id": "a"})
			p.fake.SetPayments(func(p *cpnfake.Payment) { p.Hostile = []string{name} })
			created := p.apply()
			want := "warning: " + summary + end(p.fake.Transactions()[0].ID)
			created.are(t, want)
			for _, status := range []string{"CREATED", "PENDING"} {
				p.fake.MoveTransaction(p.fake.Transactions()[0].ID, status)
				changes, planned := p.plan()
				again := strings.Contains(renderAll(planned), "Do not sign or submit this transaction again.")
				if planned.are(t, want); len(changes) != 0 || again != (status == "PENDING" && strings.Contains(want, "DO NOT SIGN")) {
					t.Errorf("%d changes: %s", len(changes), renderAll(planned))
				}
			}
			everyReader(t, p, want)
		})
	}
}

// everyReader reads the transaction of p with all that reads one, and wants these diagnostics.
func everyReader(t *testing.T, p *play, want ...string) {
	t.Helper()
	id := p.fake.Transactions()[0].ID
	_, read := startLookup(t, "cpn_transaction").read(p.provider, attributes{"payment_id": paymentID, "transaction_id": strings.ToUpper(id)})
	wellFormed(t, read).are(t, want...)
	for _, whole := range []bool{true, false} {
		results, listed := startQuery(t).run(p.provider, paymentID, whole, 100)
		if wellFormed(t, listed).are(t, want...); len(results) != 1 {
			t.Errorf("%d results", len(results))
		}
	}
	imported := &play{newCore(t, "cpn_transaction", p.provider), t, p.fake}
	imported.imports(paymentID+"/"+id).are(t, want...)
}

// TestMessage_dishonestIsNotSubmitted submits each of them, correctly signed: what must not be
// signed is not sent either, as long as nothing has been sent. Then it is a warning here too.
func TestMessage_dishonestIsNotSubmitted(t *testing.T) {
	t.Parallel()
	for name, summary := range dishonest() {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := newSubmission(t, nil, func(fake *cpnfake.Server) {
				fake.SetPayments(func(p *cpnfake.Payment) { p.Hostile = []string{name} })
			})
			problem, forbidden := strings.CutPrefix(summary, "DO NOT SIGN")
			if !forbidden {
				s.succeeds().has(t, "warning", summary+end(submittedID), " @ signed_message\n")
				s.once()
				return
			}
			s.fails().has(t, "error", "DO NOT SUBMIT"+problem, " @ signed_message\n")
			s.never()
			s.fake.MoveTransaction(submittedID, "PENDING")
			s.succeeds().has(t, "warning", summary+end(submittedID))
			s.never()
		})
	}
}

// TestMessage_honest shows that an honest message is not spoken of, on either kind of chain,
// whatever happens to its transaction.
func TestMessage_honest(t *testing.T) {
	t.Parallel()
	for _, blockchain := range []string{"ETH-SEPOLIA", "SOL-DEVNET"} {
		t.Run(blockchain, func(t *testing.T) {
			t.Parallel()
			p := newTransaction(t, nil)
			p.fake.SetPayments(func(p *cpnfake.Payment) { p.Blockchain = blockchain })
			p.apply().are(t)
			p.plansNothing()
			everyReader(t, p)
			for _, status := range []string{"PENDING", "BROADCASTED", "COMPLETED"} {
				p.fake.MoveTransaction(p.fake.Transactions()[0].ID, status)
				p.refresh().are(t)
			}
		})
	}
}

// TestMessage_notChecked shows the one warning of a message on an EVM chain that is no payment
// intent: at its create, and not again.
func TestMessage_notChecked(t *testing.T) {
	t.Parallel()
	p := newTransaction(t, nil)
	p.fake.EditResponses(withMessage(`{"primaryType":"TransferWithAuthorization","types":{},"domain":{},"message":{}}`))
	created := p.apply()
	created.are(t, "warning: The message to be signed was not checked"+end(p.fake.Transactions()[0].ID))
	p.plansNothing()
	everyReader(t, p)
}

// TestMessage_foundElsewhere shows the warning of a transaction that is found among the
// payment's because its response was lost, and of one that is not read after its create.
func TestMessage_foundElsewhere(t *testing.T) {
	t.Parallel()
	for name, faults := range map[string][]cpnfake.Fault{
		"found":    {lostResponse()},
		"not read": {{Method: "GET", Status: 500}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p := newTransaction(t, attributes{"metadata": map[string]any{"k": "v"}})
			p.fake.SetPayments(func(p *cpnfake.Payment) { p.Hostile = []string{"payee"} })
			p.fake.SetRepeats(cpnfake.RepeatsConflict)
			p.fake.Inject(faults...)
			if name == "found" {
				p.fails()
			}
			p.succeeds().has(t, "warning", dishonest()["payee"]+end(p.fake.Transactions()[0].ID))
		})
	}
}
