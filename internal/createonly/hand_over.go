// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package createonly

import (
	"context"
	"encoding/json"
	"slices"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/cpn"
)

// Delete implements [resource.Resource]. It forgets the object, which the framework does
// by itself: CPN cannot delete one, and the plan has said so. The id and key of an
// unfinished one are handed over to the Create that replaces it, which is how Terraform
// completes an object that it has tainted.
func (r *Resource[M]) Delete(ctx context.Context, req resource.DeleteRequest, resp *resource.DeleteResponse) {
	var state M
	resp.Diagnostics.Append(req.State.Get(ctx, &state)...)
	if resp.Diagnostics.HasError() {
		return
	}
	unfinished, diags := isUnfinished(ctx, state, req.Private)
	final, more := isPlannedFinal(ctx, state.Common().IdempotencyKey, req.Private)
	resp.Diagnostics.Append(append(diags, more...)...)
	if unfinished && !final {
		r.Run().release(state.Request(), storedKeyedID(state.Common()))
	}
	r.Run().remove(state.CPNID().ValueString(), state.Common().IdempotencyKey.ValueString())
	r.Run().turns.take(false)
}

// remove remembers an object that is deleted in this run. "" is an object that CPN has
// not told of, or the key of an imported one, which may be anybody's.
func (s *RunState) remove(cpnID, key string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if cpnID != "" && key != "" {
		s.deleted[cpnID] = key
	}
}

// IsAnothers reports whether an object at CPN was deleted in this run and had another
// idempotency key: it is not the one that was created with this key.
func (s *RunState) IsAnothers(cpnID, key string) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	other, deleted := s.deleted[cpnID]
	return deleted && other != key
}

// planFinal leaves the keys of final objects in the plan of an object to be made:
// what is replaced because it is tainted comes to Delete with the private state of
// the plan and without its own, and would look unfinished.
func (r *Resource[M]) planFinal(ctx context.Context, resp *resource.ModifyPlanResponse) {
	if keys := r.Run().finalKeys(); len(keys) > 0 {
		text, _ := json.Marshal(keys) // texts always have a JSON form
		resp.Diagnostics.Append(resp.Private.SetKey(ctx, finalKeysMark, text)...)
	}
}

// isPlannedFinal reports whether a plan has named this key as that of a final object.
func isPlannedFinal(ctx context.Context, key types.String, private privateState) (bool, diag.Diagnostics) {
	text, diags := private.GetKey(ctx, finalKeysMark)
	var keys []string
	_ = json.Unmarshal(text, &keys) // what is no list names no key
	return slices.Contains(keys, key.ValueString()), diags
}

// release remembers the id of an unfinished object that is deleted.
func (s *RunState) release(in cpn.Request, id KeyedID) {
	s.mu.Lock()
	defer s.mu.Unlock()
	r := canonical(in)
	s.released[r] = append(s.released[r], id)
}

// keyedID returns the id and key for an object to be made: one that was released for the
// same request, or a new one. A configured id takes only its own.
func (s *RunState) keyedID(id types.String, in cpn.Request) KeyedID {
	s.mu.Lock()
	defer s.mu.Unlock()
	open := id.IsUnknown() || id.IsNull()
	r := canonical(in)
	for i, released := range s.released[r] {
		if open || released.ID == id.ValueString() {
			s.released[r] = slices.Delete(s.released[r], i, i+1)
			released.generated = open
			return released
		}
	}
	return newKeyedID(id, in)
}
