// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package report

import (
	"fmt"

	"github.com/hashicorp/terraform-plugin-framework/diag"

	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/cpn"
)

// Failure is a create that returned nothing, and what its message needs.
type Failure struct {
	Subject Subject
	// What was to be created.
	PaymentID, ID, IdempotencyKey string
	Generated                     bool // the id is not in configuration
	// MaybeSent: an earlier call may have sent the idempotency key.
	MaybeSent bool
	// InPlace: Update has sent it. State keeps the resource, and it is not tainted.
	InPlace bool
	Err     *cpn.Error
}

// Diagnostics explains the failure. Its steps end the situation, also if it recurs.
func (f Failure) Diagnostics() diag.Diagnostics {
	switch f.Err.Outcome {
	case cpn.OutcomeUnknown:
		return diag.Diagnostics{f.unknown().error()}
	case cpn.OutcomeExists:
		return diag.Diagnostics{f.keyCollision().error()}
	default:
		return f.rejected()
	}
}

// evidence is what Circle support asks for. It has every attempt if one does not tell
// all, because nobody has a log after the fact.
func (f Failure) evidence() []string {
	attempts := ""
	if f.Err.Outcome != cpn.OutcomeNothing || len(f.Err.Attempts) > 1 {
		attempts = attemptLines(f.Err.Attempts)
	}
	return []string{lines(labeled("payment_id", f.PaymentID), labeled("id", f.ID), labeled("idempotency_key", f.IdempotencyKey),
		serverLine(f.Err), responseLine(f.Err), attempts)}
}

// cause says what happened, in a sentence or two.
func (f Failure) cause() string {
	return sentences(lastResult(f.Err), endedBy(f.Err, "timeouts.create"))
}

// again says how the outcome becomes known.
func (f Failure) again() []string {
	return []string{f.untaint(), fmt.Sprintf("Run `terraform apply` soon. Do not change id or inputs, or create the %s elsewhere.", f.Subject.Noun)}
}

// untaint says how an unfinished resource is completed in place. In place nothing is
// ever removed from state, whatever interrupts it.
func (f Failure) untaint() string {
	if !f.isTainted() {
		return ""
	}
	return fmt.Sprintf("Run `terraform untaint ADDRESS`, so that the next apply completes the %s in place.", f.Subject.Noun)
}

// isTainted reports whether state has an unfinished resource that Terraform has marked
// as tainted.
func (f Failure) isTainted() bool { return f.Generated && !f.InPlace }

// isInState reports whether state has an unfinished resource, tainted or not.
func (f Failure) isInState() bool { return f.Generated && f.Err.Outcome != cpn.OutcomeNothing }

// stateRm takes an unfinished resource out of state, which ends what cannot be completed.
// It must come before an import: Terraform ignores an import block for an address in state.
func (f Failure) stateRm() string {
	if !f.isInState() {
		return ""
	}
	return "Save this message, then run `terraform state rm ADDRESS`."
}

// Panicked explains a create that the provider could not end by its own fault. where
// describes the panic.
func (f Failure) Panicked(where string) diag.Diagnostics {
	return diag.Diagnostics{message{
		summary: "Outcome unknown: the provider failed while creating the " + f.Subject.Name,
		do:      append(f.again(), reportBug), exists: fmt.Sprintf("CPN may have created the %s.", f.Subject.Noun),
		cause: causeBug, evidence: append(f.evidence(), where), topic: topicBug,
	}.error()}
}

// IsKeyCollision reports whether CPN knows an idempotency key that was generated just
// now, and that no attempt before can have brought there.
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

// keyCollision explains that CPN knows an idempotency key which nobody can have sent.
func (f Failure) keyCollision() message {
	return message{
		summary: "CPN has already processed a new idempotency key",
		never:   "Do not run `terraform apply` yet: it would generate another id.",
		do: []string{
			fmt.Sprintf("Give Circle support the evidence below, and ask which %s has this idempotency key.", f.Subject.Noun),
			fmt.Sprintf("If the %s is yours, %s. If CPN has none, run `terraform apply`.", f.Subject.Noun, f.Subject.Adopt),
		},
		cause:    "The idempotency key was generated for this create, yet according to CPN it was processed before.",
		evidence: f.evidence(), topic: topicKeyCollision,
	}
}
