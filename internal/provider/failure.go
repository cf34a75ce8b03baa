// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"errors"
	"fmt"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"

	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/cpn"
)

// failure is a create that brought no object, and what its message needs.
type failure struct {
	kind    kind
	object  object
	err     *cpn.Error
	members map[string]string // CPN's member names and the attributes they came from
}

// diagnostics explains the failure: what happened, whether something may exist
// at CPN, what to do, and the evidence that support asks for.
func (f failure) diagnostics() diag.Diagnostics {
	switch f.err.Outcome {
	case cpn.OutcomeUnknown:
		return diag.Diagnostics{diag.NewErrorDiagnostic("It is not known whether CPN made the "+f.kind.name, f.unknown())}
	case cpn.OutcomeExists:
		return diag.Diagnostics{diag.NewErrorDiagnostic("CPN has made the "+f.kind.name+" already", f.exists())}
	default:
		return f.refused()
	}
}

// refused explains a create after which nothing exists at CPN.
func (f failure) refused() diag.Diagnostics {
	var diags diag.Diagnostics
	var rest []string
	for _, field := range f.err.Fields {
		if attribute, ok := f.attribute(field.Location); ok {
			diags.AddAttributeError(path.Root(attribute), "CPN rejected "+attribute, field.Message+"\n\n"+f.evidence())
			continue
		}
		rest = append(rest, field.Location)
	}
	if len(rest) > 0 || len(diags) == 0 {
		diags.AddError("Could not "+f.kind.action(), f.happened()+"\n\n"+f.remedy()+"\n\n"+f.evidence())
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
	attribute, ok := f.members[location]
	return attribute, ok
}

// happened says what happened, in a sentence or two.
func (f failure) happened() string {
	text := f.err.Error()
	if f.err.StatusCode == 0 {
		text = "No request reached CPN: " + text
	}
	return text + ". " + f.ended() + "CPN made no " + f.kind.name + "."
}

// ended says why there was no further attempt, where that is news.
func (f failure) ended() string {
	switch n := len(f.err.Attempts); f.err.Ended {
	case cpn.EndedRetries:
		return fmt.Sprintf("That was the last of %d attempts (max_retries). ", n)
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
		return "Apply again when you are ready."
	case f.err.Ended == cpn.EndedRetryAfter:
		return "Apply later, or raise timeouts.create."
	case f.err.StatusCode == 0:
		return "Check the network, proxy settings and base_url, then apply again."
	}
	return remedyFor(f.err)
}

// unknown explains a create after which the object may or may not exist.
func (f failure) unknown() string {
	return fmt.Sprintf("The request was sent, and no answer tells what came of it: %s. %sThe %s may exist at CPN.\n\n"+
		"Run terraform apply again, soon: it sends the same idempotency key, and CPN answers with the %s it has, or makes it now. "+
		"How long CPN remembers the key is not documented. Do not change id or inputs before that.\n\n%s",
		f.lastResult(), f.ended(), f.kind.name, f.kind.name, f.evidence())
}

// exists explains a create that CPN says it has carried out before.
func (f failure) exists() string {
	return fmt.Sprintf("An earlier request with this idempotency key went through, and CPN does not repeat its answer: %s.\n\n%s",
		f.err.Error(), f.evidence())
}

// lastResult is what the last attempt came to.
func (f failure) lastResult() string {
	if n := len(f.err.Attempts); n > 0 {
		return f.err.Attempts[n-1].Result
	}
	return f.err.Error()
}

// evidence is what support asks for. Terraform does not wrap lines that start
// with a space.
func (f failure) evidence() string {
	var b strings.Builder
	if f.err.StatusCode != 0 {
		fmt.Fprintf(&b, "  %s\n", f.err.Error())
	}
	fmt.Fprintf(&b, "  payment_id:      %s\n", f.object.PaymentID.ValueString())
	fmt.Fprintf(&b, "  id:              %s\n", f.object.ID.ValueString())
	fmt.Fprintf(&b, "  idempotency_key: %s", f.object.IdempotencyKey.ValueString())
	for _, a := range f.err.Attempts {
		fmt.Fprintf(&b, "\n  attempt %d:       %s  request %s  %s", a.Number, a.Start.Format("2006-01-02T15:04:05.000Z"), a.RequestID, a.Result)
	}
	return b.String()
}

// explain returns the diagnostics of err, which a call of the client returned.
func explain(k kind, o object, err error, members map[string]string) diag.Diagnostics {
	var failed *cpn.Error
	if !errors.As(err, &failed) {
		return diag.Diagnostics{diag.NewErrorDiagnostic("Could not "+k.action(), err.Error())}
	}
	return failure{k, o, failed, members}.diagnostics()
}
