// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package cpnfake

import (
	"cmp"
	"crypto/sha256"
	"crypto/sha512"
	"fmt"
	"net/http"
	"time"
)

// The statuses of a transaction that CPN documents, some of which a payment has too.
const (
	created     = "CREATED"     // awaiting its signature
	pending     = "PENDING"     // submitted, not yet broadcast
	broadcasted = "BROADCASTED" // on its way through the blockchain
	completed   = "COMPLETED"
	failed      = "FAILED"
)

// TransactionStatuses lists the statuses of a transaction that CPN documents.
func TransactionStatuses() []string {
	return []string{created, pending, broadcasted, completed, failed}
}

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

// course is how far a transaction has come in its life.
type course struct {
	Life

	at    int // its place in the statuses
	reads int // since it was submitted
}

// SetLife sets the life of every transaction that is submitted from now on.
func (s *Server) SetLife(life Life) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.life = life
}

// MoveTransaction moves a transaction to a status, and the members that go with it: in
// COMPLETED it has a hash, and in FAILED a reason. It stays there, whatever life it
// had. One that does not exist is made first, as by [Server.SetTransaction].
func (s *Server) MoveTransaction(id, status string) {
	s.SetTransaction(id, func(t *Transaction) {
		t.enter(status, s.life.FailureReason)
		delete(s.courses, t.ID)
	})
}

// submitTransaction is POST /v2/cpn/payments/{paymentId}/transactions/{transactionId}/submit.
func (s *Server) submitTransaction(c *call) *response {
	signed := c.text("signedTransaction", isNotBlank, "must be a string that is not blank")
	t, rejected := s.transactionOf(c)
	if rejected != nil {
		return rejected
	}
	if code := s.rejectSubmission(t, signed); code != 0 {
		return reject(http.StatusBadRequest, code)
	}
	s.counts.Submitted++
	t.Submitted++
	life := s.life
	if len(life.Statuses) == 0 {
		life.Statuses = []string{pending, broadcasted, completed}
	}
	s.courses[t.ID] = &course{Life: life}
	t.enter(life.Statuses[0], life.FailureReason)
	return s.success(c.operation, http.StatusCreated, t.data())
}

// rejectSubmission says why a transaction cannot be submitted; 0 if it can. CPN
// documents three codes for one that was submitted before, and not which of them comes
// when, so that each has a status here.
func (s *Server) rejectSubmission(t *Transaction, signed string) int {
	p := s.payment(t.PaymentID)
	expires, err := time.Parse(time.RFC3339, t.ExpireDate)
	switch {
	case t.Status == pending:
		return codeSubmitted
	case t.Status == broadcasted:
		return codeBroadcasting
	case t.Status != created:
		return codeNotCreated
	case p.blocked() != 0:
		return p.blocked()
	case err == nil && expires.Before(s.now()):
		return codeExpired
	}
	if code := rejectSignature(t, p, signed); code != 0 {
		return code
	}
	switch {
	case !p.Allowance && !isSolana(t.Blockchain):
		return codeAllowance
	case !p.Balance:
		return codeTokenBalance
	}
	return 0
}

// advance takes a transaction to the status that the next read shows.
func (s *Server) advance(t *Transaction) {
	c := s.courses[t.ID]
	if c == nil {
		return
	}
	to := len(c.Statuses) - 1
	if c.Reads > 0 {
		to = min(to, c.reads/c.Reads)
	}
	c.reads++
	if to > c.at {
		c.at = to
		t.enter(c.Statuses[to], c.FailureReason)
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
