// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package cpnfake

import "net/http"

// Repeats says how a create is answered whose idempotency key was used before. CPN's
// documentation has all three, so a client must cope with each.
type Repeats int

const (
	// RepeatsReplay answers 201 and the original data.
	RepeatsReplay Repeats = iota
	// RepeatsConflict answers 409 with code 290001 and no data.
	RepeatsConflict
	// RepeatsConflictWithData answers 409 and the original data, as the documentation of
	// transactions says: "created successfully or idempotency conflict".
	RepeatsConflictWithData
)

// AnswerRepeats chooses how repeated idempotency keys are answered.
func (s *Server) AnswerRepeats(mode Repeats) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.repeats = mode
}

// ForgetKeys forgets every idempotency key, as CPN may after a time it does not
// document. The objects stay, so a repeated create makes another one.
func (s *Server) ForgetKeys() {
	s.mu.Lock()
	defer s.mu.Unlock()
	clear(s.replies)
}

// once answers a create: with what fresh makes for a new key, else as [Repeats] says,
// whatever else the body holds. A refused create leaves its key unused, since nothing
// was made under it.
func (s *Server) once(c *call, key string, fresh func() (map[string]any, *refusal)) reply {
	key = c.operation + " " + key
	if data, seen := s.replies[key]; seen {
		switch s.repeats {
		case RepeatsConflict:
			return refuse(http.StatusConflict, codeConflict).reply()
		case RepeatsConflictWithData:
			return s.success(c.operation, http.StatusConflict, data)
		case RepeatsReplay:
		}
		return s.success(c.operation, http.StatusCreated, data)
	}
	data, refused := fresh()
	if refused != nil {
		return refused.reply()
	}
	s.replies[key] = data
	return s.success(c.operation, http.StatusCreated, data)
}
