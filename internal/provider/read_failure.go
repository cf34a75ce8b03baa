// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"errors"
	"fmt"
	"net/http"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/diag"

	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/cpn"
)

// readFailure is a read that brought no object. Nothing can have been made, so
// its messages are about the way to CPN and about what CPN knows.
type readFailure struct {
	what  string // "payment", "transaction"
	limit string // the attribute that bounds the read, "" where none does
	err   error
}

// diagnostics explains the failure as an error.
func (f readFailure) diagnostics() diag.Diagnostics {
	return diag.Diagnostics{diag.NewErrorDiagnostic("Could not read the "+f.what, f.remedy()+"\n\n"+f.happened()+"."+f.evidence())}
}

// happened says what happened, in sentences without the last full stop.
func (f readFailure) happened() string {
	var failed *cpn.Error
	if !errors.As(f.err, &failed) {
		text := f.err.Error()
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
func (f readFailure) bound() string {
	if f.limit == "" {
		return ""
	}
	return " (" + f.limit + ")"
}

// remedy says what helps.
func (f readFailure) remedy() string {
	var failed *cpn.Error
	switch {
	case errors.As(f.err, &failed) && failed.Ended == cpn.EndedInterrupt:
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
func (f readFailure) evidence() string {
	var failed *cpn.Error
	if !errors.As(f.err, &failed) || len(failed.Attempts) == 0 {
		return ""
	}
	return "\n\n" + attemptLines(failed.Attempts)
}

// notFound reports whether CPN says that there is no such object. CPN deletes
// nothing, so this means another key, environment or ID, and never a deletion.
func (f readFailure) notFound() bool {
	var failed *cpn.Error
	return errors.As(f.err, &failed) && (failed.StatusCode == http.StatusNotFound ||
		failed.Code == cpn.CodePaymentNotFound || failed.Code == cpn.CodeTransactionNotFound)
}

// foreign reports whether somebody else than CPN gave a final answer, such as a proxy.
func (f readFailure) foreign() bool {
	var failed *cpn.Error
	return errors.As(f.err, &failed) && failed.Ended == cpn.EndedFinal && !failed.Envelope &&
		failed.StatusCode >= http.StatusMultipleChoices
}

// lastOf says that there was no attempt left.
func lastOf(n int) string {
	if n == 1 {
		return "That was the only attempt (max_retries is 0)"
	}
	return fmt.Sprintf("That was the last of %d attempts (max_retries)", n)
}

// attemptLines lists attempts: when each was made, under which request ID, and
// what came of it. Terraform does not wrap lines that start with a space.
func attemptLines(attempts []cpn.Attempt) string {
	var lines []string
	for _, a := range attempts {
		lines = append(lines, fmt.Sprintf("  attempt %d:       %s  request %s  %s",
			a.Number, a.Start.Format("2006-01-02T15:04:05.000Z"), a.RequestID, a.Result))
	}
	return strings.Join(lines, "\n")
}
