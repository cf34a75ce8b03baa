// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package cpnfake

import (
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"time"

	"github.com/google/uuid"
)

// seededTime is the time of a server with a seed. It is far ahead, so that no deadline has
// passed by the clock of whoever compares the two.
func seededTime() time.Time { return time.Date(2100, 1, 1, 0, 0, 0, 0, time.UTC) }

// SetSeed makes two servers with the same seed alike: they give the same IDs and dates to
// the same creates, in whatever order these arrive. Each ID is derived from the seed and the
// idempotency key of the create, and the clock stands still. With "" IDs are random.
func (s *Server) SetSeed(seed string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.seed = seed
	if seed != "" {
		s.now = seededTime
	}
}

// newID returns the UUID of a new resource, or of a part of it.
func (s *Server) newID(of, key string) string {
	if s.seed == "" {
		return s.nextID()
	}
	source := strconv.Quote(s.seed) + " " + of + " " + key
	s.derived[source]++ // an idempotency key that was dropped can create another resource
	return uuid.NewHash(sha256.New(), uuid.NameSpaceURL, fmt.Appendf(nil, "%s %d", source, s.derived[source]), 4).String()
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

// derivedDate is the Date header of responses. A client measures the age of a ticket with
// it, so it must come from the same clock. Without a seed net/http sets it.
func (s *Server) derivedDate() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.seed == "" {
		return ""
	}
	return s.now().UTC().Format(http.TimeFormat)
}
