// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"cmp"
	"fmt"
	"net/http"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"

	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/cpn"
)

// failure is a create that brought no object, and what its message needs.
type failure struct {
	kind   kind
	object object
	seed   seed
	err    *cpn.Error
}

// diagnostics explains the failure: what happened, whether something may exist
// at CPN, what to do, and the evidence that support asks for.
func (f failure) diagnostics() diag.Diagnostics {
	switch f.err.Outcome {
	case cpn.OutcomeUnknown:
		return f.error("It is not known whether CPN made the "+f.kind.name, f.unknown())
	case cpn.OutcomeExists:
		return f.error("CPN has processed a new idempotency key before", f.collided())
	default:
		return f.refused()
	}
}

// error returns one error: its text and the evidence.
func (f failure) error(summary, text string) diag.Diagnostics {
	return diag.Diagnostics{diag.NewErrorDiagnostic(summary, text+"\n\n"+f.evidence())}
}

// broke explains a create that the provider could not end by its own fault.
func broke[M model[M]](k kind, plan M, s seed, cause any) diag.Diagnostics {
	f := failure{kind: k, object: plan.head(), seed: s, err: &cpn.Error{}}
	return f.error("The provider failed, and it is not known whether CPN made the "+f.kind.name, bug(cause)+"\n\nThe request may have been sent. "+f.again())
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

// refused explains a create after which nothing exists at CPN. An error that CPN
// has about an input goes to its attribute.
func (f failure) refused() diag.Diagnostics {
	var diags diag.Diagnostics
	elsewhere := len(f.err.Fields) == 0
	rejected, messages := []string{}, map[string][]string{}
	for _, field := range f.err.Fields {
		attribute, ok := f.attribute(field.Location)
		if !ok {
			elsewhere = true
			continue
		}
		if messages[attribute] == nil {
			rejected = append(rejected, attribute)
		}
		messages[attribute] = append(messages[attribute], cmp.Or(field.Message, field.Kind, "no reason given"))
	}
	for _, attribute := range rejected {
		diags.AddAttributeError(path.Root(attribute), "CPN rejected "+attribute,
			strings.Join(messages[attribute], "\n")+"\n\n"+f.happened()+"\n\n"+f.evidence())
	}
	if elsewhere {
		diags.Append(f.error("Could not "+f.kind.action(), f.happened()+"\n\n"+f.remedy())...)
	}
	return diags
}

// attribute returns the attribute that an error location of CPN's is about. CPN
// writes "email" as well as "body.email", "$.email" and "ccEmails[1]".
func (f failure) attribute(location string) (string, bool) {
	location = strings.TrimPrefix(strings.TrimPrefix(location, "$."), "body.")
	if end := strings.IndexAny(location, ".["); end >= 0 {
		location = location[:end]
	}
	attribute, ok := f.kind.members[location]
	return attribute, ok
}

// happened says what happened, in a sentence or two.
func (f failure) happened() string {
	text := f.err.Error() + ". "
	switch {
	case len(f.err.Attempts) == 0:
		text = "No request was sent. "
	case f.err.StatusCode == 0:
		text = "The request did not reach CPN: " + text
	}
	text += f.ended()
	if f.err.StatusCode >= http.StatusMultipleChoices && !f.err.Envelope {
		text += "No answer of CPN's could be read: most likely this run made no " + f.kind.name + "."
	} else {
		text += "This run made no " + f.kind.name + "."
	}
	if !f.seed.made {
		text += " If an earlier run with this id was cut off, there may be one: keep id and inputs as they are until an apply succeeds."
	}
	return text
}

// ended says why there was no further attempt, where that is news.
func (f failure) ended() string {
	switch f.err.Ended {
	case cpn.EndedRetries:
		return lastOf(len(f.err.Attempts)) + ". "
	case cpn.EndedDeadline:
		return "The time for all attempts (timeouts.create) was over. "
	case cpn.EndedRetryAfter:
		return "CPN asks to wait longer than timeouts.create allows. "
	case cpn.EndedInterrupt:
		return "Terraform was interrupted. "
	default:
		return ""
	}
}

// remedy says what to do about a create after which nothing exists.
func (f failure) remedy() string {
	switch {
	case f.err.Ended == cpn.EndedInterrupt:
		return "Run terraform apply again when you are ready."
	case f.err.Ended == cpn.EndedRetryAfter:
		return "Run terraform apply later, or raise timeouts.create."
	case f.err.Ended == cpn.EndedDeadline:
		return "Raise timeouts.create, or check the network, then run terraform apply again."
	case f.err.StatusCode < http.StatusMultipleChoices:
		return "Check the network, proxy settings and base_url, then run terraform apply again."
	default:
		return remedyFor(f.err)
	}
}

// unknown explains a create after which the object may or may not exist.
func (f failure) unknown() string {
	var b strings.Builder
	happened := "The request was sent, and no answer tells what came of it"
	if f.seed.key.Used {
		happened = "An earlier request with this idempotency key was sent, and no answer tells yet what came of it"
	}
	fmt.Fprintf(&b, "%s: %s. %sThe %s may exist at CPN.\n\n", happened, f.lastResult(), f.ended(), f.kind.name)
	if f.err.Ended == cpn.EndedFinal {
		b.WriteString(remedyFor(f.err) + " ")
	}
	return b.String() + f.again()
}

// again says how the outcome becomes known.
func (f failure) again() string {
	text := fmt.Sprintf("Run terraform apply again, soon, with unchanged inputs: it sends the same idempotency key, and CPN answers with the %s it has, "+
		"or makes it now. How long CPN remembers a key is not documented.", f.kind.name)
	if f.seed.made {
		text += fmt.Sprintf("\n\nUntil then state has an unfinished %s with its id and key. If the resource has create_before_destroy, also through a "+
			"dependent, run terraform untaint on it before you apply.", f.kind.name)
	}
	return text
}

// collided explains that CPN knows a key which nobody can have sent before.
func (f failure) collided() string {
	return fmt.Sprintf("The id, and with it the idempotency key, was made for this %s just now, yet CPN says of the first request that it was "+
		"processed before: %s. Nothing was stored in state.\n\nGive Circle support the evidence below, and find out what exists for the "+
		"payment before you apply again: that makes another id.", f.kind.name, f.err.Error())
}

// lastResult is what the last attempt came to.
func (f failure) lastResult() string {
	if n := len(f.err.Attempts); n > 0 {
		return f.err.Attempts[n-1].Result
	}
	return f.err.Error()
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
