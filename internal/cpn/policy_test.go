// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package cpn

import (
	"net/http"
	"testing"
	"time"
)

func TestNextPause(t *testing.T) {
	t.Parallel()
	type want struct {
		pause pause
		ended Ended
	}
	for name, tc := range map[string]struct {
		verdict      verdict
		n, conflicts int
		retryAfter   time.Duration
		want         want
	}{
		"the first repeat comes soon":              {uncertain, 1, 0, 0, want{pause{baseDelay, false}, notEnded}},
		"delays double":                            {uncertain, 3, 0, 0, want{pause{4 * baseDelay, false}, notEnded}},
		"delays are capped":                        {uncertain, 9, 0, 0, want{pause{maxDelay, false}, notEnded}},
		"what was never sent is repeated":          {unsent, 1, 0, 0, want{pause{baseDelay, false}, notEnded}},
		"the last attempt gives up":                {uncertain, 11, 0, 0, want{pause{}, EndedRetries}},
		"a refusal is final":                       {refused, 1, 0, 0, want{pause{}, EndedFinal}},
		"a refusal is final, also at the last":     {refused, 11, 0, 0, want{pause{}, EndedFinal}},
		"a success is final":                       {succeeded, 1, 0, 0, want{pause{}, EndedFinal}},
		"the server names the delay":               {limited, 1, 0, 7 * time.Second, want{pause{7 * time.Second, true}, notEnded}},
		"an unavailable server names it too":       {uncertain, 1, 0, time.Hour, want{pause{time.Hour, true}, notEnded}},
		"a refusal with a delay is final":          {refused, 1, 0, time.Second, want{pause{}, EndedFinal}},
		"too many requests without a delay":        {limited, 2, 0, 0, want{pause{2 * baseDelay, false}, notEnded}},
		"already processed is asked a second time": {conflicted, 1, 1, 0, want{pause{baseDelay, false}, notEnded}},
		"and a third":                              {conflicted, 2, 2, 0, want{pause{2 * baseDelay, false}, notEnded}},
		"and then believed":                        {conflicted, 3, 3, 0, want{pause{}, EndedFinal}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p, ended := nextPause(tc.verdict, tc.n, 10, tc.conflicts, tc.retryAfter)
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
		"99999999999999999999":          0,
		"Fri, 20 Nov 2026 10:00:30 GMT": 30 * time.Second,
		"Fri, 20 Nov 2026 09:59:30 GMT": 0,
	} {
		if got := parseRetryAfter(http.Header{"Retry-After": {text}}, now); got != want {
			t.Errorf("parseRetryAfter(%q) = %v, want %v", text, got, want)
		}
	}
}
