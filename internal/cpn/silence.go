// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package cpn

import "sync"

// silence tells all calls of a client that CPN does not respond. A call that used up its
// attempts without a response has waited for all of them, so later calls make a single
// attempt each until CPN responds again. A run of a hundred resources then ends soon after
// its first call.
type silence struct {
	mu        sync.Mutex
	responses int // from CPN, to any call
	noticed   bool
}

// begin says whether a call that begins now may make only one attempt. It also returns the
// number of responses so far, for [silence.usedUp].
func (s *silence) begin() (once bool, responses int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.noticed, s.responses
}

// responded ends the silence.
func (s *silence) responded() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.responses++
	s.noticed = false
}

// usedUp records that a call has used up its attempts. It has no effect if CPN has responded
// to any call since this call began.
func (s *silence) usedUp(responses int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.noticed = s.noticed || s.responses == responses
}
