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
		"every optional member is absent": {edit: func(_ string, data map[string]any) {
			for member := range data {
				if optional(member, nil) {
					delete(data, member)
				}
			}
		}},
		"every optional member is null": {edit: func(_ string, data map[string]any) { every(nil)(data) }},
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
				if said := renderAll(diags); len(want) > 0 && p == ticket && !strings.Contains(said, p.fake.Tickets()[0].ID) {
					t.Error(said)
				}
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

// TestMessages_showNoInput shows that no message contains the value of description, email,
// cc_emails or metadata: neither if CPN rejects it or returns another, nor in the evidence.
// [TestValidate_rejects] has what is invalid. Terraform cannot mask what is sensitive in a provider's messages.
func TestMessages_showNoInput(t *testing.T) {
	t.Parallel()
	const words, address = "secret words", "secret@ofi.com"
	ticket := func(more attributes) attributes {
		a := validTicket()
		a["description"], a["email"], a["cc_emails"] = words, address, []any{address + ".mx"}
		maps.Copy(a, more)
		return a
	}
	transaction := attributes{"payment_id": paymentID, "metadata": map[string]any{"k": words}}
	repeated := `{"code":2,"message":"secret words from secret@ofi.com and secret@ofi.com.mx","errors":[{"error":"secret words","location":"email","message":"secret@ofi.com"}]}`
	for name, tc := range map[string]struct {
		in    attributes
		fault cpnfake.Fault
		edit  map[string]any
		says  string
	}{
		"rejected":               {in: ticket(nil), fault: cpnfake.Fault{Status: 400, Body: repeated}, says: "CPN rejected email"},
		"a server error":         {in: ticket(nil), fault: cpnfake.Fault{Status: 500, Body: repeated}, says: "(the value of email)"},
		"a rejected transaction": {in: transaction, fault: cpnfake.Fault{Status: 400, Body: `{"code":2,"message":"secret words"}`}, says: "(the value of metadata)"},
		"another ticket": {
			in: ticket(nil), edit: map[string]any{"description": "secret word", "email": "secret@ofi.co", "ccEmails": []any{"secret@ofi.com.m"}}, says: "CPN returned a different description",
		},
		"another transaction": {in: transaction, edit: map[string]any{"metadata": map[string]any{"k": "secret word"}}, says: "CPN returned a different metadata"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			resource := "cpn_transaction"
			if tc.in["email"] != nil {
				resource = "cpn_support_ticket"
			}
			p := newPlay(t, resource, tc.in)
			p.fake.EditResponses(func(_ string, data map[string]any) {
				maps.Copy(data, tc.edit)
			})
			if tc.fault.Status != 0 {
				p.fake.Inject(tc.fault)
			}
			if said := renderAll(p.apply()); strings.Contains(said, "secret") || !strings.Contains(said, tc.says) {
				t.Errorf("want %q, and no secret: %s", tc.says, said)
			}
		})
	}
}
