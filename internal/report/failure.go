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
	Err                           *cpn.Error
}

// Diagnostics explains the failure. Its steps end the situation, also if it recurs. Nothing
// is in state, so the next apply sends the same idempotency key.
func (f Failure) Diagnostics() diag.Diagnostics {
	switch f.Err.Outcome {
	case cpn.OutcomeUnknown:
		return diag.Diagnostics{f.unknown().error()}
	case cpn.OutcomeExists:
		return f.detailsPending()
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
		serverLine(f.Err), keyLine(f.Err), responseLine(f.Err), attempts)}
}

// cause says what happened, in a sentence or two.
func (f Failure) cause() string {
	return sentences(lastResult(f.Err), whyEnded(f.Err, "timeouts.create"))
}

// again says how the outcome becomes known.
func (f Failure) again() []string {
	return []string{fmt.Sprintf("Run `terraform apply` soon. Do not change id or inputs, or create the %s elsewhere.", f.Subject.Noun)}
}
