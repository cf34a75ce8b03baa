// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package report

import (
	"fmt"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"

	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/cpn"
)

// ChangedAtCPN rejects another value of what a wallet signs. The values go last:
// a message is long.
func ChangedAtCPN(at path.Path, stored, now string) diag.Diagnostic {
	return message{
		summary: fmt.Sprintf("DO NOT SIGN: %s changed at CPN", at),
		never:   "Do not sign or submit this transaction.",
		do: []string{
			"Stop any job that reads message_to_be_signed: state still holds the old message.",
			"Send both values below to Circle support.",
		},
		exists: "CPN must not change this value once a transaction exists.", cause: "`-refresh=false` only hides this error.",
		evidence: lines(labeled("in state", cpn.Comparable(stored)), labeled("at CPN", cpn.Comparable(now))), topic: topicDoNotSign,
	}.errorAt(at)
}

// Contradicted explains that a transaction was created and read back with other values,
// which errors of their own show. Nothing is in state, so that no job signs it.
func Contradicted(paymentID, transactionID, idempotencyKey string) diag.Diagnostics {
	return diag.Diagnostics{message{
		summary: "DO NOT SIGN: CPN returned two versions of the transaction",
		never:   "Do not sign, submit or import this transaction.",
		do: []string{
			"Send the values below, and those of the other errors, to Circle support.",
			"Once the status is FAILED, change `id` to create another transaction.",
		},
		exists: "The transaction exists at CPN. Nothing is in state.", cause: "Each apply shows this error until then.",
		evidence: lines(ids(paymentID, transactionID), labeled("idempotency_key", idempotencyKey)), topic: topicDoNotSign,
	}.error()}
}

// RenewedMessage warns that CPN has renewed what is to be signed of a transaction on Solana.
func RenewedMessage(paymentID, transactionID string) diag.Diagnostic {
	return message{
		summary:  fmt.Sprintf("CPN renewed the message to be signed (%s)", endOf(transactionID)),
		do:       []string{"Sign the new encoded_message_to_be_signed. A signature of the old one is worthless."},
		cause:    "On Solana, a message expires after about a minute. State has the new one.",
		evidence: ids(paymentID, transactionID), topic: topicDoNotSign,
	}.warning()
}

// MessageWithheld warns that a transaction has no message in state because the message
// contains the API key. With a mask inside, it would be another message.
func MessageWithheld(paymentID, transactionID string) diag.Diagnostic {
	return message{
		summary:  "DO NOT SIGN: the message contains the API key (" + endOf(transactionID) + ")",
		never:    "Do not sign or submit this transaction.",
		do:       []string{"Revoke the API key, and use a new one.", "Ask Circle support about the transaction below."},
		cause:    "message_to_be_signed is null, because the API key must not get into state.",
		evidence: evidenceLines([][2]string{{"payment_id", paymentID}, {"transaction_id", transactionID}}), topic: topicRepeatedKey,
	}.warning()
}

// OtherMessage blocks the signed form of another message than that in an attribute of the
// transaction.
func (s Submission) OtherMessage(attribute string) diag.Diagnostics {
	m := s.unsent("DO NOT SUBMIT: signed_message is not the transaction's message", fmt.Sprintf(
		"Compare %s of the transaction with the payment, sign it unchanged, and set signed_message and signed_transaction again.", attribute))
	m.never, m.topic = "Do not submit the signed transaction in another way.", topicDoNotSign
	m.cause = "The signed message belongs to another transaction, or was changed before it was signed."
	return diag.Diagnostics{m.errorAt(path.Root("signed_message"))}
}

// OtherTransaction blocks a transaction for Solana that holds another message than
// signed_message.
func (s Submission) OtherTransaction() diag.Diagnostics {
	m := s.unsent("DO NOT SUBMIT: signed_transaction holds another message", partiallySigned)
	m.never, m.topic = "Do not submit the signed transaction in another way.", topicDoNotSign
	m.cause = "The decoded signed_transaction must end with the decoded signed_message."
	return diag.Diagnostics{m.errorAt(path.Root("signed_transaction"))}
}
