// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package cpn

import (
	"io"
	"net/http"
	"testing"
	"time"
)

func TestClassify(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		result result
		code   Code
		want   verdict
	}{
		"created":                             {result{status: 201, sent: true, found: true}, 0, succeeded},
		"any 2xx with the resource":           {result{status: 299, sent: true, found: true}, 0, succeeded},
		"a conflict that returns it":          {result{status: 409, sent: true, found: true}, 0, succeeded},
		"never sent":                          {result{err: io.EOF}, 0, unsent},
		"cannot be sent":                      {result{err: lastingError{io.EOF}}, 0, rejected},
		"a lasting failure after it was sent": {result{err: lastingError{io.EOF}, sent: true}, 0, uncertain},
		"lost after it was sent":              {result{err: io.EOF, sent: true}, 0, uncertain},
		"a truncated 2xx":                     {result{status: 201, err: io.EOF, sent: true}, 0, uncertain},
		"a 2xx without the resource":          {result{status: 200, sent: true}, 0, uncertain},
		"204 has no resource":                 {result{status: 204, sent: true}, 0, uncertain},
		"a redirect":                          {result{status: 302, sent: true}, 0, rejected},
		"bad request":                         {result{status: 400, sent: true}, 2, rejected},
		"a truncated 4xx":                     {result{status: 400, err: io.EOF, sent: true}, 0, rejected},
		"unauthorized":                        {result{status: 401, sent: true}, 4, rejected},
		"forbidden":                           {result{status: 403, sent: true}, 3, rejected},
		"not found":                           {result{status: 404, sent: true}, 0, rejected},
		"unprocessable":                       {result{status: 422, sent: true}, 0, rejected},
		"any other 4xx":                       {result{status: 418, sent: true}, 0, rejected},
		"request timeout":                     {result{status: 408, sent: true}, 0, uncertain},
		"too many requests":                   {result{status: 429, sent: true}, 429, limited},
		"internal error":                      {result{status: 500, sent: true}, -1, uncertain},
		"bad gateway":                         {result{status: 502, sent: true}, 0, uncertain},
		"unavailable":                         {result{status: 503, sent: true}, 0, uncertain},
		"gateway timeout":                     {result{status: 504, sent: true}, 0, uncertain},
		"already processed":                   {result{status: 409, sent: true}, CodeAlreadyProcessed, conflicted},
		"a truncated conflict":                {result{status: 409, err: io.EOF, sent: true}, 0, uncertain},
		"an unreadable conflict":              {result{status: 409, sent: true}, 0, uncertain},
		"another conflict":                    {result{status: 409, sent: true}, 2, rejected},
		"processed, with another status":      {result{status: 400, sent: true}, CodeAlreadyProcessed, conflicted},
		"processed, with a server error":      {result{status: 500, sent: true}, CodeAlreadyProcessed, uncertain},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if got := classify(tc.result, tc.code); got != tc.want {
				t.Errorf("classify(%+v, %d) = %d, want %d", tc.result, tc.code, got, tc.want)
			}
		})
	}
}

func TestNextPause(t *testing.T) {
	t.Parallel()
	type want struct {
		pause pause
		ended Ended
	}
	wait := func(least, most time.Duration) want { return want{pause{least, most, false}, notEnded} }
	named := func(least, most time.Duration) want { return want{pause{least, most, true}, notEnded} }
	for name, tc := range map[string]struct {
		verdict    verdict
		n, counted int
		retryAfter time.Duration
		want       want
	}{
		"the first retry comes soon":               {uncertain, 1, 1, 0, wait(baseDelay/2, baseDelay)},
		"waits double":                             {uncertain, 3, 3, 0, wait(2*baseDelay, 4*baseDelay)},
		"waits are capped":                         {uncertain, 9, 9, 0, wait(maxDelay/2, maxDelay)},
		"and stay so":                              {limited, 90, 9, 0, wait(maxDelay/2, maxDelay)},
		"an unsent request is retried":             {unsent, 1, 1, 0, wait(baseDelay/2, baseDelay)},
		"there is no retry after the last attempt": {uncertain, 11, 11, 0, want{pause{}, EndedRetries}},
		"limited attempts do not count":            {uncertain, 50, 10, 0, wait(maxDelay/2, maxDelay)},
		"limited attempts may go on":               {limited, 50, 11, 0, wait(maxDelay/2, maxDelay)},
		"a rejection is final":                     {rejected, 1, 1, 0, want{pause{}, EndedFinal}},
		"a rejection of the last attempt is final": {rejected, 11, 11, 0, want{pause{}, EndedFinal}},
		"a success is final":                       {succeeded, 1, 1, 0, want{pause{}, EndedFinal}},
		"the server names the wait, jitter on top": {limited, 1, 0, 7 * time.Second, named(7*time.Second, 7*time.Second+baseDelay)},
		"an unavailable server names the wait too": {uncertain, 1, 1, time.Hour, named(time.Hour, time.Hour+baseDelay)},
		"a rejection with a wait is final":         {rejected, 1, 1, time.Second, want{pause{}, EndedFinal}},
		"too many requests without a wait":         {limited, 2, 0, 0, wait(baseDelay, 2*baseDelay)},
		"already processed is retried":             {conflicted, 3, 3, 0, wait(2*baseDelay, 4*baseDelay)},
		"already processed is final in the end":    {conflicted, 11, 11, 0, want{pause{}, EndedRetries}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p, ended := nextPause(tc.verdict, tc.n, tc.counted, 10, tc.retryAfter)
			if got := (want{p, ended}); got != tc.want {
				t.Errorf("nextPause = %+v, want %+v", got, tc.want)
			}
		})
	}
}

func TestParseRetryAfter(t *testing.T) {
	t.Parallel()
	now := time.Date(2026, 11, 20, 10, 0, 0, 0, time.UTC)
	for text, want := range map[string]time.Duration{
		"":                              0,
		"0":                             0,
		"7":                             7 * time.Second,
		" 7 ":                           7 * time.Second,
		"86400":                         24 * time.Hour,
		"-1":                            0,
		"1.5":                           0,
		"soon":                          0,
		"9999999999":                    0,
		"99999999999999999999":          0,
		"Fri, 20 Nov 2026 10:00:30 GMT": 30 * time.Second,
		"Fri, 20 Nov 2026 09:59:30 GMT": 0,
	} {
		if got := parseRetryAfter(http.Header{"Retry-After": {text}}, now); got != want {
			t.Errorf("parseRetryAfter(%q) = %v, want %v", text, got, want)
		}
	}
	// A date is measured by the clock of the server that sent it.
	header := http.Header{"Retry-After": {"Fri, 20 Nov 2026 10:00:30 GMT"}, "Date": {"Fri, 20 Nov 2026 10:00:00 GMT"}}
	if got := parseRetryAfter(header, now.Add(7*time.Minute)); got != 30*time.Second {
		t.Errorf("waits %v where the server's clock says 30 seconds", got)
	}
}
