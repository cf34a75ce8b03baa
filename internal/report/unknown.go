// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package report

import (
	"fmt"

	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/cpn"
)

// unknown explains a create after which CPN may or may not have the ticket or transaction.
func (f Failure) unknown() message {
	m := message{
		summary: "Outcome unknown: CPN may have created the " + f.Subject.Name,
		do:      f.again(), exists: f.sameKey(), cause: f.cause(), evidence: f.evidence(), topic: topicOutcomeUnknown,
	}
	if f.Err.Ended == cpn.EndedFinal && f.Err.StatusCode != 0 {
		m.do, m.exists, m.cause = f.rejectedSince(), "", "One attempt got no response; the last was rejected."
	}
	return m
}

// sameKey says why a retry is safe.
func (f Failure) sameKey() string {
	return fmt.Sprintf("The retry uses the same idempotency key: CPN returns the existing %s or creates it.", f.Subject.Noun)
}

// rejectedSince says what to do when CPN may have carried out one attempt, and CPN or
// somebody in its place has rejected a later one.
func (f Failure) rejectedSince() []string {
	r := remedyFor(f.Err)
	switch {
	case !f.Err.Envelope || !isStorable(f.Err):
		return []string{r.Text, "Run `terraform apply` with unchanged id and inputs."}
	case r.Fix == fixInput, r.Fix == fixPayment, r.Fix == fixNothing:
		do := []string{capitalized(f.Subject.Check) + ".", fmt.Sprintf("If the %s exists, %s. Otherwise, %s", f.Subject.Noun, f.Subject.Adopt, uncapitalized(r.Text))}
		if r.Fix != fixNothing {
			do = append(do, "Run `terraform apply`.")
		}
		return do
	case r.Fix == fixInputOrKey:
		return []string{
			"If the environment is wrong, correct the API key or base_url. Then run `terraform apply`.",
			sentences("Otherwise,", f.Subject.Check+".", fmt.Sprintf("If it exists, %s; otherwise correct the input.", f.Subject.Adopt)),
		}
	default:
		return []string{sentences(r.Text, "Then run `terraform apply`."), sentences("If CPN still rejects it,", f.Subject.Check+".", f.startOver())}
	}
}

// startOver says how to go on once it is known whether the ticket or transaction exists.
func (f Failure) startOver() string {
	return fmt.Sprintf("If it exists, %s; otherwise change `id`, then run `terraform apply`.", f.Subject.Adopt)
}
