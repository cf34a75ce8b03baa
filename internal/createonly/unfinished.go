// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package createonly

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/types"
)

// An object is unfinished when its key may have been sent and no answer came:
// state has its id and key, and null for all that CPN returns. It is final when
// CPN says that it exists and cannot say more; then the nulls are all there is.

// Keys of private state.
const (
	// existsWithoutDetails says that no answer is to be had any more.
	existsWithoutDetails = "final"
	// plannedMark holds the idempotency key that a plan has registered.
	plannedMark = "planned"
	// finalKeysMark holds the idempotency keys of final objects, in the plan of an
	// object that may take the place of one.
	finalKeysMark = "final_keys"
)

// privateState is what the framework's private state of any request can do.
type privateState interface {
	GetKey(ctx context.Context, key string) ([]byte, diag.Diagnostics)
	SetKey(ctx context.Context, key string, value []byte) diag.Diagnostics
}

// isUnfinished reports whether m is an object whose create is to be completed.
func isUnfinished[M Model[M]](ctx context.Context, m M, private privateState) (bool, diag.Diagnostics) {
	if !m.CPNID().IsNull() || m.Common().IdempotencyKey.IsNull() {
		return false, nil
	}
	mark, diags := private.GetKey(ctx, existsWithoutDetails)
	return len(mark) == 0, diags
}

// stateOnFailure returns what stays in state of a create that brought no object. A
// generated id, and its key, are nowhere else, so once the key may have been sent
// they must stay; a configured id is in configuration, and state without an object
// would only be in the way.
func stateOnFailure[M Model[M]](plan M, stays bool) *M {
	if !stays {
		return nil
	}
	unfinished := plan.WithReturned(types.StringNull())
	return &unfinished
}

// markFinal remembers that a made object has no answer and will get none.
func markFinal[M Model[M]](ctx context.Context, private privateState, made M, diags diag.Diagnostics) diag.Diagnostics {
	if diags.HasError() || !made.CPNID().IsNull() {
		return nil
	}
	return private.SetKey(ctx, existsWithoutDetails, []byte("true"))
}

// Remind warns of an unfinished object before Terraform asks for approval, and
// reports whether state is one. A final one is remembered for the plan that comes.
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
