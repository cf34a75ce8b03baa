// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package report

import (
	"errors"
	"fmt"
	"net/http"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"

	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/cpn"
)

// Submission is what messages need of a signed transaction that is submitted.
type Submission struct{ PaymentID, TransactionID string }

func (s Submission) ids() string {
	return lines(labeled("payment_id", cpn.Printable(s.PaymentID)), labeled("transaction_id", cpn.Printable(s.TransactionID)))
}

// evidence is what Circle support asks for.
func (s Submission) evidence(e *cpn.Error) []string {
	return []string{lines(s.ids(), serverLine(e), responseLine(e), attemptLines(e.Attempts))}
}

// Missing asks for an input without which there is nothing to submit.
func (s Submission) Missing(attribute string) diag.Diagnostic {
	return message{
		summary: "Nothing to submit: " + attribute + " is null",
		do:      []string{fmt.Sprintf("Set %s from an ephemeral variable.", attribute)},
		exists:  "Nothing was sent.", cause: "The transaction still waits for its signature. To destroy the submission without a signature, use `-refresh=false`.", evidence: []string{s.ids()}, topic: topicNotSubmitted,
	}.errorAt(path.Root(attribute))
}

// OtherMessage blocks the signed form of another message.
func (s Submission) OtherMessage() diag.Diagnostics {
	return diag.Diagnostics{message{
		summary: "DO NOT SUBMIT: signed_message is not the transaction's message",
		never:   "Do not submit the signed transaction in another way.",
		do:      []string{"Compare message_to_be_signed of the transaction with the payment, sign it unchanged, and set signed_message and signed_transaction again."},
		exists:  "Nothing was sent.", cause: "The signed message belongs to another transaction, or was changed before it was signed.",
		evidence: []string{s.ids()}, topic: topicDoNotSign,
	}.errorAt(path.Root("signed_message"))}
}

// Before warns that the transaction was submitted before.
func (s Submission) Before(status string) diag.Diagnostics {
	return diag.Diagnostics{message{
		summary: "The transaction was submitted before this run",
		never:   notAgain(Transaction{Status: status}),
		do:      []string{"If nobody here submitted it, ask Circle support."},
		exists:  "CPN accepted nothing from this run.", evidence: []string{s.ids()}, topic: topicSubmittedBefore,
	}.warning()}
}

// UnknownStatus explains that a status is none of those that CPN documents, so that nobody
// here can tell whether the transaction is submitted.
func (s Submission) UnknownStatus(status string) diag.Diagnostics {
	return diag.Diagnostics{message{
		summary: "Not submitted by this run: the provider does not know the status", never: "Do not sign or submit the transaction in another way.",
		do: []string{
			"Ask Circle support whether a transaction with this status is submitted.",
			"If it is, run `terraform import ADDRESS PAYMENT_ID/TRANSACTION_ID`. Otherwise, run `terraform apply` once its status is CREATED.",
		},
		exists: "CPN accepted nothing from this run.", cause: "CPN has added a status that this version of the provider does not know.",
		evidence: []string{lines(s.ids(), labeled("status", orUnknown(status)))}, topic: topicNotSubmitted,
	}.error()}
}

// Unread explains that the transaction could not be read before anything was sent. limit is
// the attribute that bounds the read.
func (s Submission) Unread(limit string, err error) diag.Diagnostics {
	f := ReadFailure{What: "transaction", Limit: limit, Err: err}
	m := f.message("Could not read the transaction before its submission", topicNotSubmitted)
	m.exists = "Nothing was sent."
	m.evidence = append([]string{s.ids()}, m.evidence...)
	return diag.Diagnostics{m.error()}
}

