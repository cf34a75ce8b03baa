// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package cpn

import (
	"errors"
	"net/http"
)

// result is what one attempt got: a response, or the error instead of one.
type result struct {
	status int         // 0 if no response arrived
	header http.Header // nil if no response arrived
	body   []byte
	sent   bool  // false only if no byte of the request can have been written
	err    error // why there is no complete response
}

// verdict is what one attempt means for the call.
type verdict int

const (
	succeeded   verdict = iota // CPN returned the resource
	unsent                     // the request was never sent; nothing can have happened
	unreachable                // it was never sent, and a retry will not be either
	rejected                   // CPN rejected the request, and would do so again
	limited                    // CPN said "not now"
	uncertain                  // CPN may or may not have carried out the request
	conflicted                 // CPN has carried out a request with this idempotency key, and returns nothing else
)

// classify returns the verdict on r. code is the error code in its body. missing says why
// the body is not the wanted resource, and is nil if it is.
//
// It decides about money, so its table test is its specification.
func classify(r result, code Code, missing error) verdict {
	var lasting lastingError
	switch {
	case r.err != nil && !r.sent && errors.As(r.err, &lasting):
		return unreachable
	case r.err != nil && !r.sent:
		return unsent
	case r.err != nil && r.status < http.StatusMultipleChoices:
		// The response was lost, or only part of it arrived.
		return uncertain
	case mayHoldResource(r.status) && missing == nil:
		return succeeded
	}
	switch {
	case r.status < http.StatusMultipleChoices, r.status >= http.StatusInternalServerError, asksToRepeat(r.status):
		return uncertain
	case r.status == http.StatusTooManyRequests:
		return limited
	case code == CodeAlreadyProcessed:
		return conflicted
	case r.status == http.StatusConflict && code == 0:
		// It may be the truncated response that says the request was processed.
		return uncertain
	default:
		return rejected
	}
}

// asksToRepeat reports whether a status means that the same request may succeed at once: on
// another connection, or a little later.
func asksToRepeat(status int) bool {
	return status == http.StatusRequestTimeout || status == http.StatusMisdirectedRequest || status == http.StatusTooEarly
}

// mayHoldResource reports whether a response with this status can hold the resource: any
// success, and a conflict that returns what was created earlier.
func mayHoldResource(status int) bool {
	return status < http.StatusMultipleChoices || status == http.StatusConflict
}
