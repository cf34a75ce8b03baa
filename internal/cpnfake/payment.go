// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package cpnfake

import (
	"cmp"
	"net/http"
	"strings"
	"time"

	"github.com/google/uuid"
)

// fundsPending is the only status in which a payment can get a transaction.
const fundsPending = "CRYPTO_FUNDS_PENDING"

// Payment is a payment that the server knows, which is every payment it was asked about.
type Payment struct {
	ID      string `json:"id"`      // UUID in lower case
	Status  string `json:"status"`  // CRYPTO_FUNDS_PENDING unless changed; other statuses allow no transaction
	Unknown bool   `json:"unknown"` // CPN does not find it, as with an API key of the other environment
	Expired bool   `json:"expired"` // too late for a transaction; the clock alone expires no payment here

	Blockchain    string   `json:"blockchain"`              // one of [Blockchains]
	SenderAddress string   `json:"senderAddress,omitempty"` // "" is the address of [NewWallet]
	AnySignature  bool     `json:"anySignature"`            // no signature is verified, as of a contract wallet
	Allowance     bool     `json:"allowance"`               // Permit2 may take USDC from the wallet
	Balance       bool     `json:"balance"`                 // the wallet has enough USDC
	Hostile       []string `json:"hostile,omitempty"`       // of [HostileMessages], for the messages created from now on

	created time.Time
}

// PaymentStatuses lists the statuses of a payment that CPN documents.
func PaymentStatuses() []string {
	return []string{created, fundsPending, "FIAT_PAYMENT_INITIATED", completed, failed}
}

// SetPayment changes the payment with this UUID. Every well-formed UUID is a payment.
func (s *Server) SetPayment(id string, edit func(*Payment)) {
	s.mu.Lock()
	defer s.mu.Unlock()
	edit(s.payment(strings.ToLower(id)))
}

// payment finds a payment or creates it: every UUID in lower case is a payment.
func (s *Server) payment(id string) *Payment {
	p, ok := s.payments[id]
	if !ok {
		p = s.newPayment(id)
		s.payments[id] = p
	}
	return p
}

// newPayment returns a payment that waits for its transaction.
func (s *Server) newPayment(id string) *Payment {
	p := &Payment{ID: id, Status: fundsPending, Blockchain: Blockchains()[0], Allowance: true, Balance: true, created: s.now()}
	for _, edit := range s.paymentEdits {
		edit(p)
	}
	return p
}

// wallet is the address of the wallet that pays.
func (p *Payment) wallet() string {
	return cmp.Or(p.SenderAddress, NewWallet("").Address(p.Blockchain))
}

// blocked is the code of why a payment can have no transaction and cannot be paid for; 0 if
// it can.
func (p *Payment) blocked() int {
	switch {
	case p.Expired:
		return codePaymentExpired
	case p.Status != fundsPending:
		return codePaymentStatus
	}
	return 0
}

// SetPayments changes every payment, also those that the server is asked about from now on,
// until a [Server.Reset].
func (s *Server) SetPayments(edit func(*Payment)) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.paymentEdits = append(s.paymentEdits, edit)
	for _, p := range s.payments {
		edit(p)
	}
}

// SetNotFound chooses the response if a payment or transaction does not exist: 404 as in
// CPN's API description, or 400 and a code of its own as in CPN's list of errors, which is
// the default.
func (s *Server) SetNotFound(status int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.notFoundStatus = status
}

// notFound rejects what CPN does not find.
func (s *Server) notFound(code int) *response {
	if s.notFoundStatus == http.StatusNotFound {
		code = codeInvalid
	}
	return reject(s.notFoundStatus, code)
}

// getPayment serves GET /v1/cpn/payments/{paymentId}.
func (s *Server) getPayment(c *call) *response {
	id := c.id("paymentId")
	if rejected := c.rejection(); rejected != nil {
		return rejected
	}
	p := s.payment(id)
	if p.Unknown {
		return s.notFound(codeNoPayment)
	}
	transactions := []any{}
	for _, t := range s.transactionsOf(id) {
		listed := map[string]any{"id": t.ID, "status": t.Status}
		if t.TransactionHash != "" {
			listed["transactionHash"] = t.TransactionHash
		}
		transactions = append(transactions, listed)
	}
	data := p.data()
	data["onChainTransactions"] = transactions
	return s.success(c.operation, http.StatusOK, data)
}

// data is the payment as CPN returns it, without its transactions. What it makes up is always
// the same for the same ID.
func (p *Payment) data() map[string]any {
	derived := func(name string) string {
		return uuid.NewSHA1(uuid.NameSpaceURL, []byte(name+" of "+p.ID)).String()
	}
	return map[string]any{
		"id":                p.ID,
		"status":            p.Status,
		"blockchain":        p.Blockchain,
		"senderAddress":     p.wallet(),
		"refundAddress":     p.wallet(),
		"quoteId":           derived("quote"),
		"paymentMethodType": "WIRE",
		"refCode":           strings.ToUpper(derived("reference")[:8]),
		"customerRefId":     derived("customer"),
		"createDate":        date(p.created),
		"expireDate":        date(p.created.Add(time.Hour)),
		"useCase":           "B2B",
		"reasonForPayment":  "PMT001",
		"sourceAmount":      Money{Amount: totalAmount, Currency: "USDC"}.data(), // leaves the wallet, fees included
		"destinationAmount": Money{Amount: "200.00", Currency: "MXN"}.data(),
		"fees": map[string]any{
			"totalAmount": Money{Amount: "0.899798", Currency: "USDC"}.data(), // maxFee
			"breakdown": []any{
				map[string]any{"type": "BLOCKCHAIN_GAS_FEE", "amount": Money{Amount: "0.879798", Currency: "USDC"}.data()},
				map[string]any{"type": "CIRCLE_SERVICE_FEE", "amount": Money{Amount: "0.020000", Currency: "USDC"}.data()},
			},
		},
		"metadata":           map[string]any{"invoice": "INV-4711"},
		"fiatSettlementTime": map[string]any{"min": "1", "max": "2", "unit": "DAYS"},
		"rfis":               []any{},
		"refunds":            []any{},
	}
}
