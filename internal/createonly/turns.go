// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package createonly

import (
	"sync"
	"time"
)

// minGap is the least time between the end of a create that leaves an unfinished resource
// and the end of any other call: many times what Terraform takes to mark it as tainted.
const minGap = 100 * time.Millisecond

// turns keeps the end of a create that leaves an unfinished resource apart from the end of
// every other call.
//
// Terraform 1.16.0 stores such a resource once without a status before it marks it as
// tainted. If another resource ends just then, Terraform serializes that state and crashes.
// Whatever is not yet stored is lost: with generated ids, the idempotency keys of all
// unfinished resources.
type turns struct {
	mu              sync.Mutex
	ended, unstable time.Time // of the last call, and of the last that left an unfinished resource
}

// take waits until a call may end.
func (t *turns) take(leavesUnfinished bool) {
	t.mu.Lock()
	defer t.mu.Unlock()
	last := t.unstable
	if leavesUnfinished {
		last = t.ended
	}
	if wait := minGap - time.Since(last); wait > 0 {
		<-time.After(wait)
	}
	t.ended = time.Now()
	if leavesUnfinished {
		t.unstable = t.ended
	}
}

// EndCall waits until a Create, Update or Delete may end. leavesUnfinished reports whether
// it is a Create that ends with an error and leaves a resource in state.
func (s *RunState) EndCall(leavesUnfinished bool) { s.turns.take(leavesUnfinished) }
