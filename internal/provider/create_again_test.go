// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/cpnfake"
)

// TestReplay_isNotThePresent shows that the first response to an idempotency key, which may have
// any age, does not go to state: the transaction is read once, and a warning says that it is an
// earlier one.
func TestReplay_isNotThePresent(t *testing.T) {
	t.Parallel()
	for name, again := range map[string]func(*play){
		"lost state":        (*play).loseState,
		"-replace or taint": func(p *play) { p.objects["a"].tainted = true },
		"inputs that changed there and back": func(p *play) {
			p.set("metadata", map[string]any{"k": "b"})
			p.succeeds()
			p.fake.SetTransaction(p.fake.Transactions()[1].ID, fail)
			p.set("metadata", map[string]any{"k": "a"})
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p := newTransaction(t, attributes{"id": "PAY-1", "metadata": map[string]any{"k": "a"}})
			p.succeeds()
			first := p.fake.Transactions()[0].ID
			p.fake.SetTransaction(first, fail)
			again(p)
			p.succeeds().has(t, "warning", "CPN returned an earlier transaction", "CPN repeated its first response (CREATED); the status is now FAILED.")
			if got := p.state(); got["status"] != "FAILED" || got["failure_reason"] != "FAILED_ONCHAIN" || got["transaction_id"] != first {
				t.Errorf("state has %v", got)
			}
			p.plansNothing()
		})
	}
}

// TestReplay_ofATicket shows that a ticket whose state was lost comes back with a warning, and so
// does one that is replaced. A retry makes no ticket old.
func TestReplay_ofATicket(t *testing.T) {
	t.Parallel()
	p := newTicket(t, nil)
	p.provider["max_retries"] = 4
	p.fake.Inject(cpnfake.Fault{Method: "POST", After: true, Status: 503, Times: 2})
	p.succeeds().are(t)
	made := time.Now().Add(-6 * time.Minute).UTC().Format(time.RFC3339)
	p.fake.EditResponses(func(_ string, data map[string]any) { data["createDate"] = made })
	for range 2 {
		p.objects["a"].tainted = true
		p.succeeds().has(t, "warning", "CPN returned an earlier support ticket", made)
	}
	p.loseState()
	p.succeeds().has(t, "warning", "CPN returned an earlier support ticket", made)
	if n := p.fake.Counts().Tickets; n != 1 {
		t.Errorf("CPN has %d tickets", n)
	}
}

// TestOldTicket_byItsOwnClock shows that a wrong clock on this machine makes no ticket old, and
// that the warning about an old ticket still appears.
func TestOldTicket_byItsOwnClock(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		clock time.Duration // of CPN, to this machine's
		age   time.Duration // of the ticket, by CPN's clock
		warns bool
	}{
		"this machine is ahead":                     {-time.Hour, 0, false},
		"this machine is behind":                    {time.Hour, 0, false},
		"an old ticket, and this machine is behind": {time.Hour, 10 * time.Minute, true},
		"an old ticket":                             {0, 10 * time.Minute, true},
		"a ticket of a minute ago":                  {0, time.Minute, true},
		"a ticket of two seconds ago":               {0, 2 * time.Second, false},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p := newTicket(t, nil)
			now := time.Now().Add(tc.clock)
			p.fake.EditResponses(func(_ string, data map[string]any) { data["createDate"] = now.Add(-tc.age).UTC().Format(time.RFC3339) })
			p.fake.Inject(cpnfake.Fault{Method: "POST", After: true, Header: map[string]string{"Date": now.UTC().Format(http.TimeFormat)}})
			if got := renderAll(p.succeeds()); strings.Contains(got, "CPN returned an earlier support ticket") != tc.warns {
				t.Errorf("warns: %s", got)
			}
		})
	}
}

// TestCreate_isReadBack shows what happens if the read after a create fails: the transaction is
// in state, and no message says to sign.
func TestCreate_isReadBack(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		arrange func(*cpnfake.Server)
		says    string
	}{
		"the read fails": {
			func(fake *cpnfake.Server) { fake.Inject(always(cpnfake.Fault{Status: http.StatusServiceUnavailable})) },
			"Do not sign before `terraform plan` refreshes the transaction without a warning.",
		},
		"CPN does not find it to the end": {
			func(fake *cpnfake.Server) { fake.Inject(always(cpnfake.Fault{Code: 290306})) },
			"Do not sign before `terraform plan` refreshes the transaction without a warning.",
		},
		"the ID could lead to another path": {
			func(fake *cpnfake.Server) {
				fake.EditResponses(func(_ string, data map[string]any) { data["id"] = "a/../b" })
			},
			`No request was sent: "a/../b" is not the ID of a transaction.`,
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p := newTransaction(t, attributes{"timeouts": map[string]any{"read": "1s"}})
			tc.arrange(p.fake)
			diags := p.succeeds()
			diags.has(t, "warning", "The transaction's status may be out of date", tc.says)
			if len(diags) != 1 || p.state()["transaction_id"] == nil || p.fake.Counts().Transactions != 1 {
				t.Errorf("state has %v: %s", p.state(), renderAll(diags))
			}
		})
	}
}

