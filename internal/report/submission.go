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
		exists:  "Nothing was sent.", cause: attribute + " may be null only once the transaction is submitted. To destroy the submission without a signature, use `-refresh=false`.",
		evidence: []string{s.ids()}, topic: topicNotSubmitted,
	}.errorAt(path.Root(attribute))
}

// OtherMessage blocks the signed form of another message than that in an attribute of the
// transaction.
func (s Submission) OtherMessage(attribute string) diag.Diagnostics {
	return diag.Diagnostics{message{
		summary: "DO NOT SUBMIT: signed_message is not the transaction's message",
		never:   "Do not submit the signed transaction in another way.",
		do:      []string{fmt.Sprintf("Compare %s of the transaction with the payment, sign it unchanged, and set signed_message and signed_transaction again.", attribute)},
		exists:  "Nothing was sent.", cause: "The signed message belongs to another transaction, or was changed before it was signed.",
		evidence: []string{s.ids()}, topic: topicDoNotSign,
	}.errorAt(path.Root("signed_message"))}
}

// OtherTransaction blocks a transaction for Solana that holds another message than
// signed_message.
func (s Submission) OtherTransaction() diag.Diagnostics {
	m := s.form("DO NOT SUBMIT: signed_transaction holds another message", partiallySigned)
	m.never, m.topic = "Do not submit the signed transaction in another way.", topicDoNotSign
	m.cause = "The decoded signed_transaction must end with the decoded signed_message."
	return diag.Diagnostics{m.errorAt(path.Root("signed_transaction"))}
}

// NotBase64 blocks what is no transaction on Solana.
func (s Submission) NotBase64() diag.Diagnostics {
	m := s.form("The transaction is on Solana, and signed_transaction is not base64", partiallySigned)
	return diag.Diagnostics{m.errorAt(path.Root("signed_transaction"))}
}

// NotHex blocks what is no signature on an EVM chain.
func (s Submission) NotHex() diag.Diagnostics {
	m := s.form("The chain is an EVM chain, and signed_transaction is not hex", "Set signed_transaction to the wallet's EIP-712 signature of message_to_be_signed, as hexadecimal text with 0x.")
	m.cause = "Base64 is for Solana."
	return diag.Diagnostics{m.errorAt(path.Root("signed_transaction"))}
}

const partiallySigned = "Sign encoded_message_to_be_signed unchanged, and set signed_transaction to the partially signed transaction in base64."

// form is what messages about the form of signed_transaction have in common.
func (s Submission) form(summary, do string) message {
	return message{summary: summary, do: []string{do}, exists: "Nothing was sent.", evidence: []string{s.ids()}, topic: topicNotSubmitted}
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

// NoTurn explains that another resource of this run was submitting the transaction until ctx
// ended with err.
func (s Submission) NoTurn(err error) diag.Diagnostics {
	return diag.Diagnostics{message{
		summary: "Not submitted: another resource submits the same transaction",
		do:      []string{"Keep one cpn_transaction_submission for each transaction.", "Run `terraform apply`."},
		exists:  "This resource sent nothing.", cause: endOfTime(err), evidence: []string{s.ids()}, topic: topicNotSubmitted,
	}.error()}
}

// NotSubmitted explains why a transaction that is not submitted cannot be imported.
func (s Submission) NotSubmitted() diag.Diagnostic {
	return message{
		summary: "The transaction is not submitted, so there is nothing to import",
		do:      []string{"Declare the submission with signed_message and signed_transaction, and run `terraform apply`."},
		cause:   "The status of the transaction is CREATED.", evidence: []string{s.ids()}, topic: topicImportID,
	}.error()
}
