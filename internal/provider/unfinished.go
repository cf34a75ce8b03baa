// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"context"
	"fmt"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/resource"
)

// An object is unfinished when its key may have been sent and no answer came:
// state has its id and key, and null for all that CPN returns. It is final when
// CPN says that it exists and cannot say more; then the nulls are all there is.

// Keys of private state.
const (
	// finalMark says that no answer is to be had any more.
	finalMark = "final"
	// plannedMark holds the idempotency key that a plan has registered.
	plannedMark = "planned"
)

// privateState is what the framework's private state of any request can do.
type privateState interface {
	GetKey(ctx context.Context, key string) ([]byte, diag.Diagnostics)
	SetKey(ctx context.Context, key string, value []byte) diag.Diagnostics
}

// isUnfinished reports whether m is an object whose create is to be completed.
func isUnfinished[M model[M]](ctx context.Context, m M, private privateState) (bool, diag.Diagnostics) {
	if !m.cpnID().IsNull() || m.head().IdempotencyKey.IsNull() {
		return false, nil
	}
	mark, diags := private.GetKey(ctx, finalMark)
	return len(mark) == 0, diags
}

// markFinal remembers that a made object has no answer and will get none.
func markFinal[M model[M]](ctx context.Context, private privateState, made M, diags diag.Diagnostics) diag.Diagnostics {
	if diags.HasError() || !made.cpnID().IsNull() {
		return nil
	}
	return private.SetKey(ctx, finalMark, []byte("true"))
}

// remind warns of an unfinished object before Terraform asks for approval, and
// reports whether state is one.
func remind[M model[M]](ctx context.Context, k kind, state M, req resource.ReadRequest, resp *resource.ReadResponse) bool {
	unfinished, diags := isUnfinished(ctx, state, req.Private)
	resp.Diagnostics.Append(diags...)
	if unfinished {
		resp.Diagnostics.AddWarning(fmt.Sprintf("An unfinished %s is to be completed", k.name),
			fmt.Sprintf("No answer told whether CPN made it (for example under idempotency key %s). With unchanged inputs, terraform apply "+
				"sends the same key again, and CPN answers with the %s it has, or makes it now.\n\n"+
				"Change no input before that: the object that may exist would be forgotten. If the resource has create_before_destroy, also "+
				"through a dependent, run terraform untaint on it first.", state.head().IdempotencyKey.ValueString(), k.name))
	}
	return unfinished
}

// handOver passes the id and key of an unfinished object to the Create that
// replaces it, which is how Terraform completes an object that it has tainted.
func handOver[M model[M]](ctx context.Context, conn *connection, req resource.DeleteRequest, resp *resource.DeleteResponse) {
	var state M
	resp.Diagnostics.Append(req.State.Get(ctx, &state)...)
	if resp.Diagnostics.HasError() {
		return
	}
	unfinished, diags := isUnfinished(ctx, state, req.Private)
	resp.Diagnostics.Append(diags...)
	if unfinished {
		conn.leave(state.request(), storedSeed(state.head()))
	}
}
