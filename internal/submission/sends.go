// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package submission

import (
	"net/http"
	"slices"

	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/cpn"
)

// next is what follows a failed send.
type next int

const (
	giveUp      next = iota // CPN has not accepted it, and nothing else can have happened
	sendAgain               // read, and send again if the transaction stays CREATED
	readBriefly             // read until a stale read is over
	readOnly                // read until the timeout, because CPN or the blockchain has it
)

// sends sums up the failed sends of one submission.
type sends struct {
	last      cpn.Error // with the attempts of all sends
	uncertain bool      // CPN may have accepted one
	then      next
}

// add adds a failed send.
func (s *sends) add(failed *cpn.Error) {
	attempts := s.last.Attempts
	for _, a := range failed.Attempts {
		a.Number = len(attempts) + 1
		attempts = append(attempts, a)
	}
	s.then = after(failed, s.uncertain)
	s.last, s.uncertain = *failed, s.uncertain || failed.Outcome == cpn.OutcomeUnknown
	s.last.Attempts = attempts
}

// after says what follows a failed send. uncertain says that CPN may have accepted an earlier
// one.
//
// It decides about money, so its table test is its specification.
func after(e *cpn.Error, uncertain bool) next {
	switch {
	case e.Outcome == cpn.OutcomeUnknown:
		return sendAgain
	case isRejection(e) && (saysSubmitted(e.Code) || saysOnchain(e.Code)):
		return readOnly
	case isForeign(e), isRejection(e) && uncertain:
		return readBriefly
	case uncertain: // never sent, or limited
		return sendAgain
	default:
		return giveUp
	}
}

// isRejection reports whether CPN has processed and rejected the request.
func isRejection(e *cpn.Error) bool {
	return e.Envelope && e.Outcome == cpn.OutcomeNothing && e.StatusCode != http.StatusTooManyRequests
}

// isForeign reports whether somebody responded in place of CPN, who may have forwarded the
// request all the same.
func isForeign(e *cpn.Error) bool {
	return !e.Envelope && e.StatusCode >= http.StatusMultipleChoices && e.StatusCode != http.StatusTooManyRequests
}

// saysSubmitted reports whether CPN says that it has the signed transaction.
func saysSubmitted(code cpn.Code) bool {
	return slices.Contains([]cpn.Code{
		cpn.CodeInvalidTransactionStatus, cpn.CodeAlreadySubmitted, cpn.CodeBroadcastingInProgress, cpn.CodeSignatureAccepted,
	}, code)
}

// saysOnchain reports whether CPN says that the blockchain has the transaction.
func saysOnchain(code cpn.Code) bool {
	return code == cpn.CodePaymentRefIDOnchain || code == cpn.CodePermit2NonceAlreadyUsed
}

// isAboutNonce reports whether an earlier send may be the reason for a rejection, because it
// has used the nonce.
func isAboutNonce(code cpn.Code) bool {
	return slices.Contains([]cpn.Code{cpn.CodeNonceTooLow, cpn.CodeNonceMismatch, cpn.CodeNonceAlreadyUsed}, code)
}
