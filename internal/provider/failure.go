// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"fmt"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/diag"

	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/cpn"
	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/protocol"
)

// failure is a create that brought no object, and what its message needs.
type failure struct {
	kind   kind
	object object
	seed   seed
	err    *cpn.Error
	// inPlace: Update has sent it. State keeps the object, and it is not tainted.
	inPlace bool
}

// diagnostics explains the failure: what to do, what exists at CPN, the cause, and
// the evidence that Circle support asks for. Each ends the situation, also when it
// is met again and again.
func (f failure) diagnostics() diag.Diagnostics {
	switch f.err.Outcome {
	case cpn.OutcomeUnknown:
		return f.unknown()
	case cpn.OutcomeExists:
		return f.collided()
	default:
		return f.refused()
	}
}

// error returns one error: its text, in paragraphs, and the evidence.
func (f failure) error(summary string, paragraphs ...string) diag.Diagnostics {
	return diag.Diagnostics{diag.NewErrorDiagnostic(summary, f.text(paragraphs...))}
}

// text joins paragraphs, of which some may be empty, and the evidence.
func (f failure) text(paragraphs ...string) string {
	return joined("\n\n", append(paragraphs, f.evidence())...)
}

// joined joins the texts that are not empty.
func joined(separator string, texts ...string) string {
	var some []string
	for _, text := range texts {
		if text != "" {
			some = append(some, text)
		}
	}
	return strings.Join(some, separator)
}

// steps numbers what is to be done, and leaves out what is empty.
func steps(texts ...string) string {
	var lines []string
	for _, text := range texts {
		if text != "" {
			lines = append(lines, fmt.Sprintf("%d. %s", len(lines)+1, text))
		}
	}
	if len(lines) == 1 {
		return strings.TrimPrefix(lines[0], "1. ")
	}
	return strings.Join(lines, "\n")
}

// broke explains a create that the provider could not end by its own fault.
func broke[M model[M]](k kind, plan M, s seed, inPlace bool, cause any) diag.Diagnostics {
	f := failure{kind: k, object: plan.head(), seed: s, err: &cpn.Error{}, inPlace: inPlace}
	return f.error("Outcome unknown: the provider failed, CPN may have created the "+f.kind.name,
		f.again(), "The request may have been sent.", protocol.DescribePanic(cause))
}

// impossible reports whether CPN knows a key that was made just now, and that no
// attempt before can have brought there.
func (f failure) impossible() bool {
	if !f.seed.made || f.seed.key.Used {
		return false
	}
	for _, a := range f.err.Attempts {
		if a.Processed {
			return true
		}
		if a.Uncertain {
			return false
		}
	}
	return false
}

// collided explains that CPN knows a key which nobody can have sent before.
func (f failure) collided() diag.Diagnostics {
	return f.error("CPN has processed a new idempotency key before",
		"Give Circle support the evidence below, and find out what exists for the payment before you run terraform apply: that generates another id.",
		"Nothing was stored in state.",
		fmt.Sprintf("The id and its idempotency key were generated for this %s just now, yet CPN says of the first request that it was processed before: %s.",
			f.kind.name, f.err.Error()))
}

// ended says why there was no further attempt, where that is news.
func (f failure) ended() string {
	switch f.err.Ended {
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

// silent says why a call is sent once only.
const silent = "CPN responded to no earlier call of this run, so there was only one attempt."

// lastResult is what the last attempt came to.
func (f failure) lastResult() string {
	switch n := len(f.err.Attempts); n {
	case 0:
		return "No request was sent."
	case 1:
		return "The only attempt: " + f.err.Attempts[0].Result + "."
	default:
		return fmt.Sprintf("The last of %d attempts: %s.", n, f.err.Attempts[n-1].Result)
	}
}

// evidence is what support asks for; every attempt too, where one does not tell
// all, because nobody has a log after the fact. Terraform does not wrap
// lines that start with a space.
func (f failure) evidence() string {
	text := fmt.Sprintf("  payment_id:      %s\n  id:              %s\n  idempotency_key: %s",
		f.object.PaymentID.ValueString(), f.object.ID.ValueString(), f.object.IdempotencyKey.ValueString())
	if f.err.Outcome != cpn.OutcomeNothing || len(f.err.Attempts) > 1 {
		text += "\n" + attemptLines(f.err.Attempts)
	}
	return text
}
