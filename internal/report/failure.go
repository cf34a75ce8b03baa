// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package report

import (
	"fmt"

	"github.com/hashicorp/terraform-plugin-framework/diag"

	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/cpn"
)

// Failure is a create that brought no object, and what its message needs.
type Failure struct {
	Subject Subject
	// What the object was to be.
	PaymentID, ID, IdempotencyKey string
	Generated                     bool // the id is not in configuration
	// MaybeSent: an earlier call may have sent the idempotency key.
	MaybeSent bool
	// InPlace: Update has sent it. State keeps the object, and it is not tainted.
	InPlace bool
	Err     *cpn.Error
}

// Diagnostics explains the failure: what to do, what exists at CPN, the cause, and
// the evidence that Circle support asks for. Each ends the situation, also when it
// is met again and again.
func (f Failure) Diagnostics() diag.Diagnostics {
	switch f.Err.Outcome {
	case cpn.OutcomeUnknown:
		return f.unknown()
	case cpn.OutcomeExists:
		return f.keyCollision()
	default:
		return f.rejected()
	}
}

// error returns one error: its text, in paragraphs, and the evidence.
func (f Failure) error(summary string, texts ...string) diag.Diagnostics {
	return diag.Diagnostics{diag.NewErrorDiagnostic(summary, f.text(texts...))}
}

// warning returns one warning of the same form.
func (f Failure) warning(summary string, texts ...string) diag.Diagnostics {
	return diag.Diagnostics{diag.NewWarningDiagnostic(summary, f.text(texts...))}
}

// text joins paragraphs, of which some may be empty, and the evidence.
func (f Failure) text(texts ...string) string {
	return paragraphs(append(texts, f.evidence())...)
}

// Panicked explains a create that the provider could not end by its own fault, which
// description describes.
func (f Failure) Panicked(description string) diag.Diagnostics {
	return f.error("Outcome unknown: the provider failed, CPN may have created the "+f.Subject.Name,
		f.again(), "The request may have been sent.", description)
}

// IsKeyCollision reports whether CPN knows a key that was made just now, and that no
// attempt before can have brought there.
func (f Failure) IsKeyCollision() bool {
	if !f.Generated || f.MaybeSent {
		return false
	}
	for _, a := range f.Err.Attempts {
		if a.Processed {
			return true
		}
		if a.Uncertain {
			return false
		}
	}
	return false
}

// keyCollision explains that CPN knows a key which nobody can have sent before.
func (f Failure) keyCollision() diag.Diagnostics {
	return f.error("CPN has processed a new idempotency key before",
		"Give Circle support the evidence below, and find out what exists for the payment before you run terraform apply: that generates another id.",
		"Nothing was stored in state.",
		fmt.Sprintf("The id and its idempotency key were generated for this %s just now, yet CPN says of the first request that it was processed before: %s.",
			f.Subject.Name, f.Err.Error()))
}

// ended says why there was no further attempt, where that is news.
func (f Failure) ended() string {
	switch f.Err.Ended {
	case cpn.EndedDeadline:
		return "The time for all attempts (timeouts.create) was over."
	case cpn.EndedRetryAfter:
		return "CPN asks to wait longer than timeouts.create allows."
	case cpn.EndedInterrupt:
		return "Terraform was interrupted."
	case cpn.EndedSilence:
		return silent
	default:
		return ""
	}
}

// lastResult is what the last attempt came to.
func (f Failure) lastResult() string {
	switch n := len(f.Err.Attempts); n {
	case 0:
		return "No request was sent."
	case 1:
		return "The only attempt: " + f.Err.Attempts[0].Result + "."
	default:
		return fmt.Sprintf("The last of %d attempts: %s.", n, f.Err.Attempts[n-1].Result)
	}
}

// evidence is what support asks for; every attempt too, where one does not tell
// all, because nobody has a log after the fact. Terraform does not wrap
// lines that start with a space.
func (f Failure) evidence() string {
	text := fmt.Sprintf("  payment_id:      %s\n  id:              %s\n  idempotency_key: %s",
		f.PaymentID, f.ID, f.IdempotencyKey)
	if f.Err.Outcome != cpn.OutcomeNothing || len(f.Err.Attempts) > 1 {
		text += "\n" + attemptLines(f.Err.Attempts)
	}
	return text
}
