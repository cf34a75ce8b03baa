// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package cpn

import "testing"

const paymentID = "c4d1da72-111e-4d52-bdbf-2e74a2d803d5"

// The canonical bodies are what idempotency keys are made of: a change here makes
// other keys, and so other objects.
func TestBody_isCanonical(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		in   request
		path string
		body string
	}{
		"a ticket with everything": {
			NewSupportTicket{
				PaymentID:   "C4D1DA72-111E-4D52-BDBF-2E74A2D803D5",
				IssueType:   IssueSettlementDelay,
				Description: "<b> & \u2028 \u00fc \U0001f600 \"quoted\"\n",
				Email:       "help@ofi.com",
				CCEmails:    []string{"b@example.com", "a@example.com"},
			},
			"/v1/cpn/supportTickets",
			`{"ccEmails":["a@example.com","b@example.com"],"description":"\u003cb\u003e \u0026 \u2028 ` + "\u00fc \U0001f600" +
				` \"quoted\"\n","email":"help@ofi.com","issueType":"PAYMENT_SETTLEMENT_DELAY","paymentId":"` + paymentID + `"}`,
		},
		"a ticket without copies": {
			NewSupportTicket{PaymentID: paymentID, IssueType: IssueOther, Description: "d", Email: "e@example.com", CCEmails: []string{}},
			"/v1/cpn/supportTickets",
			`{"description":"d","email":"e@example.com","issueType":"OTHER","paymentId":"` + paymentID + `"}`,
		},
		"a transaction with metadata": {
			NewTransaction{PaymentID: "C4D1DA72-111e-4d52-bdbf-2e74a2d803d5", Metadata: map[string]string{"b": "2", "a": "1"}},
			"/v2/cpn/payments/" + paymentID + "/transactions",
			`{"metadata":{"a":"1","b":"2"}}`,
		},
		"a transaction with empty metadata": {
			NewTransaction{PaymentID: paymentID, Metadata: map[string]string{}},
			"/v2/cpn/payments/" + paymentID + "/transactions",
			`{}`,
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if got := tc.in.Path(); got != tc.path {
				t.Errorf("Path() = %s, want %s", got, tc.path)
			}
			if got := string(tc.in.Body()); got != tc.body {
				t.Errorf("Body() = %s\nwant     %s", got, tc.body)
			}
		})
	}
}

func TestBody_doesNotReorderItsInput(t *testing.T) {
	t.Parallel()
	in := NewSupportTicket{CCEmails: []string{"b", "a"}}
	in.Body()
	if in.CCEmails[0] != "b" {
		t.Error("Body sorted the caller's list")
	}
}

func TestWithKey(t *testing.T) {
	t.Parallel()
	for body, want := range map[string]string{
		`{}`:      `{"idempotencyKey":"k"}`,
		`{"a":1}`: `{"idempotencyKey":"k","a":1}`,
	} {
		if got := string(withKey([]byte(body), "k")); got != want {
			t.Errorf("withKey(%s) = %s, want %s", body, got, want)
		}
	}
}
