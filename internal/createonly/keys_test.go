// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package createonly

import (
	"testing"

	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/cpn"
)

const paymentID = "c4d1da72-111e-4d52-bdbf-2e74a2d803d5"

func ticket() cpn.NewSupportTicket {
	return cpn.NewSupportTicket{PaymentID: paymentID, IssueType: cpn.IssueOther, Description: "It is late.", Email: "help@ofi.com", CCEmails: []string{"a@ofi.com", "b@ofi.com"}}
}

// TestKeys_golden holds id and idempotency key still. A failure here means a duplicate for
// every resource whose response or state was lost: do not update the values, but give the
// scheme of package idempotency a new version.
func TestKeys_golden(t *testing.T) {
	t.Parallel()
	transaction := cpn.NewTransaction{PaymentID: paymentID, Metadata: map[string]string{"order": "4711"}}
	for name, tc := range map[string]struct {
		id              types.String
		in              cpn.Request
		wantID, wantKey string
	}{
		"a ticket with a configured id":       {types.StringValue("INC-4711/delay"), ticket(), "INC-4711/delay", "c10072b0-8ba6-4403-8a42-81bee8ff6b1b"},
		"a ticket without an id":              {types.StringNull(), ticket(), "tf-f85acc27-599d-4cea-96b2-d489e2ac80c2", "8ac085b3-3d7f-4e7d-8e3d-cff8382142e5"},
		"a ticket whose id is planned":        {types.StringUnknown(), ticket(), "tf-f85acc27-599d-4cea-96b2-d489e2ac80c2", "8ac085b3-3d7f-4e7d-8e3d-cff8382142e5"},
		"a ticket with its derived id copied": {types.StringValue("tf-f85acc27-599d-4cea-96b2-d489e2ac80c2"), ticket(), "tf-f85acc27-599d-4cea-96b2-d489e2ac80c2", "8ac085b3-3d7f-4e7d-8e3d-cff8382142e5"},
		"a transaction without an id":         {types.StringNull(), transaction, "tf-af67b9a8-8c1a-4ba1-8f78-c137ecc3f3b4", "851d7caf-7d63-49dd-9f75-6f9c20283d4d"},
		"a transaction without metadata":      {types.StringNull(), cpn.NewTransaction{PaymentID: paymentID}, "tf-1fd2b210-671c-4fe9-a992-c18d32fa1403", "75eefefb-66ca-47fc-9f19-35c6102988e1"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			id, key := Keys(tc.id, tc.in)
			if id.ValueString() != tc.wantID || key.ValueString() != tc.wantKey {
				t.Errorf("got %v and %v", id, key)
			}
		})
	}
}

// TestSameRequest lists what is equal by meaning, and what is not.
func TestSameRequest(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		edit func(*cpn.NewSupportTicket)
		same bool
	}{
		"letter case of payment_id":           {func(n *cpn.NewSupportTicket) { n.PaymentID = "C4D1DA72-111E-4D52-BDBF-2E74A2D803D5" }, true},
		"order of cc_emails":                  {func(n *cpn.NewSupportTicket) { n.CCEmails = []string{"b@ofi.com", "a@ofi.com"} }, true},
		"line ends at the end of description": {func(n *cpn.NewSupportTicket) { n.Description += "\n\r\n" }, true},
		"a byte order mark at its start":      {func(n *cpn.NewSupportTicket) { n.Description = "\ufeff" + n.Description }, true},
		"a space at its end":                  {func(n *cpn.NewSupportTicket) { n.Description += " " }, false},
		"letter case of email":                {func(n *cpn.NewSupportTicket) { n.Email = "Help@ofi.com" }, false},
		"no cc_emails":                        {func(n *cpn.NewSupportTicket) { n.CCEmails = nil }, false},
		"another issue_type":                  {func(n *cpn.NewSupportTicket) { n.IssueType = cpn.IssueReverseFunds }, false},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			edited := ticket()
			tc.edit(&edited)
			_, key := Keys(types.StringNull(), ticket())
			_, editedKey := Keys(types.StringNull(), edited)
			if SameRequest(ticket(), edited) != tc.same || key.Equal(editedKey) != tc.same {
				t.Errorf("the same: %t, the same key: %t", SameRequest(ticket(), edited), key.Equal(editedKey))
			}
		})
	}
	none, empty := ticket(), ticket()
	none.CCEmails, empty.CCEmails = nil, []string{}
	if !SameRequest(none, empty) || !SameRequest(cpn.NewTransaction{PaymentID: paymentID}, cpn.NewTransaction{PaymentID: paymentID, Metadata: map[string]string{}}) {
		t.Error("empty is another request than null")
	}
}

func BenchmarkKeys(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		Keys(types.StringNull(), ticket())
	}
}
