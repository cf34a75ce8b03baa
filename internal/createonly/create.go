// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package createonly

import (
	"context"
	"errors"
	"time"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/resource"

	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/cpn"
	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/protocol"
	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/report"
)

// Create implements [resource.Resource].
func (r *Resource[M]) Create(ctx context.Context, req resource.CreateRequest, resp *resource.CreateResponse) {
	var plan M
	resp.Diagnostics.Append(req.Plan.Get(ctx, &plan)...)
	if resp.Diagnostics.HasError() {
		return
	}
	id := r.Run().keyedID(plan.Common().ID, plan.Request())
	plan = plan.WithKeyedID(id)
	// Whatever panics below, the request may already have been sent.
	defer func() {
		if cause := recover(); cause != nil {
			resp.Diagnostics.Append(r.failure(plan, id, &cpn.Error{}, false).Panicked(protocol.DescribePanic(cause))...)
			r.Run().EndCall(true)
			// A response that is already in state stays there.
			if kept := stateOnFailure(plan, id.generated); kept != nil && resp.State.Raw.IsNull() {
				resp.Diagnostics.Append(r.Store(ctx, &resp.State, resp.Identity, *kept)...)
			}
		}
	}()
	created, diags := r.produce(ctx, plan, id, false)
	resp.Diagnostics.Append(diags...)
	r.Run().EndCall(created != nil && diags.HasError())
	if created != nil {
		resp.Diagnostics.Append(r.Store(ctx, &resp.State, resp.Identity, *created)...)
		resp.Diagnostics.Append(markFinal(ctx, resp.Private, *created, diags)...)
	}
}

// Update implements [resource.Resource]. It completes an unfinished resource; otherwise it
// stores changed timeouts or an adopted id without calling CPN. A failure leaves the state
// unchanged and taints nothing.
func (r *Resource[M]) Update(ctx context.Context, req resource.UpdateRequest, resp *resource.UpdateResponse) {
	var plan, state M
	resp.Diagnostics.Append(req.Plan.Get(ctx, &plan)...)
	resp.Diagnostics.Append(req.State.Get(ctx, &state)...)
	resp.Diagnostics.Append(resp.Private.SetKey(ctx, plannedMark, nil)...)
	// Terraform before 1.12 stores no identity, and the framework wants one after each Update.
	resp.Diagnostics.Append(r.identify(ctx, resp.Identity, state)...)
	unfinished, diags := isUnfinished(ctx, state, req.Private)
	resp.Diagnostics.Append(diags...)
	if resp.Diagnostics.HasError() {
		return
	}
	if !unfinished {
		resp.State.Raw = req.Plan.Raw
		r.Run().EndCall(false)
		return
	}
	id := storedKeyedID(state.Common())
	defer func() {
		if cause := recover(); cause != nil {
			resp.Diagnostics.Append(r.failure(plan, id, &cpn.Error{}, true).Panicked(protocol.DescribePanic(cause))...)
		}
	}()
	created, diags := r.produce(ctx, plan, id, true)
	resp.Diagnostics.Append(diags...)
	r.Run().EndCall(false)
	if !diags.HasError() {
		resp.Diagnostics.Append(r.Store(ctx, &resp.State, resp.Identity, *created)...)
		resp.Diagnostics.Append(markFinal(ctx, resp.Private, *created, diags)...)
	}
}

// produce sends the create for plan, which already has its id and key. It returns what goes
// to state: nil for nothing, or, with an error, an unfinished resource. inPlace says that
// the resource is already in state.
func (r *Resource[M]) produce(ctx context.Context, plan M, id KeyedID, inPlace bool) (*M, diag.Diagnostics) {
	client, diags := r.Ready(r.subject.Action())
	timeout, more := plan.CreateTimeout(ctx)
	diags.Append(more...)
	if !diags.HasError() && !r.Run().claim(id.Key.Value) {
		diags.Append(r.subject.Duplicate(id.ID, id.Key.Value))
	}
	if diags.HasError() {
		return stateOnFailure(plan, id.generated && id.Key.MaybeSent), diags
	}
	created, diags, err := r.sendWithin(ctx, timeout, client, plan, id.Key)
	var failed *cpn.Error
	if !errors.As(err, &failed) {
		created, more := r.creator.Confirm(ctx, client, created)
		return &created, append(diags, more...)
	}
	f := r.failure(plan, id, failed, inPlace)
	switch {
	case failed.Outcome == cpn.OutcomeNothing:
		return nil, r.creator.DescribeFailure(ctx, client, plan, f)
	case failed.Outcome == cpn.OutcomeUnknown:
		return stateOnFailure(plan, id.generated), r.creator.DescribeFailure(ctx, client, plan, f)
	case f.IsKeyCollision():
		return nil, f.Diagnostics()
	}
	found, diags := r.creator.RecoverProcessed(ctx, client, plan, f)
	if diags.HasError() {
		return stateOnFailure(plan, id.generated), diags
	}
	return &found, diags
}

// sendWithin applies the timeout to the create alone. Later reads get their own time;
// otherwise a create that used up its timeout could never be explained.
func (r *Resource[M]) sendWithin(
	ctx context.Context, timeout time.Duration, client *cpn.Client, plan M, key cpn.Key,
) (M, diag.Diagnostics, error) {
	ctx, cancel := context.WithTimeout(ctx, timeout)
	defer cancel()
	return r.creator.Send(ctx, client, plan, key)
}

// failure collects what the messages about a failed create need.
func (r *Resource[M]) failure(plan M, id KeyedID, err *cpn.Error, inPlace bool) report.Failure {
	return report.Failure{
		Subject: r.subject, PaymentID: plan.Common().PaymentID.ValueString(), ID: id.ID, IdempotencyKey: id.Key.Value,
		Generated: id.generated, MaybeSent: id.Key.MaybeSent, InPlace: inPlace, Err: err,
	}
}
