// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package cpnfake

import (
	"encoding/json"
	"net/http"
	"strings"
)

// The statuses of a transaction that CPN documents.
const (
	created     = "CREATED"     // awaiting its signature
	pending     = "PENDING"     // submitted, not yet broadcast
	broadcasted = "BROADCASTED" // on its way through the blockchain
	completed   = "COMPLETED"
	failed      = "FAILED"
)

// Transaction is an onchain transaction that the server holds.
type Transaction struct {
	ID                 string            `json:"id"`         // UUID in lower case
	PaymentID          string            `json:"paymentId"`  // UUID in lower case
	Status             string            `json:"status"`     // one of [TransactionStatuses], or any other value that a test sets
	ExpireDate         string            `json:"expireDate"` // RFC 3339
	SenderAddress      string            `json:"senderAddress"`
	Blockchain         string            `json:"blockchain"`
	Amount             Money             `json:"amount"`
	DestinationAddress string            `json:"destinationAddress"`
	MessageType        string            `json:"messageType"`
	Version            string            `json:"version"`
	MessageToBeSigned  string            `json:"messageToBeSigned,omitempty"` // JSON text, sent byte for byte; absent if empty, as on Solana
	Metadata           map[string]string `json:"metadata,omitempty"`          // sent as {} if empty
	FailureReason      string            `json:"failureReason,omitempty"`     // absent if empty
	TransactionHash    string            `json:"transactionHash,omitempty"`   // absent if empty
	IdempotencyKey     string            `json:"idempotencyKey"`              // UUIDv4 in lower case; never sent
	Unknown            bool              `json:"-"`                           // CPN does not find it, as with an API key of the other environment
	Life               *Life             `json:"-"`                           // once it is submitted; nil is the one of [Server.SetLife]
	SubmitCounts

	// EncodedMessageToBeSigned is the digest of the message on EVM chains, and what is
	// signed on Solana. It follows MessageToBeSigned unless it is changed too.
	EncodedMessageToBeSigned string `json:"encodedMessageToBeSigned,omitempty"` // absent if empty
}

// createTransaction serves POST /v2/cpn/payments/{paymentId}/transactions.
func (s *Server) createTransaction(c *call) response {
	f, rejected := newForm(c)
	if rejected != nil {
		return rejected.response()
	}
	paymentID := f.pathID(c, "paymentId")
	key := strings.ToLower(f.text("idempotencyKey", isUUIDv4, "must be a UUID v4"))
	metadata := f.metadata()
	if rejected := f.rejection(); rejected != nil {
		return rejected.response()
	}
	check := func() *rejection { return s.rejectTransaction(paymentID) }
	return s.once(c, key, check, func() map[string]any {
		s.counts.Transactions++
		t := s.newTransaction(strings.ToLower(s.newID("transaction", key)))
		t.PaymentID, t.IdempotencyKey, t.Metadata = paymentID, key, metadata
		s.complete(t)
		s.transactions = append(s.transactions, t)
		return t.data()
	})
}

// rejectTransaction says why a payment can have no new transaction, or returns nil.
func (s *Server) rejectTransaction(paymentID string) *rejection {
	p := s.payment(paymentID)
	switch {
	case p.Unknown:
		return s.notFound(codeNoPayment)
	case p.Expired:
		return reject(http.StatusBadRequest, codePaymentExpired)
	case p.Status != fundsPending:
		return reject(http.StatusBadRequest, codePaymentStatus)
	}
	for _, t := range s.transactionsOf(paymentID) {
		if t.Status != failed {
			return reject(http.StatusBadRequest, codeActiveTransaction)
		}
	}
	return nil
}

// getTransaction serves GET /v2/cpn/payments/{paymentId}/transactions/{transactionId}.
func (s *Server) getTransaction(c *call) response {
	var f form
	paymentID, id := f.pathID(c, "paymentId"), f.pathID(c, "transactionId")
	if rejected := f.rejection(); rejected != nil {
		return rejected.response()
	}
	t, rejected := s.transactionOf(paymentID, id)
	if rejected != nil {
		return rejected.response()
	}
	s.advance(t)
	return s.success(c.operation, http.StatusOK, t.data())
}

// transactionOf finds a transaction of a payment, or says why CPN does not.
func (s *Server) transactionOf(paymentID, id string) (*Transaction, *rejection) {
	if s.payment(paymentID).Unknown {
		return nil, s.notFound(codeNoPayment)
	}
	t := s.transaction(id)
	if t == nil || t.Unknown || t.PaymentID != paymentID {
		return nil, s.notFound(codeNoTransaction)
	}
	return t, nil
}

// pathID reads a UUID from the path.
func (f *form) pathID(c *call, name string) string {
	id := c.ids[name]
	if !isUUID(id) {
		f.reject(name, "must be a UUID")
	}
	return strings.ToLower(id)
}

// transaction finds a transaction, or nil.
func (s *Server) transaction(id string) *Transaction {
	for _, t := range s.transactions {
		if t.ID == id {
			return t
		}
	}
	return nil
}

// transactionsOf lists the transactions of a payment that CPN knows.
func (s *Server) transactionsOf(paymentID string) []*Transaction {
	var found []*Transaction
	for _, t := range s.transactions {
		if t.PaymentID == paymentID && !t.Unknown {
			found = append(found, t)
		}
	}
	return found
}

// data is the transaction as CPN returns it.
func (t *Transaction) data() map[string]any {
	metadata := map[string]any{}
	for key, value := range t.Metadata {
		metadata[key] = value
	}
	data := map[string]any{
		"id":                 t.ID,
		"paymentId":          t.PaymentID,
		"status":             t.Status,
		"expireDate":         t.ExpireDate,
		"senderAddress":      t.SenderAddress,
		"blockchain":         t.Blockchain,
		"amount":             t.Amount.data(),
		"destinationAddress": t.DestinationAddress,
		"messageType":        t.MessageType,
		"metadata":           metadata,
	}
	if t.MessageToBeSigned != "" {
		data["messageToBeSigned"] = json.RawMessage(t.MessageToBeSigned)
	}
	for name, value := range map[string]string{
		"encodedMessageToBeSigned": t.EncodedMessageToBeSigned, "version": t.Version,
		"failureReason": t.FailureReason, "transactionHash": t.TransactionHash,
	} {
		if value != "" {
			data[name] = value
		}
	}
	return data
}
