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
	// baseDelay is the longest wait before the first repeat.
	baseDelay = 500 * time.Millisecond
	// maxDelay is the longest wait that this package chooses by itself.
	maxDelay = 20 * time.Second
	// maxConflicts is how often "already processed" is asked again: the first
	// request with the key may still be running.
	maxConflicts = 2
)

// pause is how long to wait before a repeat.
type pause struct {
	delay time.Duration
	// named: the server said how long. Otherwise delay is the ceiling of a random wait.
	named bool
}

// nextPause reports how long to wait after attempt n (counting from 1) ended in
// v, or why the call must not be repeated. conflicts counts the verdicts
// [conflicted] so far, this one included.
//
// It holds no clock and no randomness, so its table test is its specification.
func nextPause(v verdict, n, maxRetries, conflicts int, retryAfter time.Duration) (pause, Ended) {
	switch {
	case v == succeeded, v == refused, v == conflicted && conflicts > maxConflicts:
		return pause{}, EndedFinal
	case n > maxRetries:
		return pause{}, EndedRetries
	case retryAfter > 0 && (v == limited || v == uncertain):
		return pause{retryAfter, true}, notEnded
	default:
		return pause{min(baseDelay<<min(n-1, 10), maxDelay), false}, notEnded
	}
}

// parseRetryAfter reads a Retry-After header: seconds, or a date of which now
// decides how far it is. It returns 0 for what is neither, or lies in the past.
func parseRetryAfter(header http.Header, now time.Time) time.Duration {
	text := strings.TrimSpace(header.Get("Retry-After"))
	if seconds, err := strconv.ParseUint(text, 10, 31); err == nil {
		return time.Duration(seconds) * time.Second
	}
	if date, err := http.ParseTime(text); err == nil {
		return max(date.Sub(now), 0)
	}
	return 0
}
