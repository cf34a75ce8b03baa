// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package createonly

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/types"
)

// A resource is unfinished if its key may have been sent and no response arrived: state
// has its id and key, and null for every attribute that CPN returns. It is final if CPN
// says that it exists and cannot return its details; then the nulls stay.

// Keys of private state.
const (
	// existsWithoutDetails marks a resource whose response is lost for good.
	existsWithoutDetails = "final"
	// plannedMark holds the idempotency key that a plan has registered.
	plannedMark = "planned"
	// finalKeysMark holds the idempotency keys of final resources, in the plan of a
	// resource that may replace one of them.
	finalKeysMark = "final_keys"
)

// privateState is implemented by the private state of every request of the framework.
type privateState interface {
	GetKey(ctx context.Context, key string) ([]byte, diag.Diagnostics)
	SetKey(ctx context.Context, key string, value []byte) diag.Diagnostics
}

// isUnfinished reports whether the create of m is still to be completed.
func isUnfinished[M Model[M]](ctx context.Context, m M, private privateState) (bool, diag.Diagnostics) {
	if !m.CPNID().IsNull() || m.Common().IdempotencyKey.IsNull() {
		return false, nil
	}
	mark, diags := private.GetKey(ctx, existsWithoutDetails)
	return len(mark) == 0, diags
}

// stateOnFailure returns what stays in state after a create failed. A generated id and its
// key are stored nowhere else, so they must stay once the key may have been sent. A
// configured id is in configuration, so nothing needs to stay.
func stateOnFailure[M Model[M]](plan M, stays bool) *M {
	if !stays {
		return nil
	}
	unfinished := plan.WithReturned(types.StringNull())
	return &unfinished
}

// markFinal records that the created resource has no response and will get none.
func markFinal[M Model[M]](ctx context.Context, private privateState, created M, diags diag.Diagnostics) diag.Diagnostics {
	if diags.HasError() || !created.CPNID().IsNull() {
		return nil
	}
	return private.SetKey(ctx, existsWithoutDetails, []byte("true"))
}

// Remind warns about an unfinished resource before Terraform asks for approval, and reports
// whether state is one. It registers a final resource for the plan that follows.
func (r *Resource[M]) Remind(ctx context.Context, state M, req resource.ReadRequest, resp *resource.ReadResponse) bool {
	unfinished, diags := isUnfinished(ctx, state, req.Private)
	resp.Diagnostics.Append(diags...)
	key := state.Common().IdempotencyKey
	switch {
	case unfinished:
		resp.Diagnostics.Append(r.subject.Unfinished(key.ValueString()))
	case state.CPNID().IsNull() && !key.IsNull():
		r.Run().finalize(key.ValueString())
	}
	return unfinished
}
