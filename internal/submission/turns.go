// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package submission

import "sync"

// Turns keeps apart the submissions of one transaction in one run, such as two instances of
// for_each: all would read CREATED, and send. So the second reads what the first has done.
type Turns struct {
	mu    sync.Mutex
	turns map[string]*sync.Mutex // by transaction ID
}

// Take waits until no other submission has its turn, and returns what ends this one.
func (t *Turns) Take(transactionID string) (end func()) {
	t.mu.Lock()
	turn := t.turns[transactionID]
	if turn == nil {
		turn = &sync.Mutex{}
		if t.turns == nil {
			t.turns = map[string]*sync.Mutex{}
		}
		t.turns[transactionID] = turn
	}
	t.mu.Unlock()
	turn.Lock()
	return turn.Unlock
}
