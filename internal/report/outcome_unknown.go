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
		return diag.Diagnostics{f.detailsPending().error()}
	default:
		return f.rejected()
	}
}

// evidence is what Circle support asks for. It has every attempt if one does not tell
// all, because nobody has a log after the fact.
func (f Failure) evidence() string {
	attempts := f.Err.Attempts
	if f.Err.Outcome == cpn.OutcomeNothing && len(attempts) == 1 {
		attempts = nil
	}
	return lines(labeled("payment_id", f.PaymentID), labeled("id", f.ID), labeled("idempotency_key", f.IdempotencyKey), callLines(f.Err, attempts))
}

// cause says what happened, in a sentence or two.
func (f Failure) cause() string { return causeOf(f.Err, timeoutsCreate) }

// again says how the outcome becomes known.
func (f Failure) again() []string {
	return []string{fmt.Sprintf("Run `terraform apply` soon. Do not change id or inputs, or create the %s elsewhere.", f.Subject.Noun)}
}

// unknown explains a create after which CPN may or may not have the ticket or transaction.
func (f Failure) unknown() message {
	m := message{
		summary: "Outcome unknown: CPN may have created the " + f.Subject.Name, do: f.again(),
		exists: fmt.Sprintf("The retry uses the same idempotency key: CPN returns the existing %s or creates it.", f.Subject.Noun),
		cause:  f.cause(), evidence: f.evidence(), topic: topicOutcomeUnknown,
	}
	if f.Err.Ended == cpn.EndedFinal && f.Err.StatusCode != 0 {
		m.do, m.exists, m.cause = f.rejectedSince(), "", "One attempt got no response; the last was rejected."
	}
	return m
}

// rejectedSince says what to do when CPN may have carried out one attempt, and CPN or
// somebody in its place has rejected a later one.
func (f Failure) rejectedSince() []string {
	s, r := f.Subject, remedyFor(f.Err)
	switch {
	case !isStorable(f.Err):
		return []string{r.Text, "Run `terraform apply` with unchanged id and inputs."}
	case r.Fix == fixInput, r.Fix == fixPayment, r.Fix == fixNothing:
		do := []string{capitalized(s.Check) + ".", fmt.Sprintf("If the %s exists, %s. Otherwise, %s", s.Noun, s.Adopt, uncapitalized(r.Text))}
		if r.Fix != fixNothing {
			do = append(do, "Run `terraform apply`.")
		}
		return do
	case r.Fix == fixInputOrKey:
		return []string{
			"If the environment is wrong, correct the API key or base_url. Then run `terraform apply`.",
			fmt.Sprintf("Otherwise, %s. If it exists, %s; otherwise correct the input.", s.Check, s.Adopt),
		}
	default:
		return []string{r.Text + " Then run `terraform apply`.", f.ifStillRejected()}
	}
}
