// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package cpnfake_test

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/cpnfake"
)

// Every fault spoils one create and one submit as it says, and leaves the next alone.
// Whatever it did, there is one ticket, and the transaction is submitted once.
func TestFaults(t *testing.T) {
	t.Parallel()
	for name, fault := range cpnfake.Faults() {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			fake, c := waiting(t)
			for path, body := range map[string]string{ticketsPath: ticket(nil), submitPath: signed} {
				fake.Inject(fault)
				got := c.within(patience(fault), path, body)
				looksLike(t, fault, got)
				log := fake.Requests()
				if logged := log[len(log)-1].Status; logged != got.status {
					t.Errorf("the log has %d, the client got %d", logged, got.status)
				}
			}
			done := 1 // by each
			if instead := fault.Drop || fault.Hang || fault.Status != 0 || fault.Body != ""; instead && !fault.After {
				done = 0
			}
			counted(t, fake, cpnfake.SubmitCounts{Submits: 1, Submitted: done})
			if got := fake.Counts().Tickets; got != done {
				t.Errorf("%d tickets were created, want %d", got, done)
			}
			c.post(ticketsPath, ticket(nil)).expect(t, rejection{})
			again := c.post(submitPath, signed)
			again.expect(t, map[int]rejection{1: {400, 290307, ""}}[done])
			counted(t, fake, cpnfake.SubmitCounts{Submits: 2, Submitted: 1, Resubmits: done})
			if got := fake.Counts().Tickets; got != 1 {
				t.Errorf("%d tickets exist in the end, want 1", got)
			}
		})
	}
}

// patience is how long a client waits for the response to a request that meets a fault.
func patience(f cpnfake.Fault) time.Duration {
	if f.Hang || f.Delay > time.Minute || f.Slow > time.Minute {
		return 300 * time.Millisecond
	}
	return time.Minute
}

// within sends a create, and gives up after some time.
func (c *client) within(patience time.Duration, path, body string) response {
	ctx, cancel := context.WithTimeout(c.t.Context(), patience)
	defer cancel()
	return c.do(ctx, http.MethodPost, path, body, nil)
}

// looksLike reports a response that is not the one of the fault.
func looksLike(t *testing.T, f cpnfake.Fault, a response) {
	t.Helper()
	var want error
	switch {
	case f.Drop:
		want = io.EOF // closed early, without a response
	case f.Hang:
		want = context.DeadlineExceeded
	case f.Truncate:
		want = io.ErrUnexpectedEOF
	}
	if !errors.Is(a.err, want) {
		t.Errorf("error is %v, want %v", a.err, want)
	}
	if f.Truncate && (a.body == "" || json.Valid([]byte(a.body))) {
		t.Errorf("body is %q, want half of it", a.body)
	}
	if f.Body != "" && a.body != f.Body {
		t.Errorf("body is %q, want %q", a.body, f.Body)
	}
	if f.Status != 0 && a.status != f.Status {
		t.Errorf("status is %d, want %d", a.status, f.Status)
	}
	for name, want := range f.Header {
		if got := strings.Join(a.header[name], ", "); got != want {
			t.Errorf("header %s is %q, want %q", name, got, want)
		}
		if _, sent := a.header[name]; sent && want == "" {
			t.Errorf("header %s was sent empty", name)
		}
	}
}

// A client that gives up during a delay leaves no ticket behind, unless the work came first.
// It gets the bytes that came until then.
func TestFault_endsWithTheClient(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		fault   cpnfake.Fault
		body    string
		tickets int
	}{
		"before the work": {cpnfake.Fault{Delay: time.Hour}, "", 0},
		"after the work":  {cpnfake.Fault{Delay: time.Hour, After: true}, "", 1},
		"within the body": {cpnfake.Fault{Slow: time.Hour}, "{", 1},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			fake, c := start(t)
			fake.Inject(tc.fault)
			if a := c.within(patience(tc.fault), ticketsPath, ticket(nil)); a.body != tc.body || !errors.Is(a.err, context.DeadlineExceeded) {
				t.Errorf("response is %d %q, %v", a.status, a.body, a.err)
			}
			if got := fake.Counts().Tickets; got != tc.tickets {
				t.Errorf("%d tickets were created, want %d", got, tc.tickets)
			}
		})
	}
}

// A status gets CPN's usual code, and a code its usual status.
func TestFault_envelope(t *testing.T) {
	t.Parallel()
	fake, c := start(t)
	for _, want := range []rejection{
		{400, 2, ""}, {401, 4, ""}, {403, 3, ""}, {404, 2, ""}, {409, 290001, ""}, {422, 2, ""}, {429, 429, ""}, {500, -1, ""}, {599, -1, ""},
	} {
		fake.Inject(cpnfake.Fault{Status: want.status})
		c.post(ticketsPath, ticket(nil)).expect(t, want)
	}
	for _, want := range []rejection{{403, 3, ""}, {401, 401, ""}, {400, 290322, ""}, {404, 290601, ""}, {400, 299999, ""}} {
		fake.Inject(cpnfake.Fault{Code: want.code})
		c.post(ticketsPath, ticket(nil)).expect(t, want)
	}
}

func TestInject_eachRequestTakesTheFirstThatMatches(t *testing.T) {
	t.Parallel()
	fake, c := start(t)
	fake.Inject(
		cpnfake.Fault{Operation: cpnfake.GetTransaction, Status: 501},
		cpnfake.Fault{Method: http.MethodPost, Status: 502, Times: 2},
		cpnfake.Fault{},
		cpnfake.Fault{Status: 503},
		cpnfake.Fault{Operation: cpnfake.GetPayment, Body: "{}"},
	)
	steps := []struct {
		post bool
		path string
		want int
	}{
		{true, ticketsPath, 502},
		{false, paymentPath, 200}, // the zero fault lets one pass
		{true, transactionsPath, 502},
		{true, "/nowhere", 503},
		{true, ticketsPath, 201},
		{false, paymentPath, 200}, // with the fault's own body
		{false, paymentPath, 200},
		{false, transactionsPath + "/" + key2, 501},
		{false, transactionsPath + "/" + key2, 400},
	}
	for i, step := range steps {
		a := c.get
		if step.post {
			a = func(path string) response { return c.post(path, ticket(nil)) }
		}
		got := a(step.path)
		if got.status != step.want || (got.body == "{}") != (i == 5) {
			t.Errorf("step %d: %s responds with %d %s, want %d", i, step.path, got.status, got.body, step.want)
		}
	}
}
