// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package cpnfake

import (
	"cmp"
	"encoding/base64"
	"encoding/json"
	"net/http"
	"time"
)

// What every transaction created here is about, as in CPN's documentation.
const (
	transactionTime = time.Hour
	totalAmount     = "11.948672"
	maxFee          = 899798 // of the total, in millionths of a USDC
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
	SubmitCounts

	// EncodedMessageToBeSigned is the digest of the message on EVM chains, and what is
	// signed on Solana. It follows MessageToBeSigned unless it is changed too.
	EncodedMessageToBeSigned string `json:"encodedMessageToBeSigned,omitempty"` // absent if empty
}

// newTransaction returns a transaction that awaits its signature. What it says about its
// payment is missing.
func (s *Server) newTransaction(id string) *Transaction {
	return &Transaction{
		ID:         id,
		Status:     created,
		ExpireDate: date(s.now().Truncate(time.Second).Add(transactionTime)), // validBefore has no fractions
		Amount:     Money{Amount: totalAmount, Currency: "USDC"},
		Version:    "VERSION_2",
	}
}

// complete fills in what a transaction does not say about its payment, and its message.
func (s *Server) complete(t *Transaction) {
	p := s.newPayment("")
	if t.PaymentID != "" {
		p = s.payment(t.PaymentID)
	}
	t.Blockchain = cmp.Or(t.Blockchain, p.Blockchain)
	t.SenderAddress = cmp.Or(t.SenderAddress, p.wallet())
	if isSolana(t.Blockchain) {
		t.DestinationAddress = cmp.Or(t.DestinationAddress, NewWallet("payee").Address(t.Blockchain))
		t.MessageType = cmp.Or(t.MessageType, "SOLANA")
		t.EncodedMessageToBeSigned = cmp.Or(t.EncodedMessageToBeSigned, base64.StdEncoding.EncodeToString(solanaMessage(t)))
		return
	}
	t.DestinationAddress = cmp.Or(t.DestinationAddress, payeeAddress)
	t.MessageType = cmp.Or(t.MessageType, "PAYMENT_SETTLEMENT_CONTRACT_V1_0_PAYMENT_INTENT")
	if t.MessageToBeSigned == "" {
		t.MessageToBeSigned, t.EncodedMessageToBeSigned = s.paymentIntent(t, p.Hostile)
	}
}

// createTransaction serves POST /v2/cpn/payments/{paymentId}/transactions.
func (s *Server) createTransaction(c *call) *response {
	paymentID, key, metadata := c.id("paymentId"), c.key(), c.metadata()
	if rejected := c.rejection(); rejected != nil {
		return rejected
	}
	check := func() *response { return s.rejectTransaction(paymentID) }
	return s.once(c, key, check, func() resource {
		s.counts.Transactions++
		t := s.newTransaction(s.newID("transaction", key))
		t.PaymentID, t.IdempotencyKey, t.Metadata = paymentID, key, metadata
		s.complete(t)
		s.transactions = append(s.transactions, t)
		return *t
	})
}

// rejectTransaction says why a payment can have no new transaction, or returns nil.
func (s *Server) rejectTransaction(paymentID string) *response {
	p := s.payment(paymentID)
	if p.Unknown {
		return s.notFound(codeNoPayment)
	}
	if code := p.blocked(); code != 0 {
		return reject(http.StatusBadRequest, code)
	}
	for _, t := range s.transactionsOf(paymentID) {
		if t.Status != failed {
			return reject(http.StatusBadRequest, codeActiveTransaction)
		}
	}
	return nil
}

// getTransaction serves GET /v2/cpn/payments/{paymentId}/transactions/{transactionId}.
func (s *Server) getTransaction(c *call) *response {
	t, rejected := s.transactionOf(c)
	if rejected != nil {
		return rejected
	}
	s.advance(t)
	return s.success(c.operation, http.StatusOK, t.data())
}

// transactionOf finds the transaction in the path of a request, or rejects the request.
func (s *Server) transactionOf(c *call) (*Transaction, *response) {
	paymentID, id := c.id("paymentId"), c.id("transactionId")
	if rejected := c.rejection(); rejected != nil {
		return nil, rejected
	}
	if s.payment(paymentID).Unknown {
		return nil, s.notFound(codeNoPayment)
	}
	t := s.transaction(id)
	if t == nil || t.Unknown || t.PaymentID != paymentID {
		return nil, s.notFound(codeNoTransaction)
	}
	return t, nil
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
func (t Transaction) data() map[string]any {
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
