// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package cpn

import (
	"net/http"
	"strconv"
	"strings"
	"time"
)

const (
	// baseDelay is the longest wait before the first retry.
	baseDelay = 500 * time.Millisecond
	// maxDelay is the longest wait that this package chooses by itself. Eight
	// retries, each after at least half of what it may be, sit out 45 s.
	maxDelay = 30 * time.Second
)

// pause is how long to wait before a retry: a random time between least and most,
// so that calls which failed together do not come back together.
type pause struct {
	least, most time.Duration
	// named: the server asked for the least wait.
	named bool
}

// nextPause reports how long to wait after attempt n (counting from 1) ended in
// v, or why the call must not be repeated. counted is how many of the attempts
// count against maxRetries: a server that says "not now" has not failed, so it may
// say so for as long as there is time.
//
// It holds no clock and no randomness, so its table test is its specification.
func nextPause(v verdict, n, counted, maxRetries int, retryAfter time.Duration) (pause, Ended) {
	delay := min(baseDelay<<min(n-1, 10), maxDelay)
	switch {
	case v == succeeded, v == refused, v == unreachable:
		return pause{}, EndedFinal
	case v != limited && counted > maxRetries:
		return pause{}, EndedRetries
	case retryAfter > 0 && (v == limited || v == uncertain):
		return pause{retryAfter, retryAfter + delay, true}, notEnded
	default:
		return pause{delay / 2, delay, false}, notEnded
	}
}

// parseRetryAfter reads a Retry-After header: seconds, or a date. How far off a date
// is, the reply's own Date decides, since clocks differ; without one, now. It
// returns 0 for what is neither, or lies in the past.
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

// dateOf returns when a reply was sent, by the sender's clock, and the zero time
// where it does not say.
func dateOf(header http.Header) time.Time {
	date, err := http.ParseTime(header.Get("Date"))
	if err != nil {
		return time.Time{}
	}
	return date
}
