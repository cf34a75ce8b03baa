// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package report

import (
	"errors"
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
	// PaymentID is what was read, or what it belongs to. A message that has other IDs of its
	// own leaves it out.
	PaymentID string
	Err       error
}

// Diagnostics explains the failure as an error.
func (f ReadFailure) Diagnostics() diag.Diagnostics {
	m := f.message("Could not read the "+f.What, topicReadFailed)
	m.exists = "A read changes nothing at CPN."
	m.evidence = append([]string{labeled("payment_id", cpn.Printable(f.PaymentID))}, m.evidence...)
	return diag.Diagnostics{m.error()}
}

// message is what all messages about the failure have in common.
func (f ReadFailure) message(summary string, about topic) message {
	m := message{summary: summary, do: []string{f.remedy()}, topic: about}
	var failed *cpn.Error
	if !errors.As(f.Err, &failed) {
		m.cause = capitalized(f.Err.Error()) + "."
		return m
	}
	m.cause = sentences(lastResult(failed), whyEnded(failed, f.Limit))
	m.evidence = []string{lines(serverLine(failed), keyLine(failed), responseLine(failed), attemptLines(failed.Attempts))}
	return m
}

// remedy says what helps.
func (f ReadFailure) remedy() string {
	var failed *cpn.Error
	switch {
	case errors.As(f.Err, &failed) && failed.Ended == cpn.EndedInterrupt:
		return "Run the same command when you are ready."
	case failed == nil:
		return "Give this message to Circle support."
	case failed.StatusCode < http.StatusMultipleChoices:
		return strings.TrimSuffix(checkNetwork, ".") + ", then try again."
	default:
		return remedyFor(failed).Text
	}
}

// notFound reports whether CPN says that there is no such payment or transaction. CPN
// deletes nothing, so this means another API key, environment or ID, and never a deletion.
func (f ReadFailure) notFound() bool {
	var failed *cpn.Error
	return errors.As(f.Err, &failed) && (failed.StatusCode == http.StatusNotFound ||
		failed.Code == cpn.CodePaymentNotFound || failed.Code == cpn.CodeTransactionNotFound)
}

// notFromCPN reports whether somebody else gave a final response, such as a proxy.
func (f ReadFailure) notFromCPN() bool {
	var failed *cpn.Error
	return errors.As(f.Err, &failed) && failed.Ended == cpn.EndedFinal && !failed.Envelope &&
		failed.StatusCode >= http.StatusMultipleChoices
}
