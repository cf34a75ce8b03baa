// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"slices"
	"sync"

	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/idempotency"
)

// walk is what must be remembered between the resources of one walk of
// Terraform. It is part of what Configure makes, so that each walk starts
// afresh, also in a process that serves several.
type walk struct {
	mu sync.Mutex
	// planned holds the idempotency keys of the objects that the plan wants.
	planned map[string]bool
	// claimed holds the idempotency keys that have been sent.
	claimed map[string]bool
	// left holds the seeds of unfinished objects that were deleted, for the
	// Create with the same request. Requests that are the same are
	// interchangeable, so it does not matter which gets which.
	left map[idempotency.Request][]seed
}

func newWalk() *walk {
	return &walk{planned: map[string]bool{}, claimed: map[string]bool{}, left: map[idempotency.Request][]seed{}}
}

// plan registers the key of an object that the plan wants, and reports false
// when another resource wants it too.
func (w *walk) plan(key string) bool { return w.first(w.planned, key) }

// claim registers a key that is about to be sent, and reports false when another
// resource has sent it in this walk.
func (w *walk) claim(key string) bool { return w.first(w.claimed, key) }

func (w *walk) first(keys map[string]bool, key string) bool {
	w.mu.Lock()
	defer w.mu.Unlock()
	if keys[key] {
		return false
	}
	keys[key] = true
	return true
}

// leave remembers the seed of an unfinished object that is deleted.
func (w *walk) leave(in request, s seed) {
	w.mu.Lock()
	defer w.mu.Unlock()
	r := canonical(in)
	w.left[r] = append(w.left[r], s)
}

// seed returns the seed for an object to be made: one that was left for the same
// request, or a new one. A configured id takes only its own.
func (w *walk) seed(id types.String, in request) seed {
	w.mu.Lock()
	defer w.mu.Unlock()
	open := id.IsUnknown() || id.IsNull()
	r := canonical(in)
	for i, s := range w.left[r] {
		if open || s.id == id.ValueString() {
			w.left[r] = slices.Delete(w.left[r], i, i+1)
			s.made = open
			return s
		}
	}
	return newSeed(id, in)
}
