// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package cpnfake

import "net/http"

// Repeats says how the server responds to a create whose idempotency key was used before. CPN
// documents the first three ways, and rules out none of the others. So a client must cope
// with each.
type Repeats int

const (
	// RepeatsReplay responds with 201 and the original data, whatever has happened to the
	// payment.
	RepeatsReplay Repeats = iota
	// RepeatsConflict responds with 409, code 290001 and no data.
	RepeatsConflict
	// RepeatsConflictWithData responds with 409 and the original data, as CPN documents for
	// transactions: "created successfully or idempotency conflict".
	RepeatsConflictWithData
	// RepeatsReplayRejections does the same as RepeatsReplay, and also repeats rejections, as
	// other payment APIs do: a create that was rejected for a reason such as the payment's
	// status is rejected in the same way forever, even if the reason is gone. A malformed
	// request does not use up its key.
	RepeatsReplayRejections
	// RepeatsPaymentFirst looks at the payment before the key: a payment that has a
	// transaction, moved on or expired rejects a repeated key too.
	RepeatsPaymentFirst
)

// SetRepeats chooses the response to a repeated idempotency key.
func (s *Server) SetRepeats(mode Repeats) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.repeats = mode
}

// resource is what a create has created, as it was then.
type resource interface{ data() map[string]any }

// once responds to a create: with the result of perform for a new key, and otherwise as
// [Repeats] says, whatever else the body contains. If check rejects the create, nothing is
// created, and the key stays unused unless rejections are replayed.
func (s *Server) once(c *call, key string, check func() *response, perform func() resource) *response {
	key = c.operation + " " + key
	original, seen := s.originals[key]
	stored := s.rejections[key]
	switch {
	case seen && s.repeats == RepeatsConflict:
		return reject(http.StatusConflict, codeConflict)
	case seen && s.repeats == RepeatsConflictWithData:
		return s.success(c.operation, http.StatusConflict, original.data())
	case seen && s.repeats != RepeatsPaymentFirst:
		return s.success(c.operation, http.StatusCreated, original.data())
	case stored != nil && s.repeats == RepeatsReplayRejections:
		return stored
	}
	if rejected := check(); rejected != nil {
		s.rejections[key] = rejected
		return rejected
	}
	if !seen {
		original = perform()
		s.originals[key] = original
	}
	return s.success(c.operation, http.StatusCreated, original.data())
}
