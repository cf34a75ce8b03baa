// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package submission

import (
	"context"
	"sync"
)

// Turns keeps apart the submissions of one transaction in one run, such as two instances of
// for_each: all would read CREATED, and send. So the second reads what the first has done.
type Turns struct {
	mu    sync.Mutex
	turns map[string]chan struct{} // by transaction ID
}

// Take waits until no other submission has its turn, or until ctx ends. end ends this one.
func (t *Turns) Take(ctx context.Context, transactionID string) (end func(), err error) {
	t.mu.Lock()
	turn := t.turns[transactionID]
	if turn == nil {
		turn = make(chan struct{}, 1)
		if t.turns == nil {
			t.turns = map[string]chan struct{}{}
		}
		t.turns[transactionID] = turn
	}
	t.mu.Unlock()
	select {
	case turn <- struct{}{}:
		return func() { <-turn }, nil
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}
