// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package cpn

import (
	"cmp"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strings"
)

// Outcome is what is known about a create or a submit that returned nothing. The values are in
// order: what a later attempt gets takes back nothing of an earlier one.
type Outcome int

const (
	// OutcomeNothing: CPN has created nothing, and accepted nothing.
	OutcomeNothing Outcome = iota
	// OutcomeUnknown: CPN may have created the resource, which only a retry with the same
	// idempotency key can tell; or accepted the signed transaction, which only a read can tell.
	OutcomeUnknown
	// OutcomeExists: CPN has created the resource but does not return it.
	OutcomeExists
)

// Error is a failed call.
type Error struct {
	Outcome Outcome
	// Attempts holds every attempt, in order. It is empty if the call ended before the
	// first.
	Attempts []Attempt
	// Ended says why there was no further attempt.
	Ended Ended

	// Server names the host that requests went to, and where its address comes from.
	Server string
	// APIKeySource says where the API key comes from.
	APIKeySource string

	// What the last attempt got. StatusCode is 0 if there was no response; Message says why. Code
	// and Fields are zero if the body was not CPN's error envelope, such as that of a proxy.
	StatusCode int
	Code       Code
	Message    string
	Fields     []FieldError
	RequestID  string
}

// FieldError is CPN's error about one member of a request.
type FieldError struct {
	Kind     string `json:"error"`
	Location string `json:"location"` // e.g. "body.ccEmails[1]"
	Message  string `json:"message"`
}

func (e *Error) Error() string {
	switch n := len(e.Attempts); {
	case e.StatusCode >= http.StatusMultipleChoices:
	case n == 0:
		return "no request was sent"
	default:
		return e.Attempts[n-1].Result
	}
	var b strings.Builder
	if e.Code != 0 {
		fmt.Fprintf(&b, "CPN returned HTTP %d (code %d): %s", e.StatusCode, e.Code, e.Message)
	} else {
		fmt.Fprintf(&b, "HTTP %d, not in CPN's form: %s", e.StatusCode, e.Message)
	}
	for _, f := range e.Fields {
		fmt.Fprintf(&b, "; %s: %s", f.Location, f.Message)
	}
	if e.RequestID != "" {
		fmt.Fprintf(&b, " [request %s]", e.RequestID)
	}
	return b.String()
}

// IsForeign reports whether somebody such as a proxy responded in place of CPN, who may have
// forwarded the request all the same.
func (e *Error) IsForeign() bool {
	return e.Code == 0 && e.StatusCode >= http.StatusMultipleChoices && e.StatusCode != http.StatusTooManyRequests
}

// errorEnvelope is the body of CPN's errors.
type errorEnvelope struct {
	Code    Code         `json:"code"`
	Message string       `json:"message"`
	Errors  []FieldError `json:"errors"`
}

const (
	// maxFields is how many errors of one response are shown.
	maxFields = 20
	// maxField is how many characters of each of their texts are shown.
	maxField = 200
)

// add completes and keeps an attempt, and returns what it means for the call.
func (e *Error) add(a Attempt, r result, redacted redaction) (Attempt, verdict) {
	e.record(r, redacted)
	v := classify(r, e.Code)
	a.Status, a.ResponseRequestID, a.Result = r.status, e.RequestID, "done"
	switch {
	case v == succeeded:
	case r.status == 0:
		a.Result = e.Message
	case e.Code != 0:
		a.Result = fmt.Sprintf("HTTP %d (code %d): %s", r.status, e.Code, e.Message)
	case r.status < http.StatusMultipleChoices:
		a.Result = fmt.Sprintf("HTTP %d, but %s", r.status, e.Message)
	default:
		a.Result = fmt.Sprintf("HTTP %d: %s", r.status, e.Message)
	}
	e.Attempts = append(e.Attempts, a)
	switch v {
	case conflicted:
		e.Outcome = OutcomeExists
	case uncertain:
		e.Outcome = max(e.Outcome, OutcomeUnknown)
	default:
	}
	return a, v
}

// record keeps what a response says, redacted, escaped, and cut to a number of characters.
// It cannot fail: a body that it does not understand loses the details but never the status.
// A success status may still come with an error in its body.
func (e *Error) record(r result, redacted redaction) {
	var envelope errorEnvelope
	var unread error
	if !r.found {
		unread = decodeResponse(r.body, &envelope)
	}
	e.StatusCode, e.RequestID = r.status, redacted.ours(r.header.Get("X-Request-Id"), maxField)
	e.Code, e.Message, e.Fields = envelope.Code, explanation(r, envelope, unread, redacted), nil
	for i, f := range envelope.Errors {
		if i == maxFields {
			e.Message += fmt.Sprintf(" (and %d more errors)", len(envelope.Errors)-i)
			break
		}
		e.Fields = append(e.Fields, FieldError{redacted.theirs(f.Kind, maxField), redacted.theirs(f.Location, maxField), redacted.theirs(f.Message, maxField)})
	}
}

// explanation says why there is no resource. unread says why a body could not be read.
func explanation(r result, envelope errorEnvelope, unread error, redacted redaction) string {
	why, location := cmp.Or(r.err, unread), r.header.Get("Location")
	switch {
	case r.status >= 300 && r.status < 400 && location != "":
		return "a redirect to " + redacted.theirs(target(location), maxPrinted) + ", not followed because the API key is for the configured host only"
	case envelope.Message != "" && (envelope.Code != 0 || r.status >= http.StatusMultipleChoices):
		return redacted.theirs(envelope.Message, maxPrinted)
	case why == nil:
		return "no explanation given"
	case errors.Is(why, errNotJSON) && r.status >= http.StatusMultipleChoices:
		return "not JSON; a proxy or firewall may have responded in place of CPN"
	default:
		return redacted.said(why)
	}
}

// target returns where a redirect leads, without parts that may be secret.
func target(location string) string {
	u, err := url.Parse(location)
	if err != nil {
		return "an invalid address"
	}
	plain := url.URL{Scheme: u.Scheme, Host: u.Host, Path: u.Path}
	if u.Host == "" {
		return fmt.Sprintf("%q on the same host", plain.String())
	}
	return fmt.Sprintf("%q", plain.String())
}
