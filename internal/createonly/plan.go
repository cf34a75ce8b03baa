// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package createonly

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/types"
)

// Input is an argument that is part of the create.
type Input struct {
	Attribute string
	Value     attr.Value
}

// ReadPlan reads what is planned, what is in state, and the configured id. A model stays as it
// is if there is none: nothing is planned for a resource that is destroyed, and nothing is in
// state for one that is created.
func ReadPlan(ctx context.Context, req resource.ModifyPlanRequest, plan, state any) (configuredID types.String, diags diag.Diagnostics) {
	if !req.Plan.Raw.IsNull() {
		diags.Append(req.Plan.Get(ctx, plan)...)
		diags.Append(req.Config.GetAttribute(ctx, path.Root("id"), &configuredID)...)
	}
	if !req.State.Raw.IsNull() {
		diags.Append(req.State.Get(ctx, state)...)
	}
	return configuredID, diags
}

// Known reports whether the configured id and all other inputs are known, at any depth, so that
// id and idempotency key are too.
func Known(ctx context.Context, configuredID types.String, inputs []Input) bool {
	for _, input := range inputs {
		if input.Attribute != "id" && !isKnown(ctx, input.Value) {
			return false
		}
	}
	return !configuredID.IsUnknown()
}

func isKnown(ctx context.Context, value attr.Value) bool {
	v, err := value.ToTerraformValue(ctx)
	return err == nil && v.IsFullyKnown()
}

// Replacing returns the inputs that force replacement: those with another value than in state,
// or none if plan and state ask CPN for the same. sameRequest compares what they ask for beside
// the id, and counts only once everything is known.
func Replacing(ctx context.Context, configuredID types.String, plan, state []Input, sameRequest bool) path.Paths {
	different := changed(plan, state)
	if sameRequest && !different.Contains(path.Root("id")) && Known(ctx, configuredID, plan) {
		return nil
	}
	return different
}

// changed returns the attributes whose planned value is not that of state.
func changed(plan, state []Input) path.Paths {
	var different path.Paths
	for i, input := range plan {
		if !input.Value.Equal(state[i].Value) {
			different.Append(path.Root(input.Attribute))
		}
	}
	return different
}

// Undecided reports whether the plan has other inputs than state only because they are unknown.
func Undecided(ctx context.Context, plan, state []Input) bool {
	for i, input := range plan {
		if !input.Value.Equal(state[i].Value) && isKnown(ctx, input.Value) {
			return false
		}
	}
	return true
}

// IsImported reports whether the resource was not created by this provider.
func IsImported(f Fields) bool { return f.IdempotencyKey.IsNull() }
