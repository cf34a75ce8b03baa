// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package report

import (
	"cmp"
	"errors"
	"fmt"
	"net/http"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/diag"

	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/cpn"
)

// ReadFailure is a read that returned nothing. It can have created nothing, so its
// messages are about the way to CPN and about what CPN knows.
type ReadFailure struct {
	What  string // "payment", "transaction"
	Limit string // the attribute that bounds the read, "" for none
	// What was read, or what it belongs to. "" if the place of the message says it.
	PaymentID, TransactionID string
	Err                      error
}

// Diagnostics explains the failure as an error.
func (f ReadFailure) Diagnostics() diag.Diagnostics {
	m := f.message(topicReadFailed, "Could not read the "+f.What)
	m.exists = "A read changes nothing at CPN."
	return diag.Diagnostics{m.error()}
}

// message is what all messages about the failure have in common.
func (f ReadFailure) message(about topic, summary string) message {
	m := message{summary: summary, evidence: ids(f.PaymentID, f.TransactionID), topic: about}
	failed, ok := errors.AsType[*cpn.Error](f.Err)
	if !ok {
		m.do, m.cause = []string{"Give this message to Circle support."}, asSentence(f.Err)
		return m
	}
	m.do, m.cause = []string{readAgain(failed)}, causeOf(failed, f.Limit)
	m.evidence = paragraphs(m.evidence, callLines(failed, failed.Attempts))
	return m
}

// readAgain says what helps if a read failed.
func readAgain(e *cpn.Error) string {
	switch {
	case e.Ended == cpn.EndedInterrupt:
		return "Run the same command when you are ready."
	case e.StatusCode < http.StatusMultipleChoices:
		return strings.TrimSuffix(checkNetwork, ".") + ", then try again."
	default:
		return remedyFor(e).Text
	}
}

// NotListed warns of a transaction that a list leaves out because it could not be read.
func NotListed(paymentID, transactionID string, err error) diag.Diagnostic {
	f := ReadFailure{PaymentID: paymentID, TransactionID: transactionID, Err: err}
	return f.message(topicReadFailed, fmt.Sprintf("A transaction of the payment could not be read (%s)", endOf(transactionID))).warning()
}

// Unrefreshed explains that a transaction could not be read. It is an error unless
// somebody says that there is no such transaction: CPN deletes nothing, so that
// means another API key, environment or ID, and the state must stay as it is.
func Unrefreshed(paymentID, transactionID string, err error) diag.Diagnostics {
	var remedy string
	failed, _ := errors.AsType[*cpn.Error](err)
	switch failed = cmp.Or(failed, &cpn.Error{}); {
	case failed.Ended == cpn.EndedFinal && failed.IsForeign():
		remedy = remedyFor(failed).Text
	case errors.Is(err, cpn.ErrUnusableID):
		remedy = "Ask Circle support about the transaction's ID."
	case failed.StatusCode == http.StatusNotFound, failed.Code == cpn.CodePaymentNotFound, failed.Code == cpn.CodeTransactionNotFound:
		remedy = "Use the API key and base_url of the environment in which it was created."
	default:
		m := ReadFailure{Limit: timeoutsRead, Err: err}.message(topicNotRefreshed, "Could not refresh the transaction")
		m.never, m.exists = staleStatus, "This refresh changed nothing in state or at CPN. Do not remove the transaction from state."
		m.cause = sentences(m.cause, "To plan other changes meanwhile, use `-refresh=false`.")
		return diag.Diagnostics{m.error()}
	}
	f := ReadFailure{Limit: timeoutsRead, PaymentID: paymentID, TransactionID: transactionID, Err: err}
	m := f.message(topicNotRefreshed, notRefreshed(transactionID))
	m.never, m.do = staleStatus, []string{remedy}
	m.exists = "CPN deletes no transaction, so state keeps the values that were last read."
	return diag.Diagnostics{m.warning()}
}

// staleStatus is why a transaction that was not refreshed must not be signed.
const staleStatus = "Do not sign: the stored status may be out of date."

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
	m := ReadFailure{Limit: timeoutsRead, Err: err}.message(topicNotRefreshed, "The transaction's status may be out of date")
	m.never = "Do not sign before `terraform plan` refreshes the transaction without a warning."
	m.exists = "CPN returned the transaction, perhaps as it was when it was first created. The provider then could not read its current status."
	return diag.Diagnostics{m.warning()}
}
