// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"net/http"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/cpnfake"
)

// TestReplay_isNotThePresent shows that the first response to an idempotency key, which may have
// any age, does not go to state: the transaction is read once, and a warning says that it is an
// earlier one. The histories have all ways to send an idempotency key again.
func TestReplay_isNotThePresent(t *testing.T) {
	t.Parallel()
	p := newTransaction(t, nil)
	p.succeeds()
	first := p.fake.Transactions()[0].ID
	p.fake.SetTransaction(first, fail)
	p.loseState()
	p.succeeds().has(t, "warning", "CPN returned an earlier transaction", "CPN repeated its first response (CREATED); the status is now FAILED.")
	if got := p.state(); got["status"] != "FAILED" || got["failure_reason"] != "FAILED_ONCHAIN" || got["transaction_id"] != first {
		t.Errorf("state has %v", got)
	}
	p.plansNothing()
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
	p := newTransaction(t, nil)
	p.fake.Inject(cpnfake.Fault{Method: "GET", Status: 404}, cpnfake.Fault{Method: "GET", Code: 290306})
	p.succeeds().are(t)
	if n := p.fake.Counts(); n.Reads != 3 || n.Creates != 1 {
		t.Errorf("%d reads", n.Reads)
	}
}

// TestCreate_contradicted follows the error of a transaction that CPN returns with another
// destination than it created: nothing is in state, and each apply says so, until CPN returns
// one version. [TestRefresh_anotherValue] has all that decides what a wallet signs.
func TestCreate_contradicted(t *testing.T) {
	t.Parallel()
	p := newTransaction(t, nil)
	p.fake.EditResponses(func(operation string, data map[string]any) {
		if operation == cpnfake.GetTransaction {
			data["destinationAddress"] = "0xe2"
		}
	})
	for range 2 {
		p.fails().are(t, "error: DO NOT SIGN: CPN returned two versions of the transaction", "error: DO NOT SIGN: destination_address changed at CPN @ destination_address")
	}
	p.fake.EditResponses(nil)
	if p.succeeds(); p.state()["transaction_id"] != p.fake.Transactions()[0].ID || p.fake.Counts().Transactions != 1 {
		t.Errorf("state has %v", p.state())
	}
}

// TestCreate_renewed shows a new encoded message on Solana, where a blockhash expires: after the
// create and at each refresh it is stored while the transaction awaits its signature, and later
// it is an error.
func TestCreate_renewed(t *testing.T) {
	t.Parallel()
	p := newTransaction(t, nil)
	p.fake.SetPayments(func(p *cpnfake.Payment) { p.Blockchain = "SOL" })
	renewed := func(encoded, status string, refresh func() diagnostics) diagnostics {
		p.fake.EditResponses(func(operation string, data map[string]any) {
			if operation == cpnfake.GetTransaction {
				data["encodedMessageToBeSigned"], data["status"] = encoded, status
			}
		})
		return refresh()
	}
	for i, refresh := range []func() diagnostics{p.succeeds, p.refresh} {
		encoded := []string{"AQAB", "AQAC"}[i]
		renewed(encoded, "CREATED", refresh).are(t, "warning: CPN renewed the message to be signed"+end(p.fake.Transactions()[0].ID))
		if got := p.state()["encoded_message_to_be_signed"]; got != encoded {
			t.Errorf("state has %v", got)
		}
		p.plansNothing()
	}
	before := p.state()
	renewed("AQAD", "PENDING", p.refresh).are(t, "error: DO NOT SIGN: encoded_message_to_be_signed changed at CPN @ encoded_message_to_be_signed")
	if diff := cmp.Diff(before, p.state()); diff != "" {
		t.Error(diff)
	}
}
