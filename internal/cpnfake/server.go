// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

// Package cpnfake is the local simulator of the API of Circle Payments Network (CPN), for
// tests, the demo and the command cpn-fake. It is not part of the released provider.
//
// It retains what it has created, rejects what CPN rejects, and misbehaves on demand. It is
// written from CPN's documentation and deliberately shares no type with the client: if both
// sides used one struct, a wrong JSON name would agree with itself and no test could see it.
package cpnfake

import (
	"net/http"
	"slices"
	"strings"
	"sync"
	"time"
)

// Server is an [http.Handler] that behaves like CPN's API. Create it with [New]. All methods
// may be called at any time, even while it serves. One lock guards everything and serializes
// the creates. Functions passed to a Server run under that lock and must not call it.
type Server struct {
	mu             sync.Mutex
	seed           string // "" unless IDs and dates are derived from it
	latency        time.Duration
	watch          func(Request)
	apiKey         string
	edit           func(operation string, data map[string]any)
	repeats        Repeats
	faults         []Fault
	originals      map[string]resource  // by operation and idempotency key
	rejections     map[string]*response // of creates that created nothing, by the same
	payments       map[string]*Payment
	paymentEdits   []func(*Payment) // of all payments, later ones included
	notFoundStatus int
	tickets        []Ticket
	transactions   []*Transaction
	life           Life
	courses        map[string]*course // of submitted transactions, by their ID
	intent         func(*Intent)
	requests       []*Request
	counts         Counts
}

// New returns a server without tickets and transactions. Every well-formed payment UUID is a
// payment in CRYPTO_FUNDS_PENDING unless [Server.SetPayment] says otherwise. It belongs to the
// wallet [NewWallet] of "", whose signature is verified unless [Server.AcceptAnySignature] ends
// that.
func New() *Server {
	s := &Server{notFoundStatus: http.StatusBadRequest}
	s.Reset()
	return s
}

// Reset drops everything that the server holds: tickets, transactions, payments,
// idempotency keys, faults, the request log and the counts. Settings such as the API key
// and the seed stay.
func (s *Server) Reset() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.faults, s.tickets, s.transactions, s.requests, s.paymentEdits = nil, nil, nil, nil, nil
	s.counts = Counts{}
	s.originals, s.rejections = map[string]resource{}, map[string]*response{}
	s.payments, s.courses = map[string]*Payment{}, map[string]*course{}
}

// SetLatency makes every response come this much later.
func (s *Server) SetLatency(latency time.Duration) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.latency = latency
}

// SetAPIKey makes key the only accepted bearer token. Without one, or with an empty one,
// every PREFIX:ID:SECRET of three non-empty parts is accepted.
func (s *Server) SetAPIKey(key string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.apiKey = key
}

// EditResponses applies edit to the data member of every response before it is sent; nil ends
// that. The map is made for this response, so an edit changes what a client sees and never
// what the server holds. Nested objects are map[string]any, arrays []any, and
// messageToBeSigned is a [encoding/json.RawMessage], which is sent byte for byte.
func (s *Server) EditResponses(edit func(operation string, data map[string]any)) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.edit = edit
}

// SetTransaction changes the transaction with this UUID. If there is none, it is added as if
// it had always existed: it does not count as a create, has no idempotency key, and belongs
// to no payment until edit sets PaymentID.
func (s *Server) SetTransaction(id string, edit func(*Transaction)) {
	s.mu.Lock()
	defer s.mu.Unlock()
	id = strings.ToLower(id)
	t := s.transaction(id)
	if t == nil {
		t = s.newTransaction(id)
		s.transactions = append(s.transactions, t)
	}
	before := *t
	edit(t)
	t.PaymentID = strings.ToLower(t.PaymentID)
	s.complete(t)
	changed := t.MessageToBeSigned != before.MessageToBeSigned
	if changed && t.EncodedMessageToBeSigned == before.EncodedMessageToBeSigned && !isSolana(t.Blockchain) {
		t.EncodedMessageToBeSigned = Digest(t.MessageToBeSigned)
	}
}

// Tickets returns the tickets the server holds, in order of creation.
func (s *Server) Tickets() []Ticket {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.tickets)
}

// Transactions returns the transactions the server holds, in order of creation, including
// those added by [Server.SetTransaction]. Their metadata are the server's own: do not change
// them.
func (s *Server) Transactions() []Transaction {
	s.mu.Lock()
	defer s.mu.Unlock()
	transactions := make([]Transaction, 0, len(s.transactions))
	for _, t := range s.transactions {
		transactions = append(transactions, *t)
	}
	return transactions
}
