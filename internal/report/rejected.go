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

// rejected explains a create after which CPN has nothing new.
func (f Failure) rejected() diag.Diagnostics {
	switch {
	case f.isNotFromCPN():
		return diag.Diagnostics{f.notFromCPN().error()}
	case f.Err.StatusCode == http.StatusTooManyRequests:
		return diag.Diagnostics{f.rateLimited().error()}
	case f.Err.StatusCode < http.StatusMultipleChoices:
		return diag.Diagnostics{f.notSent().error()}
	}
	diags, elsewhere := f.atAttributes()
	if elsewhere {
		r := remedyFor(f.Err)
		diags.Append(f.rejection(r.summary("CPN rejected the "+f.Subject.Name), r).error())
	}
	return diags
}

// rejection is the message of a rejection by CPN.
func (f Failure) rejection(summary string, r Remedy) message {
	do := []string{r.Text, "Run `terraform apply`.", f.ifItStays()}
	switch r.Fix {
	case fixPayment:
		do = do[:2] // another payment has another idempotency key
	case fixNothing:
		do = do[:1]
	case fixElsewhere, fixInput, fixInputOrKey:
	}
	return message{
		summary: summary, do: do, exists: f.nothing(), cause: whyEnded(f.Err, "timeouts.create"),
		evidence: f.evidence(), topic: topicRejected,
	}
}

// isNotFromCPN reports whether somebody else rejected the create in CPN's place. Whether
// the request reached CPN is unknown.
func (f Failure) isNotFromCPN() bool {
	return f.Err.StatusCode >= http.StatusMultipleChoices && f.Err.StatusCode != http.StatusTooManyRequests && !f.Err.Envelope
}

// notFromCPN keeps the idempotency key for the next apply.
func (f Failure) notFromCPN() message {
	return message{
		summary: fmt.Sprintf("HTTP %d did not come from CPN; outcome unconfirmed", f.Err.StatusCode),
		do:      []string{remedyFor(f.Err).Text, "Run `terraform apply`. Do not change id or inputs."},
		exists:  fmt.Sprintf("CPN probably did not create the %s.", f.Subject.Noun), cause: whyEnded(f.Err, "timeouts.create"),
		evidence: f.evidence(), topic: topicNotFromCPN,
	}
}

// rateLimited explains a create that was limited to the end.
func (f Failure) rateLimited() message {
	remedy := slowDown
	if f.Err.Ended == cpn.EndedRetryAfter {
		remedy = "Run `terraform apply` later, or raise timeouts.create."
	}
	return message{
		summary: fmt.Sprintf("Rate limit reached before CPN accepted the %s", f.Subject.Name), do: []string{remedy}, exists: f.nothing(),
		cause: whyEnded(f.Err, "timeouts.create"), evidence: f.evidence(), topic: topicRateLimit,
	}
}

// notSent explains a create of which no request reached CPN.
func (f Failure) notSent() message {
	m := message{
		summary: fmt.Sprintf("No request to create the %s reached CPN", f.Subject.Name), exists: f.nothing(), cause: f.cause(),
		evidence: f.evidence(), topic: topicNotSent,
	}
	switch f.Err.Ended {
	case cpn.EndedInterrupt:
		m.do = []string{"Run `terraform apply` when you are ready."}
	case cpn.EndedDeadline:
		m.do = []string{"Check the network, or raise timeouts.create.", "Run `terraform apply`."}
	default:
		m.do = []string{checkNetwork, "Run `terraform apply`."}
	}
	return m
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
		m := f.rejection("CPN rejected "+attribute, Remedy{Text: fmt.Sprintf("Correct %s.", attribute), Fix: fixInput})
		m.evidence = append([]string{labeled("reason", strings.Join(messages[attribute], "; "))}, m.evidence...)
		diags.Append(m.errorAt(path.Root(attribute)))
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

// ifItStays says what ends a rejection whose cause is gone: CPN may have stored it
// with the idempotency key, as it stores a success.
func (f Failure) ifItStays() string {
	if f.Err.Ended != cpn.EndedFinal || !isStorable(f.Err) {
		return ""
	}
	return sentences("If CPN still rejects it,", f.Subject.Check+".", f.startOver())
}

// isStorable reports whether a rejection is about what was asked for, and not about
// who asked.
func isStorable(e *cpn.Error) bool {
	return e.Envelope && e.StatusCode >= http.StatusBadRequest && e.StatusCode != http.StatusUnauthorized && e.StatusCode != http.StatusForbidden
}

// nothing says what exists at CPN, as far as this run can know.
func (f Failure) nothing() string {
	return fmt.Sprintf("This run created no %[1]s. An earlier run with an unknown outcome may have.", f.Subject.Noun)
}
