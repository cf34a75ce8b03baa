// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package createonly

import (
	"sync"
	"time"
)

// apart is how far apart calls end of which one is a create that leaves an unfinished
// object: many times what Terraform takes to mark it as tainted.
const apart = 100 * time.Millisecond

// turns keep calls that end at the same time apart where one of them is a create that
// leaves an unfinished object.
//
// Terraform 1.16.0 writes such an object once without a status before it marks it as
// tainted. If another resource ends just then, Terraform serializes that state, crashes,
// and all that is not stored yet is lost: with a generated id, the idempotency key of
// every unfinished object.
type turns struct {
	mu              sync.Mutex
	ended, unstable time.Time // when a call ended last, and one that left such an object
}

// take waits for its turn to end a call.
func (t *turns) take(leavesUnfinished bool) {
	t.mu.Lock()
	defer t.mu.Unlock()
	last := t.unstable
	if leavesUnfinished {
		last = t.ended
	}
	if wait := apart - time.Since(last); wait > 0 {
		<-time.After(wait)
	}
	t.ended = time.Now()
	if leavesUnfinished {
		t.unstable = t.ended
	}
}