// TestCreate_isNotFoundYet shows that a 404 right after the create is no news: the transaction
// is read again.
func TestCreate_isNotFoundYet(t *testing.T) {
	t.Parallel()
	for name, fault := range map[string]cpnfake.Fault{"404": {Method: "GET", Status: 404}, "290306": {Method: "GET", Code: 290306}} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p := newTransaction(t, nil)
			p.fake.Inject(fault)
			p.succeeds().are(t)
			if n := p.fake.Counts(); n.Reads != 2 || n.Creates != 1 {
				t.Errorf("%d reads", n.Reads)
			}
		})
	}
}

// TestCreate_contradicted follows the error of a transaction that CPN returns with another
// destination, amount or message than it created: nothing is in state, and each apply says so,
// until CPN returns one version.
func TestCreate_contradicted(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		member string
		value  any
		at     string
	}{
		"destination": {"destinationAddress", "0xe2", "destination_address"},
		"amount":      {"amount", sum("12", "USDC"), "amount.amount"},
		"digest":      {"encodedMessageToBeSigned", "0xe2", "encoded_message_to_be_signed"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p := newTransaction(t, nil)
			p.fake.EditResponses(func(operation string, data map[string]any) {
				if operation == cpnfake.GetTransaction {
					data[tc.member] = tc.value
				}
			})
			const summary = "DO NOT SIGN: CPN returned two versions of the transaction"
			for range 2 {
				diags := p.fails()
				diags.are(t, "error: "+summary, "error: DO NOT SIGN: "+tc.at+" changed at CPN @ "+tc.at)
				diags.has(t, "error", summary, p.fake.Transactions()[0].ID, "Do not sign, submit or import this transaction.")
			}
			p.fake.EditResponses(nil)
			if p.succeeds(); p.state()["transaction_id"] != p.fake.Transactions()[0].ID || p.fake.Counts().Transactions != 1 {
				t.Errorf("state has %v", p.state())
			}
		})
	}
}

// TestCreate_renewed shows an encoded message on Solana that is another one by the time it is
// read back: the new one is stored, and is the one to sign.
func TestCreate_renewed(t *testing.T) {
	t.Parallel()
	p := newTransaction(t, nil)
	p.fake.SetPayments(func(p *cpnfake.Payment) { p.Blockchain = "SOL" })
	p.fake.EditResponses(func(operation string, data map[string]any) {
		if operation == cpnfake.GetTransaction {
			data["encodedMessageToBeSigned"] = "AQAB"
		}
	})
	created := p.succeeds()
	created.are(t, "warning: CPN renewed the message to be signed"+end(p.fake.Transactions()[0].ID))
	if got := p.state()["encoded_message_to_be_signed"]; got != "AQAB" {
		t.Errorf("state has %v", got)
	}
	p.plansNothing()
}

// TestCreate_activeTransaction shows both errors of CPN for a payment that has an active
// transaction: each names it, and how to import it.
func TestCreate_activeTransaction(t *testing.T) {
	t.Parallel()
	said := map[int]string{}
	p := newImport(t, map[string]string{"order": "4711"}, nil)
	for _, code := range []int{290300, 290330} {
		p.fake.Inject(cpnfake.Fault{Method: "POST", Code: code})
		said[code] = p.fails().has(t, "error", "The payment already has an active transaction", importedID, importID, "CREATED", total+" USDC", payee)
		if !strings.Contains(said[code], "import {") {
			t.Error(said[code])
		}
	}
	what := func(code int) string { before, _, _ := strings.Cut(said[code], "\n  response:"); return before }
	if diff := cmp.Diff(what(290300), what(290330)); diff != "" {
		t.Error(diff)
	}
}

// TestCreate_activeTransactionUnread shows the same if the active transaction cannot be read: the
// next apply says more.
func TestCreate_activeTransactionUnread(t *testing.T) {
	t.Parallel()
	p := newImport(t, nil, nil)
	p.fake.Inject(cpnfake.Fault{Method: "GET", Status: 503})
	diags := p.fails()
	diags.are(t, "error: Could not read the payment's active transaction", "error: CPN rejected the transaction")
	diags.has(t, "error", "CPN rejected the transaction", "code 290300")
	p.fails().has(t, "error", "The payment already has an active transaction", importedID)
}
