// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package cpn

import (
	"errors"
	"net/http"
)

// reply is what one attempt brought, which may be nothing at all.
type reply struct {
	status int         // 0 when no reply arrived
	header http.Header // nil when no reply arrived
	body   []byte
	sent   bool  // false: no byte of the request was written, for certain
	err    error // why there is no whole reply
}

// verdict is what one attempt means for the call.
type verdict int

const (
	succeeded   verdict = iota // CPN answered with the object
	unsent                     // the request never left; nothing can have happened
	unreachable                // nor will it leave while things are as they are
	refused                    // CPN said no, and will say so again
	limited                    // CPN said: not now
	uncertain                  // CPN may or may not have done the work
	conflicted                 // CPN has done the work for this key, and answers no more than that
)

// classify says what r means. code is the error code in its body, and missing is
// what keeps the body from being the object asked for, nil when nothing does.
//
// It decides about money, so its table test is its specification.
func classify(r reply, code Code, missing error) verdict {
	var lasting lastingError
	switch {
	case r.err != nil && !r.sent && errors.As(r.err, &lasting):
		return unreachable
	case r.err != nil && !r.sent:
		return unsent
	case r.err != nil && r.status < http.StatusMultipleChoices:
		// The answer was lost, or arrived in part.
		return uncertain
	case mayHoldObject(r.status) && missing == nil:
		return succeeded
	}
	switch {
	case r.status < http.StatusMultipleChoices, r.status == http.StatusRequestTimeout,
		r.status >= http.StatusInternalServerError:
		return uncertain
	case r.status == http.StatusTooManyRequests:
		return limited
	case code == CodeAlreadyProcessed:
		return conflicted
	case r.status == http.StatusConflict && code == 0:
		// It may be the one that says the work was done, cut off.
		return uncertain
	default:
		return refused
	}
}

// mayHoldObject reports whether CPN answers with the object under this status: any
// success, and a conflict that brings what the key made before.
func mayHoldObject(status int) bool {
	return status < http.StatusMultipleChoices || status == http.StatusConflict
}
