// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"encoding/json"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/cpnfake"
)

// TestReplay_isNotThePresent shows that the first response to an idempotency key, which may have
// any age, does not go to state: the transaction is read once.
func TestReplay_isNotThePresent(t *testing.T) {
	t.Parallel()
	for name, again := range map[string]func(*workspace){
		"lost state": func(w *workspace) {
			(&chaos{workspace: w}).loseState()
			w.run("apply", "-auto-approve").must(w.t, 0)
		},
		"-replace": func(w *workspace) { w.run("apply", "-auto-approve", "-replace="+transactionAddress).must(w.t, 0) },
		"taint": func(w *workspace) {
			w.plain("taint", transactionAddress)
			w.run("apply", "-auto-approve").must(w.t, 0)
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			fake, url := startFake(t)
			w := newWorkspace(t, url)
			w.configure(transactionBlock(`id = "PAY-1"`))
			w.run("apply", "-auto-approve").must(t, 0)
			fake.SetTransaction(fake.Transactions()[0].ID, fail)
			again(w)
			if got := w.state()[transactionAddress]; got["status"] != "FAILED" || got["failure_reason"] != "FAILED_ONCHAIN" {
				t.Errorf("state has %v", got)
			}
			w.run("plan", "-detailed-exitcode").must(t, 0)
		})
	}
}

// TestReplay_inputsThereAndBack covers the only replay without a loss: inputs A, then B, then A
// again.
func TestReplay_inputsThereAndBack(t *testing.T) {
	t.Parallel()
	fake, url := startFake(t)
	w := newWorkspace(t, url)
	for _, metadata := range []string{"a", "b", "a"} {
		for _, created := range fake.Transactions() {
			fake.SetTransaction(created.ID, fail)
		}
		w.configure(transactionBlock(`id = "PAY-1"`, `metadata = { k = "`+metadata+`" }`))
		got := w.run("apply", "-auto-approve").must(t, 0)
		if len(fake.Transactions()) == 2 && metadata == "a" {
			d := got.has(t, "warning", "CPN returned an earlier transaction")
			if !strings.Contains(d.Detail, "CPN repeated its first response (CREATED); the status is now FAILED.") {
				t.Errorf("says %s", d.Detail)
			}
		}
	}
	if got := w.state()[transactionAddress]; got["status"] != "FAILED" || len(fake.Transactions()) != 2 {
		t.Errorf("CPN has %d transactions, state has %v", len(fake.Transactions()), got)
	}
}

// TestCreate_isConfirmed shows what happens if the read after a create fails or returns another
// transaction: the transaction is in state in either case, and no message says to sign.
func TestCreate_isConfirmed(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		arrange       func(*cpnfake.Server)
		code          int
		summary, says string
	}{
		"the read fails": {
			func(fake *cpnfake.Server) { fake.Inject(always(cpnfake.Fault{Status: http.StatusServiceUnavailable})) },
			0, "The transaction's status may be out of date", "Do not sign before `terraform plan` refreshes the transaction without a warning.",
		},
		"the ID could lead to another path": {
			func(fake *cpnfake.Server) {
				fake.EditResponses(func(_ string, data map[string]any) { data["id"] = "a/../b" })
			},
			0, "The transaction's status may be out of date", `No request was sent: "a/../b" is not the ID of a transaction.`,
		},
		"the read shows another destination": {
			func(fake *cpnfake.Server) {
				fake.EditResponses(func(operation string, data map[string]any) {
					if operation == cpnfake.GetTransaction {
						data["destinationAddress"] = "0xe2"
					}
				})
			},
			1, "DO NOT SIGN: destination_address changed at CPN", "  at CPN:          0xe2",
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			fake, url := startFake(t)
			tc.arrange(fake)
			w := quick(t, url)
			w.configure(transactionBlock(`id = "PAY-1"`))
			severity := map[int]string{0: "warning", 1: "error"}[tc.code]
			if d := w.run("apply", "-auto-approve").must(t, tc.code).has(t, severity, tc.summary); !strings.Contains(d.Detail, tc.says) {
				t.Errorf("says %s", d.Detail)
			}
			if got := w.state()[transactionAddress]["transaction_id"]; (got == nil) != (tc.code == 1) || fake.Counts().Transactions != 1 {
				t.Errorf("state has %v", got)
			}
		})
	}
}

