// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package planmodifiers_test

import (
	"testing"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/planmodifier"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/planmodifiers"
)

func TestIgnoreCase(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct{ state, plan, want types.String }{
		"another letter case keeps the state":          {types.StringValue("ab"), types.StringValue("AB"), types.StringValue("ab")},
		"another text is a change":                     {types.StringValue("ab"), types.StringValue("ac"), types.StringValue("ac")},
		"an unknown value is a change":                 {types.StringValue("ab"), types.StringUnknown(), types.StringUnknown()},
		"a new resource keeps the configured spelling": {types.StringNull(), types.StringValue("AB"), types.StringValue("AB")},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			resp := planmodifier.StringResponse{PlanValue: tc.plan}
			planmodifiers.IgnoreCase().PlanModifyString(t.Context(), planmodifier.StringRequest{StateValue: tc.state, PlanValue: tc.plan}, &resp)
			if !resp.PlanValue.Equal(tc.want) {
				t.Errorf("planned %v, want %v", resp.PlanValue, tc.want)
			}
		})
	}
}

func list(elements ...string) types.List {
	values := []attr.Value{}
	for _, e := range elements {
		values = append(values, types.StringValue(e))
	}
	return types.ListValueMust(types.StringType, values)
}

func TestIgnoreOrder(t *testing.T) {
	t.Parallel()
	null, open := types.ListNull(types.StringType), types.ListUnknown(types.StringType)
	partly := types.ListValueMust(types.StringType, []attr.Value{types.StringUnknown(), types.StringValue("a")})
	for name, tc := range map[string]struct{ state, plan, want types.List }{
		"another order keeps the state":  {list("a", "b"), list("b", "a"), list("a", "b")},
		"an added element is a change":   {list("a"), list("a", "b"), list("a", "b")},
		"a repeated element is a change": {list("a", "b"), list("a", "a"), list("a", "a")},
		"a removed list is a change":     {list("a"), null, null},
		"an added list is a change":      {null, list("a"), list("a")},
		"an unknown list is a change":    {list("a"), open, open},
		"an unknown element is a change": {list("a", "b"), partly, partly},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			resp := planmodifier.ListResponse{PlanValue: tc.plan}
			planmodifiers.IgnoreOrder().PlanModifyList(t.Context(), planmodifier.ListRequest{StateValue: tc.state, PlanValue: tc.plan}, &resp)
			if !resp.PlanValue.Equal(tc.want) {
				t.Errorf("planned %v, want %v", resp.PlanValue, tc.want)
			}
		})
	}
}
