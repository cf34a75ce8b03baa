// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package cpnfake

import (
	"maps"
	"net/http"
	"slices"
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

	// Members are the other members of the response by their JSON names, for tests to add,
	// change and delete. The server adds onChainTransactions unless it is present.
	Members map[string]any `json:"-"`
}

// PaymentStatuses lists the statuses of a payment that CPN documents.
func PaymentStatuses() []string {
	return []string{created, fundsPending, "FIAT_PAYMENT_INITIATED", completed, failed}
}

// Payments returns the payments that the server was asked about or told about, by ID.
func (s *Server) Payments() []Payment {
	s.mu.Lock()
	defer s.mu.Unlock()
	payments := make([]Payment, 0, len(s.payments))
	for _, id := range slices.Sorted(maps.Keys(s.payments)) {
		held := *s.payments[id]
		held.Members, _ = deepCopy(held.Members).(map[string]any)
		payments = append(payments, held)
	}
	return payments
}

// payment finds a payment or creates it: every UUID in lower case is a payment.
func (s *Server) payment(id string) *Payment {
	if p, ok := s.payments[id]; ok {
		return p
	}
	p := &Payment{ID: id, Status: fundsPending, Members: s.paymentMembers(id)}
	s.payments[id] = p
	return p
}

// paymentMembers makes up the data of a payment, always the same for the same ID.
func (s *Server) paymentMembers(id string) map[string]any {
	derived := func(name string) string {
		return uuid.NewSHA1(uuid.NameSpaceURL, []byte(name+" of "+id)).String()
	}
	return map[string]any{
		"quoteId":           derived("quote"),
		"paymentMethodType": "WIRE",
		"blockchain":        blockchain,
		"senderAddress":     senderAddress,
		"refCode":           strings.ToUpper(derived("reference")[:8]),
		"customerRefId":     derived("customer"),
		"createDate":        s.date(0),
		"expireDate":        s.date(time.Hour),
		"useCase":           "B2B",
		"reasonForPayment":  "PMT001",
		"sourceAmount":      Money{Amount: "110.270000", Currency: "USDC"}.data(),
		"destinationAmount": Money{Amount: "2000.00", Currency: "MXN"}.data(),
		"fees": map[string]any{
			"totalAmount": Money{Amount: "0.270000", Currency: "USDC"}.data(),
			"breakdown": []any{
				map[string]any{"type": "BFI_TRANSACTION_FEE", "amount": Money{Amount: "0.250000", Currency: "USDC"}.data()},
				map[string]any{"type": "CIRCLE_SERVICE_FEE", "amount": Money{Amount: "0.020000", Currency: "USDC"}.data()},
			},
		},
		"fiatSettlementTime": map[string]any{"min": "1", "max": "2", "unit": "DAYS"},
		"rfis":               []any{},
		"refunds":            []any{},
	}
}

// getPayment serves GET /v1/cpn/payments/{paymentId}.
func (s *Server) getPayment(c *call) response {
	var f form
	id := f.pathID(c, "paymentId")
	if rejected := f.rejection(); rejected != nil {
		return rejected.response()
	}
	p := s.payment(id)
	if p.Unknown {
		return reject(http.StatusBadRequest, codeNoPayment).response()
	}
	return s.success(c.operation, http.StatusOK, s.paymentData(p))
}

// paymentData is the payment as CPN returns it.
func (s *Server) paymentData(p *Payment) map[string]any {
	transactions := []any{}
	for _, t := range s.transactionsOf(p.ID) {
		transactions = append(transactions, map[string]any{"id": t.ID, "status": t.Status})
	}
	data := map[string]any{"onChainTransactions": transactions}
	maps.Copy(data, p.Members)
	data["id"], data["status"] = p.ID, p.Status
	return data
}
