// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package createonly

import (
	"encoding/json"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"github.com/google/uuid"
	"github.com/hashicorp/terraform-plugin-framework/types"
	"pgregory.net/rapid"

	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/cpn"
)

const paymentID = "c4d1da72-111e-4d52-bdbf-2e74a2d803d5"

func ticket() cpn.NewSupportTicket {
	return cpn.NewSupportTicket{PaymentID: paymentID, IssueType: "OTHER", Description: "It is late.", Email: "help@ofi.com", CCEmails: []string{"a@ofi.com", "b@ofi.com"}}
}

// TestKeys_golden holds id and idempotency key still. A failure here means a duplicate for
// every resource whose response or state was lost: do not update the values, but give the
// scheme a new version.
func TestKeys_golden(t *testing.T) {
	t.Parallel()
	bare := cpn.NewTransaction{PaymentID: paymentID}
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
		"a transaction without metadata":      {types.StringNull(), bare, "tf-1fd2b210-671c-4fe9-a992-c18d32fa1403", "75eefefb-66ca-47fc-9f19-35c6102988e1"},
		"a transaction with a configured id":  {types.StringValue("INC-4711/delay"), bare, "INC-4711/delay", "ce9b6d04-907e-41c4-ad82-73cbafdebd07"},
		"an id beyond ASCII":                  {types.StringValue("Zürich \U0001f600 \u2028 <&>"), bare, "Zürich \U0001f600 \u2028 <&>", "542fd4ac-8f73-4c42-a0c8-4585bd59ba7a"},
		"an id that looks like JSON":          {types.StringValue(`"],["`), bare, `"],["`, "0e11ba10-a612-4b55-856c-fcfd9fe866f8"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if got := Keys(tc.id, tc.in); got.ID.ValueString() != tc.wantID || got.IdempotencyKey.ValueString() != tc.wantKey {
				t.Errorf("got %+v", got)
			}
		})
	}
}

// TestDerivedID lists what is equal by meaning, and what is not.
func TestDerivedID(t *testing.T) {
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
		"another issue_type":                  {func(n *cpn.NewSupportTicket) { n.IssueType = "REVERSE_FUNDS" }, false},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			edited := ticket()
			tc.edit(&edited)
			if same := DerivedID(edited) == DerivedID(ticket()); same != tc.same {
				t.Errorf("the same: %t", same)
			}
		})
	}
	none, empty := ticket(), ticket()
	none.CCEmails, empty.CCEmails = nil, []string{}
	bare, noMetadata := cpn.NewTransaction{PaymentID: paymentID}, cpn.NewTransaction{PaymentID: paymentID, Metadata: map[string]string{}}
	if DerivedID(none) != DerivedID(empty) || DerivedID(bare) != DerivedID(noMetadata) {
		t.Error("empty is another request than null")
	}
}

// TestKeyOf_isUUIDv4 shows that keys have the form that CPN accepts.
func TestKeyOf_isUUIDv4(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		text := func(label string) string { return rapid.String().Draw(t, label) }
		key, err := uuid.Parse(keyOf(text("id"), text("operation"), text("path"), text("body")))
		if err != nil || key.Version() != 4 || key.Variant() != uuid.RFC4122 {
			t.Errorf("%v is version %d, variant %v (%v)", key, key.Version(), key.Variant(), err)
		}
	})
}

// FuzzCanonical checks that the hashed text reveals each of its parts, for any text that
// Terraform can hold, so that no two different creates have the same key.
func FuzzCanonical(f *testing.F) {
	f.Add("INC-1", "createSupportTicket", "/v1/cpn/supportTickets", `{"a":1}`)
	f.Add(`"],["`, "", "\u2028", "<&>")
	f.Fuzz(func(t *testing.T, id, operation, path, body string) {
		want := []string{scheme, operation, id, path, body}
		for _, part := range want {
			if !utf8.ValidString(part) {
				return
			}
		}
		var got []string
		if err := json.Unmarshal(canonical(id, operation, path, body), &got); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Error(diff)
		}
	})
}

func BenchmarkKeys(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		Keys(types.StringNull(), ticket())
	}
}
