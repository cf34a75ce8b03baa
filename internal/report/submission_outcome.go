// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package report

import (
	"cmp"
	"errors"
	"net/http"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"

	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/cpn"
)

// Rejected explains that CPN has not accepted the signed transaction.
func (s Submission) Rejected(e *cpn.Error) diag.Diagnostics {
	m := message{exists: "CPN has not accepted the signed transaction.", cause: causeOf(e, timeoutsCreate), evidence: s.evidence(e)}
	if e.StatusCode < http.StatusMultipleChoices || e.StatusCode == http.StatusTooManyRequests {
		m.summary, m.exists = "The transaction is not submitted: CPN accepted no request", "CPN does not have the signed transaction."
		m.do, m.topic = sendAgain(e), topicNotSubmitted
		return diag.Diagnostics{m.error()}
	}
	m.summary, m.topic = "CPN rejected the signed transaction", topicSubmissionRejected
	m.do = []string{remedyFor(e, SubmissionRemedies()...).Text}
	switch e.Code {
	case cpn.CodeInsufficientAllowanceToPermit2:
		m.summary, m.do = "Permit2 may not take this amount from the wallet", []string{s.grant(), "Run `terraform apply` with the same signature."}
	case cpn.CodeInvalidSignature, cpn.CodeInvalidSignedTransaction, cpn.CodeSignatureNotVerified:
		return diag.Diagnostics{m.errorAt(path.Root("signed_transaction"))}
	case cpn.CodePayloadMismatch:
		return diag.Diagnostics{m.errorAt(path.Root("signed_message"))}
	default:
	}
	return diag.Diagnostics{m.error()}
}

// grant asks for the allowance that Permit2 needs.
func (s Submission) grant() string {
	wallet := cmp.Or(cpn.Printable(s.SenderAddress), "sender_address")
	if s.Amount == "" {
		return "Grant Permit2 a USDC allowance from " + wallet + " that covers permitted_amount."
	}
	return "Grant Permit2 a USDC allowance of at least " + cpn.Printable(s.Amount) + " from " + wallet + "."
}

// Unknown explains an attempt of which CPN may have accepted the signed transaction, and
// that readErr kept from being looked up.
func (s Submission) Unknown(e *cpn.Error, readErr error) diag.Diagnostics {
	return diag.Diagnostics{s.unknown(e).notRead(e, readErr).error()}
}

// notRead says why nobody knows the status after the last attempt.
func (m message) notRead(e *cpn.Error, readErr error) message {
	if unread, ok := errors.AsType[*cpn.Error](readErr); ok {
		m.cause = sentences(lastResult(e), whyEnded(unread, timeoutsRead))
		m.evidence = paragraphs(m.evidence, lastRead(unread))
	} else {
		m.cause = sentences(lastResult(e), asSentence(readErr))
	}
	return m
}

// lastRead is the evidence of a read that failed, "" if it sent nothing.
func lastRead(e *cpn.Error) string {
	if len(e.Attempts) == 0 {
		return ""
	}
	return lines("  the last read:", callLines(e, e.Attempts))
}

// StillCreated explains that the status is CREATED after an attempt that CPN may have
// accepted.
func (s Submission) StillCreated(e *cpn.Error) diag.Diagnostics {
	m := s.unknown(e)
	m.cause = stillCreated
	if e.IsForeign() {
		m.do = append([]string{remedyFor(e).Text}, m.do...)
	}
	return diag.Diagnostics{m.error()}
}

const stillCreated = "The status was still CREATED when it was read after the last attempt."

// Onchain explains that the status is CREATED, although the blockchain has the transaction
// according to CPN, or that readErr kept it from being read.
func (s Submission) Onchain(e *cpn.Error, readErr error) diag.Diagnostics {
	m := s.unknown(e)
	m.summary = "Outcome unknown: the blockchain may have the transaction"
	m.never = "Do not sign or submit the transaction again, here or elsewhere."
	m.do, m.exists, m.cause = []string{"Send the values below to Circle support."}, "The payment may have been carried out.", stillCreated
	if readErr != nil {
		m = m.notRead(e, readErr)
	}
	return diag.Diagnostics{m.error()}
}

func (s Submission) unknown(e *cpn.Error) message {
	return message{
		summary: "Outcome unknown: CPN may have the signed transaction", never: "Do not sign or submit the transaction elsewhere.",
		do:     []string{"Run `terraform apply` soon.", "If the outcome stays unknown, send the values below to Circle support."},
		exists: "The apply reads the status first, and submits nothing twice.", evidence: s.evidence(e), topic: topicSubmissionUnknown,
	}
}
