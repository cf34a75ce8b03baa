// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package cpn

import "sync"

// silence shares among the calls of a client what one of them has found out: that
// CPN does not respond. A call that used up its attempts without a response has
// waited for all of them, so the calls after it make a single attempt each, until
// CPN responds again. A run of a hundred resources then ends as soon as one does.
type silence struct {
	mu        sync.Mutex
	responses int // of CPN's, to any call
	noticed   bool
}

// begin says whether a call that begins now may be sent only once, and returns
// what [silence.usedUp] wants to know of its beginning.
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

// usedUp records that a call has used up its attempts. It means nothing if CPN has
// responded, to this call or another, since it began.
func (s *silence) usedUp(responses int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.noticed = s.noticed || s.responses == responses
}
