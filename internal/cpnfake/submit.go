// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package cpnfake

import (
	"encoding/base64"
	"encoding/hex"
	"net/http"
	"strings"
	"time"
)

// submitTransaction is POST /v2/cpn/payments/{paymentId}/transactions/{transactionId}/submit.
// Nobody here verifies a signature, so any well-formed text will do for one.
func (s *Server) submitTransaction(c *call) response {
	f, rejected := newForm(c)
	if rejected != nil {
		return rejected.response()
	}
	paymentID, id := f.pathID(c, "paymentId"), f.pathID(c, "transactionId")
	signed := f.text("signedTransaction", isNotBlank, "must be a string that is not blank")
	if rejected := f.rejection(); rejected != nil {
		return rejected.response()
	}
	t, rejected := s.transactionOf(paymentID, id)
	if rejected != nil {
		return rejected.response()
	}
	if rejected := s.rejectSubmission(t, signed); rejected != nil {
		return rejected.response()
	}
	s.counts.Submitted++
	t.Submitted++
	s.begin(t)
	return s.success(c.operation, http.StatusCreated, t.data())
}

// rejectSubmission says why a transaction cannot be submitted; nil if it can. CPN
// documents three codes for one that was submitted before, and not which of them comes
// when, so that each has a status here.
func (s *Server) rejectSubmission(t *Transaction, signed string) *rejection {
	p := s.payment(t.PaymentID)
	var code int
	switch {
	case t.Status == pending:
		code = codeSubmitted
	case t.Status == broadcasted:
		code = codeBroadcasting
	case t.Status != created:
		code = codeNotCreated
	case p.Expired:
		code = codePaymentExpired
	case p.Status != fundsPending:
		code = codePaymentStatus
	case s.isPast(t.ExpireDate):
		code = codeExpired
	case !isSigned(signed):
		code = codeSignedInvalid
	default:
		return nil
	}
	return reject(http.StatusBadRequest, code)
}

// isPast reports whether a date lies in the past by the server's clock. What is no date
// does not.
func (s *Server) isPast(date string) bool {
	at, err := time.Parse(time.RFC3339, date)
	return err == nil && at.Before(s.now())
}

// isSigned accepts what CPN asks of a signed transaction: hexadecimal digits in pairs
// after 0x, as on EVM chains, or base64, as on Solana.
func isSigned(text string) bool {
	if digits, ok := strings.CutPrefix(text, "0x"); ok {
		raw, err := hex.DecodeString(digits)
		return err == nil && len(raw) > 0
	}
	raw, err := base64.StdEncoding.Strict().DecodeString(text)
	return err == nil && len(raw) > 0 && !strings.ContainsAny(text, "\r\n")
}

// SubmitErrors has every error that CPN documents for submitting a transaction, as a
// fault by CPN's name for it.
func SubmitErrors() map[string]Fault {
	faults := map[string]Fault{}
	for code, name := range submitErrors() {
		faults[name] = Fault{Operation: SubmitTransaction, Code: code}
	}
	return faults
}

// submitErrors has the names of the codes that CPN documents for submitting a transaction.
func submitErrors() map[int]string {
	return map[int]string{
		codeNotCreated:     "INVALID_TRANSACTION_STATUS_FOR_SUBMISSION",
		codePaymentStatus:  "INVALID_PAYMENT_STATUS",
		codeNoPayment:      "PAYMENT_NOT_FOUND",
		codeNoTransaction:  "TRANSACTION_NOT_FOUND",
		codeSubmitted:      "SIGNED_TRANSACTION_SUBMITTED",
		codePaymentExpired: "PAYMENT_EXPIRED",
		290309:             "SIGNED_TRANSACTION_EXPIRED",
		290310:             "NONCE_TOO_LOW",
		290311:             "SIGNED_TRANSACTION_PAYLOAD_MISMATCH",
		290312:             "INSUFFICIENT_TOKEN_BALANCE",
		290313:             "INSUFFICIENT_GAS_BALANCE",
		290314:             "PAYMENT_ID_MISMATCH",
		290315:             "GAS_PRICE_TOO_LOW",
		290316:             "NONCE_MISMATCH",
		290317:             "FULL_NODE_SERVICE_UNAVAILABLE",
		290318:             "PAYMENT_REF_ID_ONCHAIN",
		290319:             "OUT_OF_GAS",
		290320:             "NONCE_ALREADY_USED",
		290321:             "INVALID_TRANSACTION_SIGNATURE",
		290322:             "SANCTIONED_WALLET_ADDRESS",
		codeSignedInvalid:  "INVALID_SIGNED_TX",
		290328:             "ONCHAIN_ACCOUNT_NOT_FOUND",
		codeExpired:        "TRANSACTION_EXPIRED",
		290332:             "ONCHAIN_ACCOUNT_INVALID",
		codeBroadcasting:   "BROADCASTING_IN_PROGRESS",
	}
}
