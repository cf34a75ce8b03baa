// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/cpnfake"
)

// dishonest lists each way in which the simulator's messages can be another than CPN says, and
// what is said about it. A summary without DO NOT SIGN leaves the decision to the operator.
func dishonest() map[string]string {
	const unreadable = "DO NOT SIGN: what the message allows cannot be read"
	return map[string]string{
		"member missing": unreadable, "member not declared": unreadable, "member declared otherwise": unreadable,
		"payee":               "DO NOT SIGN: the message pays another address",
		"payer":               "DO NOT SIGN: the message pays from another wallet",
		"chain":               "DO NOT SIGN: the message is for another blockchain",
		"contract":            "DO NOT SIGN: the message is for another contract",
		"token":               "DO NOT SIGN: the message moves another token",
		"sum":                 "DO NOT SIGN: the amounts in the message do not add up",
		"more than described": "DO NOT SIGN: the message takes more than CPN says",
		"digest":              "DO NOT SIGN: the encoded message is another message",
		"less than described": "The message takes less than CPN says",
		"spender":             "The message names another spender",
	}
}

// end is how a summary names a transaction. Terraform shows one of all warnings with the same
// summary.
func end(id string) string { return " (…" + id[24:] + ")" }

// TestMessage_dishonest plays each dishonest message with everything that reads one: each
// warns, on each read, and none fails, because that would hide the status.
func TestMessage_dishonest(t *testing.T) {
	t.Parallel()
	for _, name := range cpnfake.HostileMessages() {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p := newTransaction(t, attributes{"id": "a"})
			p.fake.SetPayments(func(p *cpnfake.Payment) { p.Hostile = []string{name} })
			created := p.apply()
			want := "warning: " + dishonest()[name] + end(p.fake.Transactions()[0].ID)
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

// named renames the resource of a block.
func named(name, block string) string { return strings.Replace(block, `"test"`, `"`+name+`"`, 1) }

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
				s.succeeds().has(t, "warning", summary+end(submittedID), " @ signed_message\n", "This difference does not block the submission.")
				s.once()
				return
			}
			s.fails().has(t, "error", "DO NOT SUBMIT"+problem, " @ signed_message\n", "Nothing was sent.", submittedID)
			s.never()
			s.fake.MoveTransaction(submittedID, "PENDING")
			s.succeeds().has(t, "warning", summary+end(submittedID), "Do not sign or submit this transaction again.")
			s.never()
		})
	}
}

// TestMessage_honest shows that an honest message is not spoken of, on any chain, whatever
// happens to its transaction.
func TestMessage_honest(t *testing.T) {
	t.Parallel()
	for _, blockchain := range cpnfake.Blockchains() {
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

// TestMessage_evidence shows that one warning has the evidence of all that is wrong.
func TestMessage_evidence(t *testing.T) {
	t.Parallel()
	p := newTransaction(t, nil)
	p.fake.SetPayments(func(p *cpnfake.Payment) { p.Hostile = []string{"more than described", "payee"} })
	diags := p.apply()
	diags.has(t, "warning", dishonest()["payee"]+end(p.fake.Transactions()[0].ID),
		payee, "0x00000000000000000000000000000000000000aa", "11.948672 USDC", "12948672 (12.948672 USDC)")
	if len(diags) != 1 {
		t.Error(renderAll(diags))
	}
}

// TestMessage_notChecked shows the one warning of a message on an EVM chain that is no payment
// intent: at its create, and not again.
func TestMessage_notChecked(t *testing.T) {
	t.Parallel()
	for _, message := range []string{`{}`, `{"primaryType":"TransferWithAuthorization","types":{},"domain":{},"message":{}}`} {
		p := newTransaction(t, nil)
		p.fake.EditResponses(withMessage(message))
		created := p.apply()
		created.are(t, "warning: The message to be signed was not checked"+end(p.fake.Transactions()[0].ID))
		p.plansNothing()
		everyReader(t, p)
	}
}

// withMessage replaces the message of all transactions.
func withMessage(message string) func(string, map[string]any) {
	return func(operation string, data map[string]any) {
		if operation != cpnfake.GetPayment {
			data["messageToBeSigned"] = json.RawMessage(message)
		}
	}
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

// TestMessage_inOneRun creates and submits two dishonest transactions in one run: both warnings
// are seen, and nothing is sent.
func TestMessage_inOneRun(t *testing.T) {
	t.Parallel()
	fake, url := startFake(t)
	fake.SetPayments(func(p *cpnfake.Payment) { p.Hostile = []string{"payee"} })
	w := newWorkspace(t, url)
	blocks := []string{}
	for i, payment := range []string{paymentID, otherPayment} {
		name := fmt.Sprint("x", i)
		at := []string{fmt.Sprintf("payment_id = %q", payment)}
		blocks = append(blocks, named(name, transactionBlock(at...)), named(name, submissionBlock(append(at,
			"transaction_id = cpn_transaction."+name+".transaction_id", "signed_message = cpn_transaction."+name+".message_to_be_signed",
			`signed_transaction = "0x`+strings.Repeat("1f", 65)+`"`)...)))
	}
	w.configure(blocks...)
	out, err := w.output("apply", "-auto-approve", "-no-color")
	if err == nil || strings.Count(out, "DO NOT SUBMIT: the message pays another address") != 2 {
		t.Errorf("%v: %s", err, out)
	}
	for _, made := range fake.Transactions() {
		if n := strings.Count(out, dishonest()["payee"]+end(made.ID)); n != 1 || made.Submits != 0 {
			t.Errorf("%d warnings of %s, which got %+v:\n%s", n, made.ID, made.SubmitCounts, out)
		}
	}
	if state := w.state(); len(state) != 2 {
		t.Errorf("state has %v", state)
	}
}
