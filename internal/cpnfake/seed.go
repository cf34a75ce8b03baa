// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package cpnfake

import (
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"slices"
	"time"

	"github.com/google/uuid"
)

// SetSeed makes two servers with the same seed alike: they give the same IDs and dates to
// the same creates, in whatever order these arrive. Each ID is derived from the seed and the
// idempotency key of the create, and the clock stands still. With "" IDs are random.
func (s *Server) SetSeed(seed string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.seed = seed
}

// now is the time of the server. With a seed it is far ahead, so that no deadline has passed
// by the clock of whoever compares the two.
func (s *Server) now() time.Time {
	if s.seed == "" {
		return time.Now()
	}
	return time.Date(2100, 1, 1, 0, 0, 0, 0, time.UTC)
}

// newID returns the UUID of a new resource, or of a part of it.
func (s *Server) newID(of, key string) string {
	if s.seed == "" {
		return uuid.NewString()
	}
	return uuid.NewHash(sha256.New(), uuid.NameSpaceURL, fmt.Appendf(nil, "%q %s %s 1", s.seed, of, key), 4).String()
}

// newCase returns the case number of a new ticket. Without a seed they count up.
func (s *Server) newCase(ticketID string) string {
	if s.seed == "" {
		return fmt.Sprintf("CIR-%06d", s.counts.Tickets)
	}
	const cases = 1_000_000
	sum := sha256.Sum256([]byte(ticketID))
	for number := binary.BigEndian.Uint32(sum[:]); ; number++ {
		name := fmt.Sprintf("CIR-%06d", number%cases)
		if !slices.ContainsFunc(s.tickets, func(t Ticket) bool { return t.CaseRefID == name }) {
			return name
		}
	}
}

// dateForm is how CPN writes dates.
const dateForm = "2006-01-02T15:04:05.000000Z07:00"

// date is a time as CPN writes it.
func date(at time.Time) string { return at.UTC().Format(dateForm) }
