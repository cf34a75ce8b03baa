// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package report

import (
	"cmp"
	"fmt"
	"net/http"
	"slices"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"

	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/cpn"
)

// rejected explains a create after which CPN has nothing new.
func (f Failure) rejected() diag.Diagnostics {
	s := f.Subject
	switch {
	case f.Err.StatusCode == http.StatusTooManyRequests:
		return diag.Diagnostics{f.nothingNew(topicRateLimit, "Rate limit reached before CPN accepted the "+s.Name, sendAgain(f.Err)...).error()}
	case f.Err.StatusCode < http.StatusMultipleChoices:
		return diag.Diagnostics{f.nothingNew(topicNotSent, fmt.Sprintf("No request to create the %s %s", s.Name, f.fate()), sendAgain(f.Err)...).error()}
	case f.Err.IsForeign(): // whether the request reached CPN is unknown, so the next apply must send the same idempotency key
		m := f.nothingNew(topicNotFromCPN, fmt.Sprintf("HTTP %d did not come from CPN; outcome unconfirmed", f.Err.StatusCode),
			remedyFor(f.Err).Text, "Run `terraform apply`. Do not change id or inputs.")
		m.exists = fmt.Sprintf("CPN probably did not create the %s.", s.Noun)
		return diag.Diagnostics{m.error()}
	}
	diags, elsewhere := f.atAttributes()
	if elsewhere {
		diags.Append(f.rejection("CPN rejected the "+s.Name, remedyFor(f.Err)).error())
	}
	return diags
}

// nothingNew is what all messages have in common about a create after which CPN has nothing new.
func (f Failure) nothingNew(about topic, summary string, do ...string) message {
	return message{summary: summary, do: do, exists: f.nothing(), cause: f.cause(), evidence: f.evidence(), topic: about}
}

// fate says what became of the requests if the last one was never sent.
func (f Failure) fate() string {
	if slices.ContainsFunc(f.Err.Attempts, func(a cpn.Attempt) bool { return a.Status != 0 }) {
		return "was accepted" // such as an earlier one that CPN limited
	}
	return "reached CPN"
}

// nothing says what exists at CPN, as far as this run can know.
func (f Failure) nothing() string {
	return fmt.Sprintf("This run created no %[1]s. An earlier run with an unknown outcome may have.", f.Subject.Noun)
}

// sendAgain says what helps if CPN accepted no request, of a create or of a submission.
func sendAgain(e *cpn.Error) []string {
	switch limited := e.StatusCode == http.StatusTooManyRequests; {
	case limited && e.Ended == cpn.EndedRetryAfter:
		return []string{"Run `terraform apply` later, or raise timeouts.create."}
	case limited:
		return []string{slowDown}
	case e.Ended == cpn.EndedInterrupt:
		return []string{"Run `terraform apply` when you are ready."}
	case e.Ended == cpn.EndedDeadline:
		return []string{"Check the network, or raise timeouts.create.", "Run `terraform apply`."}
	default:
		return []string{checkNetwork, "Run `terraform apply`."}
	}
}

// rejection is the message of a rejection by CPN.
func (f Failure) rejection(summary string, r Remedy) message {
	if r.Code == cpn.CodeIncompatibleQuote {
		summary = "The quote of this payment is not for VERSION_2"
	}
	m := f.nothingNew(topicRejected, summary, r.Text, "Run `terraform apply`.")
	switch {
	case r.Fix == fixNothing:
		m.do = m.do[:1]
	case r.Fix == fixPayment: // another payment has another idempotency key
	case f.Err.Ended == cpn.EndedFinal && isStorable(f.Err):
		m.do = append(m.do, f.ifStillRejected())
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
		m.evidence = paragraphs(labeled("reason", strings.Join(messages[attribute], "; ")), m.evidence)
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

// ifStillRejected says what ends a rejection whose cause is gone: CPN may have stored it
// with the idempotency key, as it stores a success.
func (f Failure) ifStillRejected() string {
	return fmt.Sprintf("If CPN still rejects it, %s. If it exists, %s; otherwise change `id`, then run `terraform apply`.", f.Subject.Check, f.Subject.Adopt)
}

// isStorable reports whether a rejection is about what was asked for, and not about
// who asked.
func isStorable(e *cpn.Error) bool {
	return e.Code != 0 && e.StatusCode >= http.StatusBadRequest && e.StatusCode != http.StatusUnauthorized && e.StatusCode != http.StatusForbidden
}
