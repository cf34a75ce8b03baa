// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package createonly

import (
	"testing"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/cpn"
	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/report"
)

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
