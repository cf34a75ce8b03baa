// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package createonly

import (
	"slices"
	"sync"

	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/idempotency"
)

// RunState is what the resources share during one walk of Terraform. Configure creates it,
// so that each walk starts with an empty one, even in a process that serves several walks.
type RunState struct {
	mu sync.Mutex
	// planned holds the idempotency keys of all planned resources, and whether the
	// resource that registered the key is already in state.
	planned map[string]bool
	// claimed holds the idempotency keys that have been sent.
	claimed map[string]bool
	// released holds the ids and keys of unfinished resources that were deleted, for the
	// Create with the same request. Equal requests are interchangeable, so it does not
	// matter which Create gets which.
	released map[idempotency.Request][]KeyedID
	// deleted maps CPN's IDs of the deleted resources to their idempotency keys.
	deleted map[string]string
	// turns keeps apart the calls that end at the same time.
	turns turns
	// final holds the idempotency keys of the final resources in state.
	final []string
}

// NewRunState returns the state of a walk that begins.
func NewRunState() *RunState {
	return &RunState{planned: map[string]bool{}, claimed: map[string]bool{}, released: map[idempotency.Request][]KeyedID{}, deleted: map[string]string{}}
}

// finalize records the key of a final resource in state.
func (s *RunState) finalize(key string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.final = append(s.final, key)
}

// finalKeys returns the keys of the final resources that have been read so far.
func (s *RunState) finalKeys() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.final)
}

// duplicates says whether two resources have the same key, and whether both are in state.
type duplicates int

const (
	noDuplicates     duplicates = iota
	newDuplicate                // at least one of the two is still to be created
	duplicateInState            // both are in state
)

// plan registers the key of a planned resource, and says whether another resource has the
// same key. exists says that the resource is already in state.
func (s *RunState) plan(key string, exists bool) duplicates {
	s.mu.Lock()
	defer s.mu.Unlock()
	other, found := s.planned[key]
	s.planned[key] = exists
	switch {
	case !found:
		return noDuplicates
	case exists && other:
		return duplicateInState
	default:
		return newDuplicate
	}
}

// claim registers a key that is about to be sent. It reports false if another resource has
// already sent it during this walk.
func (s *RunState) claim(key string) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	claimed := s.claimed[key]
	s.claimed[key] = true
	return !claimed
}
