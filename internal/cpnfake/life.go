// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package cpnfake

import (
	"cmp"
	"crypto/sha256"
	"crypto/sha512"
	"fmt"
	"slices"
)

// Life is what becomes of a transaction once it is submitted. The zero Life is over with
// the first read, which shows COMPLETED.
type Life struct {
	// Statuses are those that the transaction goes through. The first one is in the
	// response to the submit, and the last one stays. None stands for PENDING,
	// BROADCASTED, COMPLETED.
	Statuses []string
	// Reads is how many reads show each status but the last. With 0 the first read
	// already shows the last.
	Reads int
	// FailureReason is the reason of FAILED; "" is FAILED_ONCHAIN.
	FailureReason string
}

// TransactionStatuses lists the statuses of a transaction that CPN documents.
func TransactionStatuses() []string {
	return []string{created, pending, broadcasted, completed, failed}
}

// course is how far a transaction has come in its life.
type course struct {
	life  Life
	at    int // its place in the statuses
	reads int // since it was submitted
}

// SetLife sets the life of every transaction that is submitted from now on and has no
// Life of its own.
func (s *Server) SetLife(life Life) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.life = *life.clone()
}

// MoveTransaction moves a transaction to a status, and the members that go with it: in
// COMPLETED it has a hash, and in FAILED a reason. It stays there, whatever life it
// had. One that does not exist is made first, as by [Server.SetTransaction].
func (s *Server) MoveTransaction(id, status string) {
	s.SetTransaction(id, func(t *Transaction) {
		t.enter(status, s.lifeOf(t).FailureReason)
		delete(s.courses, t.ID)
	})
}

// lifeOf is the life of a transaction that is submitted now.
func (s *Server) lifeOf(t *Transaction) Life {
	life := s.life
	if t.Life != nil {
		life = *t.Life.clone()
	}
	if len(life.Statuses) == 0 {
		life.Statuses = []string{pending, broadcasted, completed}
	}
	return life
}

// begin begins the life of a transaction that was submitted.
func (s *Server) begin(t *Transaction) {
	life := s.lifeOf(t)
	t.enter(life.Statuses[0], life.FailureReason)
	s.courses[t.ID] = &course{life: life}
}

// advance takes a transaction to the status that the next read shows.
func (s *Server) advance(t *Transaction) {
	c := s.courses[t.ID]
	if c == nil {
		return
	}
	to := len(c.life.Statuses) - 1
	if c.life.Reads > 0 {
		to = min(to, c.reads/c.life.Reads)
	}
	c.reads++
	for c.at < to {
		c.at++
		t.enter(c.life.Statuses[c.at], c.life.FailureReason)
	}
}

// enter gives a transaction a status and the members that go with it.
func (t *Transaction) enter(status, reason string) {
	t.Status = status
	switch status {
	case completed:
		t.TransactionHash = cmp.Or(t.TransactionHash, t.hash())
	case failed:
		t.FailureReason = cmp.Or(reason, t.FailureReason, "FAILED_ONCHAIN")
	}
}

// hash makes up the hash of a transaction, always the same for the same ID.
func (t *Transaction) hash() string {
	if isSolana(t.Blockchain) {
		sum := sha512.Sum512([]byte(t.ID)) // as long as a signature, which is the hash there
		return encodeBase58(sum[:])
	}
	return fmt.Sprintf("0x%x", sha256.Sum256([]byte(t.ID)))
}

// clone copies a life, of which there may be none.
func (l *Life) clone() *Life {
	if l == nil {
		return nil
	}
	copied := *l
	copied.Statuses = slices.Clone(l.Statuses)
	return &copied
}
