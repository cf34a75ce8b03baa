// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package cpn

import (
	"bytes"
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"
)

const paymentID = "c4d1da72-111e-4d52-bdbf-2e74a2d803d5"

// Idempotency keys are derived from the canonical bodies: a change here changes the keys, and
// so creates duplicates.
func TestBody_isCanonical(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		in   Request
		path string
		body string
	}{
		"a ticket with everything": {
			NewSupportTicket{
				PaymentID:   "C4D1DA72-111E-4D52-BDBF-2E74A2D803D5",
				IssueType:   "PAYMENT_SETTLEMENT_DELAY",
				Description: "\ufeff<b> & \u2028 \u00fc\r\n\U0001f600 \"quoted\" \r\n\n",
				Email:       "help@ofi.com",
				CCEmails:    []string{"b@example.com", "a@example.com"},
			},
			"/v1/cpn/supportTickets",
			`{"ccEmails":["a@example.com","b@example.com"],"description":"\u003cb\u003e \u0026 \u2028 ` + "\u00fc" + `\n` + "\U0001f600" +
				` \"quoted\" ","email":"help@ofi.com","issueType":"PAYMENT_SETTLEMENT_DELAY","paymentId":"` + paymentID + `"}`,
		},
		"a ticket without cc_emails": {
			NewSupportTicket{PaymentID: paymentID, IssueType: "OTHER", Description: "d", Email: "e@example.com", CCEmails: []string{}},
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

// TestBody_tellsTheWholeRequest shows that the body, from which the idempotency key is
// derived, decodes back to the request: no two different requests share a body, and no order
// or spelling of the same request changes it.
func TestBody_tellsTheWholeRequest(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		in := NewSupportTicket{
			PaymentID:   rapid.StringMatching(`[0-9a-f]{8}-[0-9a-f]{4}`).Draw(t, "payment"),
			IssueType:   rapid.SampledFrom(IssueTypes()).Draw(t, "issue type"),
			Description: rapid.String().Draw(t, "description"),
			Email:       rapid.String().Draw(t, "email"),
			CCEmails:    rapid.SliceOfDistinct(rapid.String(), func(s string) string { return s }).Draw(t, "copies"),
		}
		copies := slices.Clone(in.CCEmails)
		var got NewSupportTicket
		if err := json.Unmarshal(in.Body(), &struct {
			CCEmails    *[]string  `json:"ccEmails"`
			Description *string    `json:"description"`
			Email       *string    `json:"email"`
			IssueType   *IssueType `json:"issueType"`
			PaymentID   *string    `json:"paymentId"`
		}{&got.CCEmails, &got.Description, &got.Email, &got.IssueType, &got.PaymentID}); err != nil {
			t.Fatal(err)
		}
		if !slices.Equal(copies, in.CCEmails) {
			t.Error("Body sorted the caller's list")
		}
		want := in
		want.Description = CanonicalDescription(in.Description) // equal by meaning
		want.CCEmails = slices.Sorted(slices.Values(in.CCEmails))
		if diff := cmp.Diff(want, got, cmpopts.EquateEmpty()); diff != "" {
			t.Error(diff)
		}

		respelled := in
		respelled.PaymentID = strings.ToUpper(in.PaymentID)
		respelled.Description = rapid.SampledFrom([]string{"", "\ufeff"}).Draw(t, "start") + in.Description + rapid.SampledFrom([]string{"", "\n", "\r\n", "\r", "\n\n"}).Draw(t, "end")
		respelled.CCEmails = rapid.Permutation(in.CCEmails).Draw(t, "copies in another order")
		if !bytes.Equal(in.Body(), respelled.Body()) {
			t.Errorf("%s and %s", in.Body(), respelled.Body())
		}
	})
	rapid.Check(t, func(t *rapid.T) {
		in := NewTransaction{PaymentID: paymentID, Metadata: rapid.MapOf(rapid.String(), rapid.String()).Draw(t, "metadata")}
		var got struct{ Metadata map[string]string }
		if err := json.Unmarshal(in.Body(), &got); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(in.Metadata, got.Metadata, cmpopts.EquateEmpty()); diff != "" {
			t.Error(diff)
		}
	})
}