// Rejected explains that CPN has not accepted the signed transaction.
func (s Submission) Rejected(e *cpn.Error) diag.Diagnostics {
	m := message{
		summary: "CPN rejected the signed transaction", do: []string{submissionRemedyFor(e)}, exists: "CPN has not accepted the signed transaction.",
		cause: endedBy(e, "timeouts.create"), evidence: s.evidence(e), topic: topicSubmissionRejected,
	}
	if e.StatusCode < http.StatusMultipleChoices || e.StatusCode == http.StatusTooManyRequests {
		m.summary, m.topic = "The transaction is not submitted: CPN accepted no request", topicNotSubmitted
		m.do = []string{checkNetwork, "Run `terraform apply`."}
		m.exists, m.cause = "CPN does not have the signed transaction.", sentences(lastResult(e), endedBy(e, "timeouts.create"))
		switch {
		case e.Ended == cpn.EndedInterrupt:
			m.do = []string{"Run `terraform apply` when you are ready."}
		case e.StatusCode == http.StatusTooManyRequests:
			m.do = []string{slowDown}
		}
	}
	switch {
	case !e.Envelope:
		return diag.Diagnostics{m.error()}
	case e.Code == cpn.CodeInvalidSignature, e.Code == cpn.CodeInvalidSignedTransaction:
		return diag.Diagnostics{m.errorAt(path.Root("signed_transaction"))}
	case e.Code == cpn.CodePayloadMismatch:
		return diag.Diagnostics{m.errorAt(path.Root("signed_message"))}
	}
	return diag.Diagnostics{m.error()}
}

// Unknown explains an attempt of which CPN may have accepted the signed transaction, and
// that readErr kept from being looked up.
func (s Submission) Unknown(e *cpn.Error, readErr error) diag.Diagnostics {
	m := s.unknown(e)
	var unread *cpn.Error
	if !errors.As(readErr, &unread) {
		m.cause = sentences(lastResult(e), capitalized(readErr.Error())+".")
		return diag.Diagnostics{m.error()}
	}
	m.cause = sentences(lastResult(e), endedBy(unread, "timeouts.read"))
	if len(unread.Attempts) > 0 {
		m.evidence = append(m.evidence, lines("  reads after that:", attemptLines(unread.Attempts)))
	}
	return diag.Diagnostics{m.error()}
}

// StillCreated explains that the status is CREATED after an attempt that CPN may have
// accepted.
func (s Submission) StillCreated(e *cpn.Error) diag.Diagnostics {
	m := s.unknown(e)
	m.cause = "The status was still CREATED when it was read after the last attempt."
	if !e.Envelope && e.StatusCode >= http.StatusMultipleChoices {
		m.do = append([]string{remedyFor(e).Text}, m.do...)
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

// NotSubmitted explains why a transaction that is not submitted cannot be imported.
func (s Submission) NotSubmitted() diag.Diagnostic {
	return message{
		summary: "The transaction is not submitted, so there is nothing to import",
		do:      []string{"Declare the submission with signed_message and signed_transaction, and run `terraform apply`."},
		cause:   "The status of the transaction is CREATED.", evidence: []string{s.ids()}, topic: topicImportID,
	}.error()
}

// Removed warns that a submission stays at CPN.
func (s Submission) Removed() diag.Diagnostic {
	return message{
		summary: "The submission stays at CPN; Terraform removes it from state",
		do: []string{"Approve only if Terraform should stop tracking the submission. To do so without this warning, use a `removed` block with " +
			"`destroy = false`. For an instance of count or for_each, run `terraform state rm ADDRESS`."},
		exists: "CPN cannot take back a submission.", evidence: []string{lines("  for example:", s.ids())}, topic: topicRemoval,
	}.warning()
}

// Replaced warns that a plan submits another transaction.
func (s Submission) Replaced() diag.Diagnostic {
	return message{
		summary: "This plan submits another transaction; the first stays submitted",
		do:      []string{"Approve only if both transactions should move funds, or if the first is FAILED. Otherwise, revert the changed input."},
		exists:  "CPN cannot take back a submission; Terraform stops tracking it.", evidence: []string{lines("  for example:", s.ids())}, topic: topicReplacement,
	}.warning()
}
