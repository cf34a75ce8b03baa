// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package cpnfake

import (
	"cmp"
	"encoding/base64"
	"time"
)

// What every transaction created here is about, as in CPN's documentation.
const (
	transactionTime = time.Hour
	totalAmount     = "11.948672"
	maxFee          = 899798 // of the total, in millionths of a USDC
	usdcDecimals    = 6
)

// newTransaction returns a transaction that awaits its signature. What it says about its
// payment is missing.
func (s *Server) newTransaction(id string) *Transaction {
	return &Transaction{
		ID:         id,
		Status:     created,
		ExpireDate: s.now().UTC().Truncate(time.Second).Add(transactionTime).Format(dateForm), // validBefore has no fractions
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
