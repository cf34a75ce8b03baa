// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"context"
	"errors"
	"time"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/cpn"
)

// creator is what the two resources do differently when an object is made.
type creator[M model[M]] interface {
	// send sends the create that plan asks for, and returns plan with the answer
	// and what the operator should know about it.
	send(ctx context.Context, client *cpn.Client, plan M, key cpn.Key) (M, diag.Diagnostics, error)
	// confirm returns made as it is now, with what the operator should know about
	// that.
	confirm(ctx context.Context, client *cpn.Client, made M) (M, diag.Diagnostics)
	// find returns plan for an object that CPN has made before, and of which it
	// does not repeat the answer. An error means that it could not be told.
	find(ctx context.Context, client *cpn.Client, plan M, f failure) (M, diag.Diagnostics)
	// explain says why there is no object, with what only this kind needs said.
	explain(ctx context.Context, client *cpn.Client, plan M, f failure) diag.Diagnostics
}

// create carries out Create of both resources.
func create[M model[M]](
	ctx context.Context, conn *connection, k kind, c creator[M], req resource.CreateRequest, resp *resource.CreateResponse,
) {
	var plan M
	resp.Diagnostics.Append(req.Plan.Get(ctx, &plan)...)
	if resp.Diagnostics.HasError() {
		return
	}
	s := conn.seed(plan.head().ID, plan.request())
	plan = plan.withSeed(s)
	// The request may be out, whatever goes wrong in here.
	defer func() {
		if cause := recover(); cause != nil {
			resp.Diagnostics.Append(broke(k, plan, s, false, cause)...)
			// An answer that is in state already stays.
			if left := leftover(plan, s.made); left != nil && resp.State.Raw.IsNull() {
				resp.Diagnostics.Append(resp.State.Set(ctx, *left)...)
			}
		}
	}()
	made, diags := produce(ctx, conn, k, c, plan, s, false)
	resp.Diagnostics.Append(diags...)
	if made != nil {
		resp.Diagnostics.Append(resp.State.Set(ctx, *made)...)
		resp.Diagnostics.Append(markFinal(ctx, resp.Private, *made, diags)...)
	}
}

// update carries out Update of both resources: it completes an unfinished
// object, or else takes over a changed timeouts or an adopted id, which sends
// nothing. A failure leaves the state as it was, and taints nothing.
func update[M model[M]](
	ctx context.Context, conn *connection, k kind, c creator[M], req resource.UpdateRequest, resp *resource.UpdateResponse,
) {
	var plan, state M
	resp.Diagnostics.Append(req.Plan.Get(ctx, &plan)...)
	resp.Diagnostics.Append(req.State.Get(ctx, &state)...)
	resp.Diagnostics.Append(resp.Private.SetKey(ctx, plannedMark, nil)...)
	unfinished, diags := isUnfinished(ctx, state, req.Private)
	resp.Diagnostics.Append(diags...)
	if resp.Diagnostics.HasError() {
		return
	}
	if !unfinished {
		resp.State.Raw = req.Plan.Raw
		return
	}
	s := storedSeed(state.head())
	defer func() {
		if cause := recover(); cause != nil {
			resp.Diagnostics.Append(broke(k, plan, s, true, cause)...)
		}
	}()
	made, diags := produce(ctx, conn, k, c, plan, s, true)
	resp.Diagnostics.Append(diags...)
	if !diags.HasError() {
		resp.Diagnostics.Append(resp.State.Set(ctx, *made)...)
		resp.Diagnostics.Append(markFinal(ctx, resp.Private, *made, diags)...)
	}
}

// produce sends the create for plan, which holds the id and key of s, and
// returns what goes to state: nil for nothing, and with an error for an
// unfinished object. inPlace says that state has one already.
func produce[M model[M]](
	ctx context.Context, conn *connection, k kind, c creator[M], plan M, s seed, inPlace bool,
) (*M, diag.Diagnostics) {
	client, diags := conn.ready(k.action())
	timeout, more := plan.createTimeout(ctx)
	diags.Append(more...)
	if !diags.HasError() && !conn.claim(s.key.Value) {
		diags.Append(k.twin(plan.head().ID, plan.head().IdempotencyKey))
	}
	if diags.HasError() {
		return leftover(plan, s.made && s.key.Used), diags
	}
	made, diags, err := sendWithin(ctx, timeout, client, c, plan, s.key)
	var failed *cpn.Error
	if !errors.As(err, &failed) {
		made, more := c.confirm(ctx, client, made)
		return &made, append(diags, more...)
	}
	f := failure{kind: k, object: plan.head(), seed: s, err: failed, inPlace: inPlace}
	switch {
	case failed.Outcome == cpn.OutcomeNothing:
		return nil, c.explain(ctx, client, plan, f)
	case failed.Outcome == cpn.OutcomeUnknown:
		return leftover(plan, s.made), c.explain(ctx, client, plan, f)
	case f.impossible():
		return nil, f.diagnostics()
	}
	found, diags := c.find(ctx, client, plan, f)
	if diags.HasError() {
		return leftover(plan, s.made), diags
	}
	return &found, diags
}

// sendWithin bounds the create alone. What is read afterwards has time of its own,
// or a create that used up all of its time could never be explained.
func sendWithin[M model[M]](
	ctx context.Context, timeout time.Duration, client *cpn.Client, c creator[M], plan M, key cpn.Key,
) (M, diag.Diagnostics, error) {
	ctx, cancel := context.WithTimeout(ctx, timeout)
	defer cancel()
	return c.send(ctx, client, plan, key)
}

// leftover returns what stays in state of a create that brought no object. An
// id of the provider's, and its key, are nowhere else, so once the key may have
// been sent they must stay; a given id is in configuration, and state without
// an object would only be in the way.
func leftover[M model[M]](plan M, stays bool) *M {
	if !stays {
		return nil
	}
	unfinished := plan.unanswered(types.StringNull())
	return &unfinished
}
