// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package createonly

import (
	"encoding/json"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"github.com/google/uuid"
	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/types"
	"pgregory.net/rapid"

	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/cpn"
	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/report"
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
			if got := DerivedID(tc.in); tc.id.IsNull() && got != tc.wantID {
				t.Errorf("derived %s", got)
			}
		})
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

// TestKnown looks for unknown values at any depth.
func TestKnown(t *testing.T) {
	t.Parallel()
	list := func(element types.String) types.List {
		return types.ListValueMust(types.StringType, []attr.Value{element})
	}
	for name, tc := range map[string]struct {
		id    types.String
		input attr.Value
		known bool
	}{
		"everything":            {types.StringValue("x"), list(types.StringValue("a")), true},
		"no configured id":      {types.StringNull(), types.StringValue("a"), true},
		"an unknown id":         {types.StringUnknown(), types.StringValue("a"), false},
		"an unknown input":      {types.StringNull(), types.StringUnknown(), false},
		"an unknown element":    {types.StringNull(), list(types.StringUnknown()), false},
		"null instead of input": {types.StringNull(), types.StringNull(), true},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if got := Known(t.Context(), tc.id, map[string]attr.Value{"id": types.StringUnknown(), "email": tc.input}); got != tc.known {
				t.Errorf("known: %t", got)
			}
		})
	}
}

// TestRun_findsDuplicates registers two resources, and says which of them are one.
func TestRun_findsDuplicates(t *testing.T) {
	t.Parallel()
	subject := report.SupportTicketSubject
	fields := func(id, key string) Fields {
		return Fields{ID: types.StringValue(id), IdempotencyKey: types.StringValue(key)}
	}
	derived := DerivedID(ticket())
	var run Run
	for i, duplicate := range []bool{false, true} {
		if got := run.PlanCreate(subject, fields("x", "key")).HasError(); got != duplicate {
			t.Errorf("plan %d: %t", i+1, got)
		}
		if got := run.Send(subject, fields("x", "key")).HasError(); got != duplicate {
			t.Errorf("send %d: %t", i+1, got)
		}
		for _, cpnID := range []types.String{types.StringValue("at CPN"), types.StringNull()} {
			if got := run.Keep(subject, types.StringValue("x"), fields("x", "key"), cpnID, derived); len(got) != i || got.HasError() {
				t.Errorf("keep %d: %v", i+1, got)
			}
		}
	}
	for name, tc := range map[string]struct {
		configured types.String
		fields     Fields
		warns      bool
	}{
		"a removed id":          {types.StringNull(), fields("x", "key"), true},
		"an id that was never":  {types.StringNull(), fields(derived, "key"), false},
		"a configured id":       {types.StringValue("x"), fields("x", "key"), false},
		"no id after an import": {types.StringNull(), Fields{ID: types.StringValue("at CPN"), IdempotencyKey: types.StringNull()}, false},
	} {
		if got := new(Run).Keep(subject, tc.configured, tc.fields, types.StringValue("at CPN"), derived); (len(got) > 0) != tc.warns || got.HasError() {
			t.Errorf("%s: %v", name, got)
		}
	}
}

// TestExistsWithoutDetails shows when nothing more is to be expected of CPN.
func TestExistsWithoutDetails(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		err  *cpn.Error
		want bool
	}{
		"no error":                         {nil, false},
		"after all attempts":               {&cpn.Error{Outcome: cpn.OutcomeExists, Code: cpn.CodeAlreadyProcessed, Ended: cpn.EndedRetries}, true},
		"after all the time":               {&cpn.Error{Outcome: cpn.OutcomeExists, Code: cpn.CodeAlreadyProcessed, Ended: cpn.EndedDeadline}, true},
		"interrupted":                      {&cpn.Error{Outcome: cpn.OutcomeExists, Code: cpn.CodeAlreadyProcessed, Ended: cpn.EndedInterrupt}, false},
		"the last attempt has no response": {&cpn.Error{Outcome: cpn.OutcomeExists, Ended: cpn.EndedRetries}, false},
		"outcome unknown":                  {&cpn.Error{Outcome: cpn.OutcomeUnknown, Ended: cpn.EndedRetries}, false},
	} {
		if got := ExistsWithoutDetails(tc.err); got != tc.want {
			t.Errorf("%s: %t", name, got)
		}
	}
}
