// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package report

import (
	"errors"
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
		evidence: []string{lines(labeled("in state", cpn.Comparable(stored)), labeled("at CPN", cpn.Comparable(now)))}, topic: topicDoNotSign,
	}.errorAt(at)
}

// staleStatus is why a transaction that was not refreshed must not be signed.
const staleStatus = "Do not sign: the stored status may be out of date."

// Unrefreshed explains that a transaction could not be read. It is an error unless
// somebody says that there is no such transaction: CPN deletes nothing, so that
// means another API key or environment, and the state must stay as it is.
func Unrefreshed(paymentID, transactionID string, err error) diag.Diagnostics {
	f := ReadFailure{What: "transaction", Limit: "timeouts.read", Err: err}
	switch {
	case f.notFromCPN():
		return diag.Diagnostics{f.unchanged(paymentID, transactionID, f.remedy()).warning()}
	case errors.Is(err, cpn.ErrUnusableID):
		return diag.Diagnostics{f.unchanged(paymentID, transactionID, "Ask Circle support about the transaction's ID.").warning()}
	case f.notFound():
		return diag.Diagnostics{f.unchanged(paymentID, transactionID, "Use the API key and base_url of the environment in which it was created.").warning()}
	default:
		m := f.message("Could not refresh the transaction", topicNotRefreshed)
		m.never = staleStatus
		m.exists = "This refresh changed nothing in state or at CPN. Do not remove the transaction from state."
		m.cause = sentences(m.cause, "To plan other changes meanwhile, use `-refresh=false`.")
		return diag.Diagnostics{m.error()}
	}
}

// unchanged warns of a transaction that stays in state as it was.
func (f ReadFailure) unchanged(paymentID, transactionID, remedy string) message {
	m := f.message(notRefreshed(transactionID), topicNotRefreshed)
	m.never, m.do = staleStatus, []string{remedy}
	m.exists = "CPN deletes no transaction, so state keeps the values that were last read."
	m.evidence = append([]string{lines(labeled("payment_id", paymentID), labeled("transaction_id", cpn.Printable(transactionID)))}, m.evidence...)
	return m
}

// notRefreshed is a summary that names the transaction: Terraform shows one of all warnings
// with the same summary.
func notRefreshed(transactionID string) string {
	return fmt.Sprintf("The transaction was not refreshed (%s)", endOf(transactionID))
}

// NotRefreshedYet warns that a refresh was skipped because the provider block is not
// wholly known.
func NotRefreshedYet(transactionID string) diag.Diagnostic {
	return message{
		summary: notRefreshed(transactionID), never: "Do not sign: the stored values were not compared with those at CPN.", do: []string{applySource},
		cause: "The provider block has values that are not known yet, so no request was sent.", topic: topicUnknownBlock,
	}.warning()
}

// Unconfirmed warns that a transaction exists and could not be read after its create.
func Unconfirmed(err error) diag.Diagnostics {
	f := ReadFailure{What: "transaction", Limit: "timeouts.read", Err: err}
	m := f.message("The transaction's status may be out of date", topicNotRefreshed)
	m.never = "Do not sign before `terraform plan` refreshes the transaction without a warning."
	m.exists = "CPN returned the transaction, perhaps as it was when it was first created. The provider then could not read its current status."
	return diag.Diagnostics{m.warning()}
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
		evidence: []string{lines(labeled("payment_id", paymentID), labeled("transaction_id", cpn.Printable(transactionID)),
			labeled("idempotency_key", cpn.Printable(idempotencyKey)))}, topic: topicDoNotSign,
	}.error()}
}

// RenewedMessage warns that CPN has renewed what is to be signed of a transaction on Solana.
func RenewedMessage(paymentID, transactionID string) diag.Diagnostic {
	return message{
		summary:  fmt.Sprintf("CPN renewed the message to be signed (%s)", endOf(transactionID)),
		do:       []string{"Sign the new encoded_message_to_be_signed. A signature of the old one is worthless."},
		cause:    "On Solana, a message expires after about a minute. State has the new one.",
		evidence: []string{Submission{PaymentID: paymentID, TransactionID: transactionID}.ids()}, topic: topicDoNotSign,
	}.warning()
}
