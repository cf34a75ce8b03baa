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

// Delete implements [resource.Resource]. The framework removes the resource from state;
// CPN cannot delete it, and the plan has said so. The id and key of an unfinished resource
// are handed over to the Create that replaces it, which completes a resource that Terraform
// has tainted.
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
	r.Run().EndCall(false)
}

// remove records a resource that is deleted in this run. cpnID is empty if CPN has not
// returned an ID; key is empty if the resource was imported, so that anyone may have
// created it.
func (s *RunState) remove(cpnID, key string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if cpnID != "" && key != "" {
		s.deleted[cpnID] = key
	}
}

// DeletedWithOtherKey reports whether a resource with this ID was deleted in this run and
// had another idempotency key, which means that this key did not create it.
func (s *RunState) DeletedWithOtherKey(cpnID, key string) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	other, deleted := s.deleted[cpnID]
	return deleted && other != key
}

// planFinal records the keys of final resources in the plan of a resource to be created.
// Delete of a tainted resource gets the private state of that plan instead of its own;
// without the keys, a final resource would look unfinished there.
func (r *Resource[M]) planFinal(ctx context.Context, resp *resource.ModifyPlanResponse) {
	if keys := r.Run().finalKeys(); len(keys) > 0 {
		text, _ := json.Marshal(keys) // strings always have a JSON form
		resp.Diagnostics.Append(resp.Private.SetKey(ctx, finalKeysMark, text)...)
	}
}

// isPlannedFinal reports whether the plan listed this key as that of a final resource.
func isPlannedFinal(ctx context.Context, key types.String, private privateState) (bool, diag.Diagnostics) {
	text, diags := private.GetKey(ctx, finalKeysMark)
	var keys []string
	_ = json.Unmarshal(text, &keys) // anything but a list names no key
	return slices.Contains(keys, key.ValueString()), diags
}

// release retains the id and key of an unfinished resource that is deleted.
func (s *RunState) release(in cpn.Request, id KeyedID) {
	s.mu.Lock()
	defer s.mu.Unlock()
	r := canonical(in)
	s.released[r] = append(s.released[r], id)
}

// keyedID returns the id and key for a resource to be created: those released for the same
// request, or new ones. A configured id takes only its own.
func (s *RunState) keyedID(id types.String, in cpn.Request) KeyedID {
	s.mu.Lock()
	defer s.mu.Unlock()
	generated := id.IsUnknown() || id.IsNull()
	r := canonical(in)
	for i, released := range s.released[r] {
		if generated || released.ID == id.ValueString() {
			s.released[r] = slices.Delete(s.released[r], i, i+1)
			released.generated = generated
			return released
		}
	}
	return newKeyedID(id, in)
}
