// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

// Package createonly is what cpn_support_ticket and cpn_transaction share: CPN can create
// them, and can neither change nor delete them. It holds plain functions on values: they
// derive the id and the idempotency key, compare a plan with the state, and find duplicates.
//
// The one rule: id and idempotency key are pure functions of the configuration. So they are
// the same in every plan, on every machine and after every loss, and an apply that is
// repeated finds the ticket or transaction of the first one. Nothing has to be remembered.
package createonly

import (
	"context"
	"maps"
	"slices"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/cpn"
	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/report"
)

// Fields are the attributes that a create-only resource has and CPN does not.
type Fields struct {
	ID             types.String `tfsdk:"id"`
	IdempotencyKey types.String `tfsdk:"idempotency_key"`
}

// IsImported reports whether the resource was not created by this provider.
func (f Fields) IsImported() bool { return f.IdempotencyKey.IsNull() }

// derivedPrefix starts every derived id, so that nobody mistakes it for CPN's.
const derivedPrefix = "tf-"

// Keys returns the id of a resource and its idempotency key. An id that is not configured is
// derived from the request. A derived id that is copied into the configuration changes
// nothing.
func Keys(id types.String, in cpn.Request) Fields {
	operation, at, body := in.Operation(), in.Path(), string(in.Body())
	if id.IsNull() || id.IsUnknown() {
		id = types.StringValue(derivedPrefix + keyOf("", operation, at, body))
	}
	return Fields{id, types.StringValue(keyOf(id.ValueString(), operation, at, body))}
}

// DerivedID returns the id of a resource without a configured one. Two creates that have the
// same ask CPN for the same: they differ in form alone.
func DerivedID(in cpn.Request) string { return Keys(types.StringNull(), in).ID.ValueString() }

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

// Known reports whether the configured id and all other inputs, which are the arguments of a
// create by name, are known at any depth, so that id and idempotency key are too.
func Known(ctx context.Context, configuredID types.String, inputs map[string]attr.Value) bool {
	for attribute, value := range inputs {
		if attribute != "id" && !isKnown(ctx, value) {
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
func Replacing(ctx context.Context, configuredID types.String, plan, state map[string]attr.Value, sameRequest bool) path.Paths {
	if sameRequest && plan["id"].Equal(state["id"]) && Known(ctx, configuredID, plan) {
		return nil
	}
	var different path.Paths
	for _, attribute := range slices.Sorted(maps.Keys(plan)) {
		if !plan[attribute].Equal(state[attribute]) {
			different.Append(path.Root(attribute))
		}
	}
	return different
}

// Undecided reports whether the plan has other inputs than state only because they are unknown.
func Undecided(ctx context.Context, plan, state map[string]attr.Value) bool {
	for attribute, value := range plan {
		if !value.Equal(state[attribute]) && isKnown(ctx, value) {
			return false
		}
	}
	return true
}

// Failure returns what the messages about a create that returned nothing need.
func Failure(s report.Subject, f Fields, paymentID types.String, err *cpn.Error) report.Failure {
	return report.Failure{
		Subject: s, PaymentID: paymentID.ValueString(), ID: f.ID.ValueString(), IdempotencyKey: f.IdempotencyKey.ValueString(), Err: err,
	}
}

// ExistsWithoutDetails reports whether CPN has the ticket or transaction and says no more than
// that, until all attempts were made or the time was over: before, the response to the first
// attempt may still come.
func ExistsWithoutDetails(err *cpn.Error) bool {
	return err != nil && err.Outcome == cpn.OutcomeExists && err.Code == cpn.CodeAlreadyProcessed &&
		(err.Ended == cpn.EndedRetries || err.Ended == cpn.EndedDeadline)
}
