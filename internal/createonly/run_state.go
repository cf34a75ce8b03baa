// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package createonly

import (
	"slices"
	"sync"

	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/idempotency"
)

// RunState is what must be remembered between the resources of one walk of
// Terraform. It is part of what Configure makes, so that each walk starts
// afresh, also in a process that serves several.
type RunState struct {
	mu sync.Mutex
	// planned holds the idempotency keys of the objects that the plan wants, and
	// whether the resource that has registered it has its object already.
	planned map[string]bool
	// claimed holds the idempotency keys that have been sent.
	claimed map[string]bool
	// released holds the ids of unfinished objects that were deleted, for the
	// Create with the same request. Requests that are the same are
	// interchangeable, so it does not matter which gets which.
	released map[idempotency.Request][]KeyedID
	// deleted holds what CPN calls the objects that were deleted, and the idempotency
	// keys that they were created with.
	deleted map[string]string
	// turns are those of the calls that end.
	turns turns
	// final holds the idempotency keys of the objects in state that are final.
	final []string
}

// NewRunState returns the state of a walk that begins.
func NewRunState() *RunState {
	return &RunState{planned: map[string]bool{}, claimed: map[string]bool{}, released: map[idempotency.Request][]KeyedID{}, deleted: map[string]string{}}
}

// finalize remembers the key of an object in state that is final.
func (s *RunState) finalize(key string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.final = append(s.final, key)
}

// finalKeys returns the keys of the final objects that have been read so far.
func (s *RunState) finalKeys() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.final)
}

// duplicates says what a key that two resources want makes of them.
type duplicates int

const (
	noDuplicates     duplicates = iota
	newDuplicate                // one of the two is still to be made
	duplicateInState            // both are in state
)

// plan registers the key of an object that the plan wants, and says whether
// another resource wants it too. exists says that the object is in state.
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

// claim registers a key that is about to be sent, and reports false when another
// resource has sent it in this walk.
func (s *RunState) claim(key string) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	claimed := s.claimed[key]
	s.claimed[key] = true
	return !claimed
}
