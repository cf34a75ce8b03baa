// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package cpnfake

import "net/http"

// Repeats says how the server responds to a create whose idempotency key was used before. CPN
// documents the first three ways; the fourth is the habit of other payment APIs, and nothing
// rules it out. So a client must cope with each.
type Repeats int

const (
	// RepeatsReplay responds with 201 and the original data.
	RepeatsReplay Repeats = iota
	// RepeatsConflict responds with 409, code 290001 and no data.
	RepeatsConflict
	// RepeatsConflictWithData responds with 409 and the original data, as CPN documents for
	// transactions: "created successfully or idempotency conflict".
	RepeatsConflictWithData
	// RepeatsReplayRejections does the same as RepeatsReplay, and also repeats rejections: a
	// create that was rejected for a reason such as the payment's status is rejected in the
	// same way forever, even if the reason is gone. A malformed request does not use up its
	// key.
	RepeatsReplayRejections
)

// SetRepeats chooses the response to a repeated idempotency key.
func (s *Server) SetRepeats(mode Repeats) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.repeats = mode
}

// CheckPaymentsFirst chooses what a create checks first. By default that is its idempotency
// key: a repeated key gets its response whatever has happened to the payment. With first it
// is the payment: one that has a transaction, moved on or expired rejects a repeated key too.
// Such a rejection is never stored. CPN does not document which it does, so a client must
// cope with both.
func (s *Server) CheckPaymentsFirst(first bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.paymentsFirst = first
}

// DropKeys drops every idempotency key, as CPN may do after an undocumented time, and
// returns how many there were. Tickets and transactions stay, so a repeated create makes a
// duplicate.
func (s *Server) DropKeys() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	dropped := len(s.responses) + len(s.rejections)
	clear(s.responses)
	clear(s.rejections)
	return dropped
}

// once responds to a create: with the result of perform for a new key, and otherwise as
// [Repeats] says, whatever else the body contains. If check rejects the create, nothing is
// created, and the key stays unused unless rejections are replayed.
func (s *Server) once(c *call, key string, check func() *rejection, perform func() map[string]any) response {
	key = c.operation + " " + key
	if s.paymentsFirst {
		if rejected := check(); rejected != nil {
			return rejected.response()
		}
	}
	if answer, seen := s.repeated(c, key); seen {
		return answer
	}
	if rejected := check(); rejected != nil {
		s.rejections[key] = rejected
		return rejected.response()
	}
	data := perform()
	s.responses[key] = data
	return s.success(c.operation, http.StatusCreated, data)
}

// repeated responds to a create whose key was used before, and returns false for any other.
func (s *Server) repeated(c *call, key string) (response, bool) {
	data, seen := s.responses[key]
	if !seen {
		rejected := s.rejections[key]
		if rejected == nil || s.repeats != RepeatsReplayRejections {
			return response{}, false
		}
		return rejected.response(), true
	}
	switch s.repeats {
	case RepeatsConflict:
		return reject(http.StatusConflict, codeConflict).response(), true
	case RepeatsConflictWithData:
		return s.success(c.operation, http.StatusConflict, data), true
	case RepeatsReplay, RepeatsReplayRejections:
	}
	return s.success(c.operation, http.StatusCreated, data), true
}
