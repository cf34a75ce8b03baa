// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package cpn

import (
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strings"
)

// Outcome is what is known about a create or a submit that brought no object.
type Outcome int

const (
	// OutcomeNothing: CPN has made nothing, and accepted nothing.
	OutcomeNothing Outcome = iota
	// OutcomeUnknown: CPN may have made the object, which only a repeat with the same
	// key can tell; or accepted the signed transaction, which only a read can tell.
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

	// What CPN returned to the last attempt. StatusCode is 0 if there was no response. Code
	// and Fields are zero if the body was not CPN's error envelope, such as that of a proxy.
	StatusCode int
	Code       Code
	Message    string
	Fields     []FieldError
	RequestID  string
	// Envelope reports whether the body was CPN's error envelope, which has a code.
	Envelope bool
}

// FieldError is CPN's error about one member of a request.
type FieldError struct {
	Kind     string `json:"error"`
	Location string `json:"location"` // e.g. "body.ccEmails[1]"
	Message  string `json:"message"`
}

// Ended says why a call made no further attempt.
type Ended int

const (
	notEnded Ended = iota
	// EndedFinal: the last response was final; a retry would get the same one.
	EndedFinal
	// EndedRetries: MaxRetries allows no further attempt.
	EndedRetries
	// EndedDeadline: the time for all attempts and waits was over.
	EndedDeadline
	// EndedRetryAfter: the server asked for a wait beyond that time.
	EndedRetryAfter
	// EndedInterrupt: the caller's context was canceled.
	EndedInterrupt
	// EndedMaybeSent: CPN may have received the last attempt, and no idempotency key
	// makes another one safe.
	EndedMaybeSent
	// EndedSilence: an earlier call has used up its attempts without one response of
	// CPN's, and CPN has not responded to any call since.
	EndedSilence
)

func (e *Error) Error() string {
	switch n := len(e.Attempts); {
	case e.StatusCode >= http.StatusMultipleChoices:
	case n == 0:
		return "no request was sent"
	default:
		return e.Attempts[n-1].Result
	}
	var b strings.Builder
	if e.Envelope {
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

// record keeps what a response says, redacted, escaped, and cut to a number of characters.
// It cannot fail: a body that it does not understand loses the details but never the status.
//
// missing says why the response is not the resource. A success status may still come with
// an error in its body.
func (e *Error) record(r result, missing error, redacted redaction) {
	envelope, unread := errorEnvelope{}, error(nil)
	if r.status >= http.StatusMultipleChoices || r.status != 0 && missing != nil {
		unread = decodeResponse(r.body, &envelope)
	}
	e.StatusCode, e.RequestID = r.status, redacted.ours(r.header.Get("X-Request-Id"), maxField)
	e.Code, e.Message, e.Fields = envelope.Code, redacted.theirs(envelope.Message, maxPrinted), nil
	e.Envelope = envelope.Code != 0
	if e.Message == "" && r.status != 0 {
		e.Message = withoutMessage(r, unread, redacted)
	}
	for i, f := range envelope.Errors {
		if i == maxFields {
			e.Message += fmt.Sprintf(" (and %d more errors)", len(envelope.Errors)-i)
			break
		}
		e.Fields = append(e.Fields, FieldError{redacted.theirs(f.Kind, maxField), redacted.theirs(f.Location, maxField), redacted.theirs(f.Message, maxField)})
	}
}

// withoutMessage explains a response without a message from CPN. unread says why its body
// could not be read.
func withoutMessage(r result, unread error, redacted redaction) string {
	location := r.header.Get("Location")
	switch {
	case r.status >= 300 && r.status < 400 && location != "":
		return "a redirect to " + redacted.theirs(target(location), maxPrinted) + ", not followed because the API key is for the configured host only"
	case r.err != nil:
		return redacted.said(r.err)
	case r.status < http.StatusMultipleChoices:
		return "the response does not hold what was requested"
	case errors.Is(unread, errNotJSON):
		return "not JSON; a proxy or firewall may have responded in place of CPN"
	case unread != nil:
		return redacted.said(unread)
	default:
		return "no explanation given"
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
