// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package cpnfake

import (
	"net/http"
	"time"
)

// submitTransaction is POST /v2/cpn/payments/{paymentId}/transactions/{transactionId}/submit.
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
	default:
		code = rejectPayer(t, p, signed)
	}
	if code == 0 {
		return nil
	}
	return reject(http.StatusBadRequest, code)
}

// rejectPayer says why the wallet does not pay; 0 if it does.
func rejectPayer(t *Transaction, p *Payment, signed string) int {
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

// isPast reports whether a date lies in the past by the server's clock. What is no date
// does not.
func (s *Server) isPast(date string) bool {
	at, err := time.Parse(time.RFC3339, date)
	return err == nil && at.Before(s.now())
}