// TestCreate_contradicted follows the error of a transaction that CPN returns with another
// destination than it created: nothing is in state, and each apply says so, until CPN returns
// one version.
func TestCreate_contradicted(t *testing.T) {
	t.Parallel()
	fake, url := startFake(t)
	fake.EditResponses(func(operation string, data map[string]any) {
		if operation == cpnfake.GetTransaction {
			data["destinationAddress"] = "0xe2"
		}
	})
	w := quick(t, url)
	w.configure(transactionBlock())
	for range 2 {
		d := w.run("apply", "-auto-approve").must(t, 1).has(t, "error", "DO NOT SIGN: CPN returned two versions of the transaction")
		if !strings.Contains(d.Detail, fake.Transactions()[0].ID) || len(w.state()) != 0 {
			t.Errorf("says %s, and state has %v", d.Detail, w.state())
		}
	}
	fake.EditResponses(nil)
	w.run("apply", "-auto-approve").must(t, 0)
	id := fake.Transactions()[0].ID
	if got := w.state()[transactionAddress]["transaction_id"]; got != id || fake.Counts().Transactions != 1 {
		t.Errorf("state has %v, want %s", got, id)
	}
}

// TestRefresh_oddID shows that a transaction whose ID cannot be used in a path stays in state,
// and blocks nothing.
func TestRefresh_oddID(t *testing.T) {
	t.Parallel()
	fake, url := startFake(t)
	fake.EditResponses(func(_ string, data map[string]any) { data["id"] = "a b" })
	w := quick(t, url)
	w.configure(transactionBlock(`id = "PAY-1"`))
	w.run("apply", "-auto-approve").must(t, 0)
	d := w.run("plan", "-detailed-exitcode").must(t, 0).has(t, "warning", "The transaction was not refreshed")
	if !strings.Contains(d.Detail, "Ask Circle support about the transaction's ID.") || !strings.Contains(d.Detail, `No request was sent: "a b" is not the ID of a transaction.`) {
		t.Errorf("says %s", d.Detail)
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
			s := newStage(t, "cpn_support_ticket", "x")
			now := time.Now().Add(tc.clock)
			s.fake.EditResponses(func(_ string, data map[string]any) { data["createDate"] = now.Add(-tc.age).UTC().Format(time.RFC3339) })
			s.fake.Inject(cpnfake.Fault{Method: "POST", After: true, Header: map[string]string{"Date": now.UTC().Format(http.TimeFormat)}})
			if got := renderAll(s.core.apply()); strings.Contains(got, "CPN returned an earlier support ticket") != tc.warns {
				t.Errorf("warns: %s", got)
			}
		})
	}
}

// TestEmptyMembers_areNull shows that a member which CPN leaves empty until it is known does not
// count as a value.
func TestEmptyMembers_areNull(t *testing.T) {
	t.Parallel()
	fake, url := startFake(t)
	fake.EditResponses(func(_ string, data map[string]any) {
		data["failureReason"], data["transactionHash"] = "", json.RawMessage(`""`)
	})
	w := newWorkspace(t, url)
	w.configure(transactionBlock())
	w.run("apply", "-auto-approve").must(t, 0)
	if got := w.state()[transactionAddress]; got["failure_reason"] != nil || got["transaction_hash"] != nil {
		t.Errorf("state has %q and %q", got["failure_reason"], got["transaction_hash"])
	}
	w.run("plan", "-detailed-exitcode").must(t, 0)
}
