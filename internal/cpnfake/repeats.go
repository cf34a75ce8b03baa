// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package cpnfake

import "net/http"

// Repeats says how a create is answered whose idempotency key was used before. CPN's
// documentation has the first three; the fourth is the habit of other payment APIs, and
// nothing there rules it out. So a client must cope with each.
type Repeats int

const (
	// RepeatsReplay answers 201 and the original data.
	RepeatsReplay Repeats = iota
	// RepeatsConflict answers 409 with code 290001 and no data.
	RepeatsConflict
	// RepeatsConflictWithData answers 409 and the original data, as the documentation of
	// transactions says: "created successfully or idempotency conflict".
	RepeatsConflictWithData
	// RepeatsReplayRejections answers as RepeatsReplay does, and a create that was refused
	// for what it found, such as the status of its payment, is refused the same way for
	// ever, whatever has become of the cause. A malformed request does not use up its key.
	RepeatsReplayRejections
)

// AnswerRepeats chooses how repeated idempotency keys are answered.
func (s *Server) AnswerRepeats(mode Repeats) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.repeats = mode
}

// CheckPaymentsFirst chooses what a create looks at first. Usually that is its
// idempotency key, and a repeated one is answered whatever has become of the payment.
// With first it is the payment, and one that has its transaction, moved on or expired
// refuses a repeated key too. That refusal comes before the key, so nothing stores it.
// CPN's documentation does not say which it does, so a client must cope with both.
func (s *Server) CheckPaymentsFirst(first bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.paymentsFirst = first
}

// ForgetKeys forgets every idempotency key, as CPN may after a time it does not
// document. The objects stay, so a repeated create makes another one.
func (s *Server) ForgetKeys() {
	s.mu.Lock()
	defer s.mu.Unlock()
	clear(s.replies)
	clear(s.rejections)
}

// once answers a create: with what perform makes for a new key, else as [Repeats] says,
// whatever else the body holds. What check refuses is not made, and unless rejections
// are replayed it leaves the key unused.
func (s *Server) once(c *call, key string, check func() *refusal, perform func() map[string]any) reply {
	key = c.operation + " " + key
	if s.paymentsFirst {
		if refused := check(); refused != nil {
			return refused.reply()
		}
	}
	if answer, seen := s.repeated(c, key); seen {
		return answer
	}
	if refused := check(); refused != nil {
		s.rejections[key] = refused
		return refused.reply()
	}
	data := perform()
	s.replies[key] = data
	return s.success(c.operation, http.StatusCreated, data)
}

// repeated answers a create whose key was used before, and returns false for any other.
func (s *Server) repeated(c *call, key string) (reply, bool) {
	data, seen := s.replies[key]
	if !seen {
		refused := s.rejections[key]
		if refused == nil || s.repeats != RepeatsReplayRejections {
			return reply{}, false
		}
		return refused.reply(), true
	}
	switch s.repeats {
	case RepeatsConflict:
		return refuse(http.StatusConflict, codeConflict).reply(), true
	case RepeatsConflictWithData:
		return s.success(c.operation, http.StatusConflict, data), true
	case RepeatsReplay, RepeatsReplayRejections:
	}
	return s.success(c.operation, http.StatusCreated, data), true
}
