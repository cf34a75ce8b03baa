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
	case v == succeeded, v == rejected, v == unreachable:
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
