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
	// planned holds the idempotency keys of the objects that the plan wants, and
	// whether the resource that has registered it has its object already.
	planned map[string]bool
	// claimed holds the idempotency keys that have been sent.
	claimed map[string]bool
	// left holds the seeds of unfinished objects that were deleted, for the
	// Create with the same request. Requests that are the same are
	// interchangeable, so it does not matter which gets which.
	left map[idempotency.Request][]seed
	// final holds the idempotency keys of the objects in state that are final.
	final []string
}

func newWalk() *walk {
	return &walk{planned: map[string]bool{}, claimed: map[string]bool{}, left: map[idempotency.Request][]seed{}}
}

// finalize remembers the key of an object in state that is final.
func (w *walk) finalize(key string) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.final = append(w.final, key)
}

// finalKeys returns the keys of the final objects that have been read so far.
func (w *walk) finalKeys() []string {
	w.mu.Lock()
	defer w.mu.Unlock()
	return slices.Clone(w.final)
}

// twins says what a key that two resources want makes of them.
type twins int

const (
	noTwins  twins = iota
	newTwins       // one of the two is still to be made
	oldTwins       // both are in state
)

// plan registers the key of an object that the plan wants, and says whether
// another resource wants it too. exists says that the object is in state.
func (w *walk) plan(key string, exists bool) twins {
	w.mu.Lock()
	defer w.mu.Unlock()
	other, found := w.planned[key]
	w.planned[key] = exists
	switch {
	case !found:
		return noTwins
	case exists && other:
		return oldTwins
	default:
		return newTwins
	}
}

// claim registers a key that is about to be sent, and reports false when another
// resource has sent it in this walk.
func (w *walk) claim(key string) bool {
	w.mu.Lock()
	defer w.mu.Unlock()
	claimed := w.claimed[key]
	w.claimed[key] = true
	return !claimed
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
