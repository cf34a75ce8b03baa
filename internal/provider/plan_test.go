// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"context"
	"fmt"
	"maps"
	"reflect"
	"slices"

	"github.com/hashicorp/terraform-plugin-testing/plancheck"
)

// onlyChange checks that a plan changes one attribute and nothing else.
type onlyChange struct{ address, attribute string }

func (c onlyChange) CheckPlan(_ context.Context, req plancheck.CheckPlanRequest, resp *plancheck.CheckPlanResponse) {
	for _, r := range req.Plan.ResourceChanges {
		if r.Address != c.address {
			continue
		}
		before, _ := r.Change.Before.(map[string]any)
		after, _ := r.Change.After.(map[string]any)
		unknown, _ := r.Change.AfterUnknown.(map[string]any)
		var changed []string
		for _, name := range slices.Sorted(maps.Keys(before)) {
			if _, open := unknown[name]; open || !reflect.DeepEqual(before[name], after[name]) {
				changed = append(changed, name)
			}
		}
		if !slices.Equal(changed, []string{c.attribute}) {
			resp.Error = fmt.Errorf("%s changes %v, want only %s", c.address, changed, c.attribute)
		}
		return
	}
	resp.Error = fmt.Errorf("%s is not in the plan", c.address)
}
