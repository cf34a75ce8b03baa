// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package report

import (
	"cmp"
	"fmt"
	"net/http"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"

	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/cpn"
)

// rejected explains a create after which nothing exists at CPN.
func (f Failure) rejected() diag.Diagnostics {
	if f.isNotFromCPN() {
		return f.error(fmt.Sprintf("HTTP %d did not come from CPN; outcome unconfirmed", f.Err.StatusCode),
			steps(f.keepKey(), remedyFor(f.Err), "Run `terraform apply`."),
			fmt.Sprintf("CPN probably did not create the %s.", f.Subject.Name), f.Err.Error()+".")
	}
	diags, elsewhere := f.atAttributes()
	if elsewhere {
		diags.Append(f.error("Could not "+f.Subject.Action(), steps(f.remedy(), f.ifItStays()), f.nothing(), f.cause())...)
	}
	return diags
}

// isNotFromCPN reports whether somebody else rejected it in CPN's place. Whether CPN got
// the request is theirs to know.
func (f Failure) isNotFromCPN() bool {
	return f.Err.StatusCode >= http.StatusMultipleChoices && f.Err.StatusCode != http.StatusTooManyRequests && !f.Err.Envelope
}

// keepKey says how the next apply sends the same idempotency key. A generated id is
// in no state after a refusal, so it is lost unless it goes into configuration.
func (f Failure) keepKey() string {
	if f.Generated {
		return fmt.Sprintf("Set `id = \"%s\"` with unchanged inputs, so that the next apply uses the same idempotency key.", f.ID)
	}
	return "Keep id and inputs unchanged, so that the next apply uses the same idempotency key."
}

// atAttributes returns an error for each input that CPN names, and whether there is
// something to say beside them.
func (f Failure) atAttributes() (diags diag.Diagnostics, elsewhere bool) {
	elsewhere = len(f.Err.Fields) == 0
	rejected, messages := []string{}, map[string][]string{}
	for _, field := range f.Err.Fields {
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
		diags.AddAttributeError(path.Root(attribute), "CPN rejected "+attribute, f.text(
			fmt.Sprintf("Correct %s, then run `terraform apply`. CPN says: %s.", attribute, strings.TrimRight(strings.Join(messages[attribute], "; "), ".")),
			f.nothing(), f.cause()))
	}
	return diags, elsewhere
}

// attribute returns the attribute that an error location of CPN's is about. CPN
// writes "email" as well as "body.email", "$.email" and "ccEmails[1]".
func (f Failure) attribute(location string) (string, bool) {
	location = strings.TrimPrefix(strings.TrimPrefix(location, "$."), "body.")
	if end := strings.IndexAny(location, ".["); end >= 0 {
		location = location[:end]
	}
	attribute, ok := f.Subject.Members[location]
	return attribute, ok
}

// remedy says what to do about a create after which nothing exists.
func (f Failure) remedy() string {
	switch {
	case f.Err.Ended == cpn.EndedInterrupt:
		return "Run `terraform apply` again when you are ready."
	case f.Err.Ended == cpn.EndedRetryAfter:
		return "Run `terraform apply` later, or raise timeouts.create."
	case f.Err.Ended == cpn.EndedDeadline:
		return "Raise timeouts.create, or check the network, then run `terraform apply` again."
	case f.Err.StatusCode < http.StatusMultipleChoices:
		return "Check the network, proxy settings and base_url, then run `terraform apply` again."
	default:
		return remedyFor(f.Err)
	}
}

// ifItStays says what ends a rejection whose cause is gone: CPN may have stored it
// with the idempotency key, as it stores a success. A generated id is another one in
// the next apply.
func (f Failure) ifItStays() string {
	if f.Generated || f.Err.Ended != cpn.EndedFinal || !isStorable(f.Err) {
		return ""
	}
	return sentences("If the rejection stays although its cause is gone, "+f.Subject.Check, f.ifItExists(), fmt.Sprintf(
		"If no %s exists, change `id`: CPN may have stored the rejection for this idempotency key.", f.Subject.Name))
}

// isStorable reports whether a rejection is about what was asked for, and not about
// who asked.
func isStorable(e *cpn.Error) bool {
	return e.Envelope && e.StatusCode >= http.StatusBadRequest && e.StatusCode != http.StatusUnauthorized && e.StatusCode != http.StatusForbidden
}

// nothing says what exists at CPN, as far as this run can know.
func (f Failure) nothing() string {
	text := fmt.Sprintf("This run created no %s.", f.Subject.Name)
	if !f.Generated {
		text += " An earlier interrupted run with this id may have created it."
	}
	return text
}

// cause says what happened, in a sentence or two.
func (f Failure) cause() string {
	if f.Err.StatusCode >= http.StatusMultipleChoices {
		return sentences(f.Err.Error()+".", f.ended())
	}
	if len(f.Err.Attempts) > 0 {
		return sentences("The request did not reach CPN.", f.lastResult(), f.ended())
	}
	return sentences(f.lastResult(), f.ended())
}
