// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"maps"
	"strings"
	"testing"

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
