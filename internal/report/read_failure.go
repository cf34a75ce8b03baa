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

// ReadFailure is a read that brought no object. Nothing can have been made, so
// its messages are about the way to CPN and about what CPN knows.
type ReadFailure struct {
	What  string // "payment", "transaction"
	Limit string // the attribute that bounds the read, "" where none does
	Err   error
}

// Diagnostics explains the failure as an error.
func (f ReadFailure) Diagnostics() diag.Diagnostics {
	return diag.Diagnostics{diag.NewErrorDiagnostic("Could not read the "+f.What, f.remedy()+"\n\n"+f.happened()+"."+f.evidence())}
}

// happened says what happened, in sentences without the last full stop.
func (f ReadFailure) happened() string {
	var failed *cpn.Error
	if !errors.As(f.Err, &failed) {
		text := f.Err.Error()
		return strings.ToUpper(text[:1]) + text[1:]
	}
	if failed.Ended == cpn.EndedInterrupt {
		return "Terraform was interrupted before there was an answer"
	}
	text := failed.Error()
	if failed.StatusCode < http.StatusMultipleChoices {
		text = "There was no usable answer: " + text
	}
	switch failed.Ended {
	case cpn.EndedRetries:
		text += ". " + lastOf(len(failed.Attempts))
	case cpn.EndedDeadline:
		text += ". The time for all attempts was over" + f.bound()
	case cpn.EndedRetryAfter:
		text += ". CPN asks to wait longer than there is time" + f.bound()
	case cpn.EndedSilence:
		text += ". " + strings.TrimSuffix(silent, ".")
	default:
	}
	return text
}

// bound names the attribute that gives more time.
func (f ReadFailure) bound() string {
	if f.Limit == "" {
		return ""
	}
	return " (" + f.Limit + ")"
}

// remedy says what helps.
func (f ReadFailure) remedy() string {
	var failed *cpn.Error
	switch {
	case errors.As(f.Err, &failed) && failed.Ended == cpn.EndedInterrupt:
		return "Run it again when you are ready."
	case failed == nil:
		return "Ask Circle support about it."
	case failed.StatusCode < http.StatusMultipleChoices:
		return "Check the network, proxy settings and base_url, then try again."
	default:
		return remedyFor(failed)
	}
}

// evidence lists the attempts.
func (f ReadFailure) evidence() string {
	var failed *cpn.Error
	if !errors.As(f.Err, &failed) || len(failed.Attempts) == 0 {
		return ""
	}
	return "\n\n" + attemptLines(failed.Attempts)
}

// notFound reports whether CPN says that there is no such object. CPN deletes
// nothing, so this means another key, environment or ID, and never a deletion.
func (f ReadFailure) notFound() bool {
	var failed *cpn.Error
	return errors.As(f.Err, &failed) && (failed.StatusCode == http.StatusNotFound ||
		failed.Code == cpn.CodePaymentNotFound || failed.Code == cpn.CodeTransactionNotFound)
}

// notFromCPN reports whether somebody else than CPN gave a final answer, such as a proxy.
func (f ReadFailure) notFromCPN() bool {
	var failed *cpn.Error
	return errors.As(f.Err, &failed) && failed.Ended == cpn.EndedFinal && !failed.Envelope &&
		failed.StatusCode >= http.StatusMultipleChoices
}
