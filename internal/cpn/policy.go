// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package cpn

import (
	"errors"
	"net/http"
	"strconv"
	"strings"
	"time"
)

// verdict is what one attempt means for the call.
type verdict int

const (
	succeeded  verdict = iota // CPN returned the resource
	unsent                    // the request was never sent; nothing can have happened
	rejected                  // the request was rejected, or cannot be sent, and a retry would end the same
	limited                   // CPN said "not now"
	uncertain                 // CPN may or may not have carried out the request
	conflicted                // CPN has carried out a request with this idempotency key, and returns nothing else
)

// classify returns the verdict on r. code is the error code in its body.
//
// It decides about money, so its table test is its specification.
func classify(r result, code Code) verdict {
	var lasting lastingError
	switch {
	case r.found:
		return succeeded
	case !r.sent && errors.As(r.err, &lasting):
		return rejected
	case !r.sent:
		return unsent
	case r.status < http.StatusMultipleChoices, r.status >= http.StatusInternalServerError, asksToRepeat(r.status):
		// This includes a response that was lost, or of which only a part arrived.
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

const (
	// baseDelay is the longest wait before the first retry.
	baseDelay = 500 * time.Millisecond
	// maxDelay is the longest wait that this package chooses on its own. Eight retries,
	// each after at least half of its longest wait, outlast an outage of 45 s.
	maxDelay = 30 * time.Second
)

// pause is how long to wait before a retry: a random time between least and most, so that
// calls that failed together do not retry together.
type pause struct {
	least, most time.Duration
	// named says that the server asked for the least wait.
	named bool
}

// nextPause returns how long to wait after attempt n (counting from 1) ended in v, or why
// there must be no retry. counted is how many attempts count against maxRetries. A server
// that says "not now" has not failed, so it may say so for as long as there is time.
//
// It has no clock and no randomness, so its table test is its specification.
func nextPause(v verdict, n, counted, maxRetries int, retryAfter time.Duration) (pause, Ended) {
	delay := min(baseDelay<<min(n-1, 10), maxDelay)
	switch {
	case v == succeeded, v == rejected:
		return pause{}, EndedFinal
	case v != limited && counted > maxRetries:
		return pause{}, EndedRetries
	case retryAfter > 0 && (v == limited || v == uncertain):
		return pause{retryAfter, retryAfter + delay, true}, notEnded
	default:
		return pause{delay / 2, delay, false}, notEnded
	}
}

// parseRetryAfter reads a Retry-After header: seconds, or a date. A date is compared with
// the response's own Date, since clocks differ, or with now if there is none. Anything else,
// and a date in the past, is 0.
func parseRetryAfter(header http.Header, now time.Time) time.Duration {
	text := strings.TrimSpace(header.Get("Retry-After"))
	if seconds, err := strconv.ParseUint(text, 10, 31); err == nil {
		return time.Duration(seconds) * time.Second
	}
	date, err := http.ParseTime(text)
	if err != nil {
		return 0
	}
	if sent := dateOf(header); !sent.IsZero() {
		now = sent
	}
	return max(date.Sub(now), 0)
}

// dateOf returns when a response was sent, by the sender's clock, or the zero time if it
// does not say.
func dateOf(header http.Header) time.Time {
	date, err := http.ParseTime(header.Get("Date"))
	if err != nil {
		return time.Time{}
	}
	return date
}
