// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"fmt"
	"maps"
	"net/http"
	"strconv"
	"strings"
	"testing"
	"unicode"

	"github.com/google/go-cmp/cmp"

	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/cpnfake"
)

// TestUnusualResponses_planNothing creates at a CPN that returns less, more or other values than
// documented: state stores what there is, warns of what differs, and the next plan is empty.
func TestUnusualResponses_planNothing(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		edit                func(operation string, data map[string]any)
		ticket, transaction []string // diagnostics
	}{
		"every optional member is absent": {edit: func(_ string, data map[string]any) { maps.DeleteFunc(data, optional) }},
		"a member is empty until it is known": {edit: func(_ string, data map[string]any) {
			data["failureReason"], data["transactionHash"], data["encodedMessageToBeSigned"] = "", "", ""
		}},
		"unknown members and values": {
			func(_ string, data map[string]any) {
				data["new"] = map[string]any{"deep": []any{1, true}}
				if _, ok := data["status"]; ok {
					data["status"], data["blockchain"], data["messageType"], data["failureReason"] = "QUEUED", "NEWCHAIN", "EIP9999", "NEW_REASON"
				}
			},
			nil,
			// A new transaction is CREATED; any other status may belong to an earlier one.
			[]string{"warning: CPN returned an earlier transaction"},
		},
		"inputs in another form with the same meaning": {edit: func(_ string, data map[string]any) {
			data["paymentId"] = strings.ToUpper(text(data["paymentId"]))
			if _, ok := data["ccEmails"]; ok {
				data["ccEmails"] = []any{"b@example.com", "a@example.com"}
			}
		}},
		"inputs with other values": {
			func(operation string, data map[string]any) {
				if operation == cpnfake.CreateSupportTicket {
					data["issueType"], data["description"], data["email"], data["ccEmails"] = "NEW_TYPE", "It is late", "other@ofi.com", []any{"a@example.com"}
				} else {
					data["metadata"] = map[string]any{"k": "other"}
				}
			},
			[]string{
				"warning: CPN returned a different cc_emails @ cc_emails", "warning: CPN returned a different description @ description",
				"warning: CPN returned a different email @ email", "warning: CPN returned a different issue_type @ issue_type",
			},
			[]string{"warning: CPN returned a different metadata @ metadata"},
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			ticket := newTicket(t, attributes{"cc_emails": []any{"a@example.com", "b@example.com"}})
			transaction := newTransaction(t, attributes{"metadata": map[string]any{"k": "v"}})
			for p, want := range map[*play][]string{ticket: tc.ticket, transaction: tc.transaction} {
				p.fake.EditResponses(tc.edit)
				diags := p.succeeds()
				diags.are(t, want...)
				p.plansNothing()
				for input, value := range p.declared["a"] {
					if diff := cmp.Diff(value, p.state()[input]); diff != "" {
						t.Errorf("state has another %s: %s", input, diff)
					}
				}
			}
			if got := transaction.state(); got["failure_reason"] == "" || got["transaction_hash"] == "" || got["encoded_message_to_be_signed"] == "" {
				t.Errorf("state has %v", got)
			}
		})
	}
}

// TestCanary_faults covers every fault of CPN, and responses of every kind that repeat the API
// key.
func TestCanary_faults(t *testing.T) {
	t.Parallel()
	faults := cpnfake.Faults()
	for _, status := range []int{200, 201, 204, 302, 400, 401, 403, 404, 408, 409, 422, 429, 500, 503, 599} {
		faults[fmt.Sprintf("HTTP %d, and the key repeated", status)] = echoing(status)
	}
	for name, fault := range faults {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p := newTransaction(t, attributes{"timeouts": map[string]any{"create": "1s"}}) // bounds the rate-limited creates
			p.fake.SetAPIKey(canaryKey)
			p.provider["api_key"], p.provider["request_timeout"] = canaryKey, "1s"
			fault.Times = 9
			p.fake.Inject(fault)
			left := renderAll(p.apply())
			for _, object := range p.objects {
				left += object.value.String() + string(object.private)
			}
			left += renderAll(p.apply())
			if holds([]byte(left)) {
				t.Errorf("the key is in %s", left)
			}
			if len(p.fake.Requests()) == 0 {
				t.Error("CPN got no request")
			}
		})
	}
}

// repainting is text that would clear a terminal, set its window title, run backwards, and claim
// success.
const repainting = "\x1b[2J\x1b]0;x\x07\u202e\u009b2J\r\bApply complete! Resources: 2 added, 0 changed, 0 destroyed.\x00"

// TestTerminal_isNotRepainted lets CPN put such text everywhere in its responses, and checks the
// bytes that reach a terminal and a log.
func TestTerminal_isNotRepainted(t *testing.T) {
	t.Parallel()
	quoted := strings.Trim(strconv.QuoteToASCII(repainting), `"`)
	quoted = strings.NewReplacer(`\x1b`, `\u001b`, `\a`, `\u0007`, `\b`, `\u0008`, `\x00`, `\u0000`).Replace(quoted)
	everywhere := func(_ string, data map[string]any) {
		for member, value := range data {
			if _, ok := value.(string); ok && member != "paymentId" {
				data[member] = repainting
			}
		}
	}
	a := newAviary(t, "CPN_API_KEY", "")
	a.setenv("CPN_MAX_RETRIES", "0")
	apply := []string{"apply", "-auto-approve"}
	html := map[string]string{"Content-Type": "text/html"}
	a.fake.Inject(cpnfake.Fault{
		Operation: cpnfake.CreateSupportTicket, Status: http.StatusBadRequest,
		Body: fmt.Sprintf(`{"code":2,"message":"%[1]s","errors":[{"location":"%[1]s","message":"%[1]s"},{"location":"email","message":"%[1]s"}]}`, quoted),
	}, cpnfake.Fault{Operation: cpnfake.CreateTransaction, Status: http.StatusBadGateway, Body: repainting, Header: html})
	a.expects(`(code 2): \x1b[2J`, apply...)
	a.fake.Inject(cpnfake.Fault{
		Operation: cpnfake.CreateSupportTicket, Status: http.StatusFound, Header: map[string]string{"Location": "https://x/\u202e\u009b"},
	})
	a.fake.SetTransaction(otherPayment, func(t *cpnfake.Transaction) {
		t.PaymentID, t.Status, t.Metadata = paymentID, repainting, map[string]string{repainting: repainting}
	})
	a.expects(`status: \x1b[2J`, apply...)
	if !a.said("not JSON") || !a.said("https://x/%E2%80%AE%C2%9B") {
		t.Errorf("a fault was not met: %s", a.printed)
	}
	a.fake.SetTransaction(otherPayment, fail)
	a.fake.EditResponses(everywhere)
	a.tf(apply...)
	a.expects(`\x1b[2J`, "plan")
	for where, text := range map[string]string{"terminal": string(a.printed), "log": a.log()} {
		for line := range strings.Lines(text) {
			if i := strings.IndexFunc(strings.TrimRight(line, "\n"), unprintable); i >= 0 {
				t.Errorf("%s: character %d of %q", where, i, line)
				break
			}
		}
	}
}

// unprintable reports whether a character controls a terminal. A log may have tabs.
func unprintable(r rune) bool { return !unicode.IsPrint(r) && r != '\t' }
