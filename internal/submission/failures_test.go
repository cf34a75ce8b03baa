// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package submission

import (
	"time"

	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/cpn"
)

// fails is a submit that fails, and unread a read.
func fails(err *cpn.Error) step { return step{call: "submit", err: err} }

func unread() step {
	return step{call: "read", err: &cpn.Error{Ended: cpn.EndedRetries, Attempts: []cpn.Attempt{{Result: "connection refused"}}}}
}

// unreadUntil is every read before a time since the start.
func unreadUntil(until time.Duration) step {
	failed := unread()
	failed.until = until
	return failed
}

// lost is an attempt that CPN may have accepted.
func lost() *cpn.Error {
	return &cpn.Error{Outcome: cpn.OutcomeUnknown, Ended: cpn.EndedMaybeSent, Attempts: []cpn.Attempt{{Result: "connection closed before a response"}}}
}

// rejected is CPN's rejection with a code.
func rejected(code cpn.Code) *cpn.Error {
	return &cpn.Error{Ended: cpn.EndedFinal, StatusCode: 400, Code: code, Envelope: true, Message: "no", Attempts: []cpn.Attempt{{Status: 400, Result: "HTTP 400"}}}
}

// foreign is a proxy's response with an HTTP status.
func foreign(status int) *cpn.Error {
	return &cpn.Error{Ended: cpn.EndedFinal, StatusCode: status, Message: "<html>", Attempts: []cpn.Attempt{{Status: status, Result: "HTTP"}}}
}

// unsent is an attempt that never left this machine.
func unsent() *cpn.Error {
	return &cpn.Error{Ended: cpn.EndedRetries, Attempts: []cpn.Attempt{{Result: "connection refused"}}}
}

// limited is CPN's "not now".
func limited() *cpn.Error {
	return &cpn.Error{Ended: cpn.EndedDeadline, StatusCode: 429, Code: cpn.CodeTooManyRequests, Envelope: true, Attempts: []cpn.Attempt{{Status: 429, Result: "HTTP 429"}}}
}
