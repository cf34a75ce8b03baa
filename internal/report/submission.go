// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package report

import (
	"fmt"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"

	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/cpn"
)

// Submission is what messages need of a signed transaction that is submitted.
type Submission struct {
	PaymentID, TransactionID string
	// The wallet that pays and the total that it pays, "" if they are not known.
	SenderAddress, Amount string
}

func (s Submission) ids() string { return ids(s.PaymentID, s.TransactionID) }

// evidence is what Circle support asks for.
func (s Submission) evidence(e *cpn.Error) string { return lines(s.ids(), callLines(e, e.Attempts)) }

// Missing asks for an input without which there is nothing to submit.
func (s Submission) Missing(attribute string) diag.Diagnostic {
	m := s.unsent("Nothing to submit: "+attribute+" is null", fmt.Sprintf("Set %s from an ephemeral variable.", attribute))
	m.cause = attribute + " may be null only once the transaction is submitted. To destroy the submission without a signature, use `-refresh=false`."
	return m.errorAt(path.Root(attribute))
}

// NotBase64 blocks what is no transaction on Solana.
func (s Submission) NotBase64() diag.Diagnostics {
	m := s.unsent("The transaction is on Solana, and signed_transaction is not base64", partiallySigned)
	return diag.Diagnostics{m.errorAt(path.Root("signed_transaction"))}
}

// NotHex blocks what is no signature on an EVM chain.
func (s Submission) NotHex() diag.Diagnostics {
	m := s.unsent("The chain is an EVM chain, and signed_transaction is not hex",
		"Set signed_transaction to the wallet's EIP-712 signature of message_to_be_signed, as hexadecimal text with 0x.")
	m.cause = "Base64 is for Solana."
	return diag.Diagnostics{m.errorAt(path.Root("signed_transaction"))}
}

const partiallySigned = "Sign encoded_message_to_be_signed unchanged, and set signed_transaction to the partially signed transaction in base64."

// unsent is what messages have in common about a submission of which nothing was sent.
func (s Submission) unsent(summary, do string) message {
	return message{summary: summary, do: []string{do}, exists: "Nothing was sent.", evidence: s.ids(), topic: topicNotSubmitted}
}

// Before warns that the transaction was submitted before.
func (s Submission) Before(status string) diag.Diagnostics {
	return diag.Diagnostics{message{
		summary: "The transaction was submitted before this run",
		never:   notAgain(status),
		do:      []string{"If nobody here submitted it, ask Circle support."},
		exists:  "CPN accepted nothing from this run.", evidence: s.ids(), topic: topicSubmittedBefore,
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
		evidence: lines(s.ids(), labeled("status", orUnknown(status))), topic: topicNotSubmitted,
	}.error()}
}

// Unread explains that the transaction could not be read before anything was sent. limit is
// the attribute that bounds the read.
func (s Submission) Unread(limit string, err error) diag.Diagnostics {
	m := s.readFailure(limit, err).message(topicNotSubmitted, "Could not read the transaction before its submission")
	m.exists = "Nothing was sent."
	return diag.Diagnostics{m.error()}
}

// PlanUnread warns that a plan without a signature could not read the transaction.
func (s Submission) PlanUnread(err error) diag.Diagnostic {
	m := s.readFailure(timeoutsRead, err).message(topicNotSubmitted, "The plan could not read the transaction to submit")
	m.exists = "If the transaction is not submitted yet, the apply needs signed_message and signed_transaction."
	return m.warning()
}

func (s Submission) readFailure(limit string, err error) ReadFailure {
	return ReadFailure{Limit: limit, PaymentID: s.PaymentID, TransactionID: s.TransactionID, Err: err}
}

// Twice blocks another submission of a transaction that this run submits already: both could read
// CREATED, and send.
func (s Submission) Twice() diag.Diagnostics {
	m := s.unsent("Not submitted: another resource submits the same transaction", "Keep one cpn_transaction_submission for each transaction.")
	m.do = append(m.do, "Run `terraform apply`.")
	m.exists = "This resource sent nothing."
	return diag.Diagnostics{m.errorAt(path.Root("transaction_id"))}
}
