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

func TestFaults_includeTheCommonOnes(t *testing.T) {
	t.Parallel()
	faults := cpnfake.Faults()
	for _, name := range []string{
		"connection dropped before the work", "connection dropped after the work", "500 after the work", "HTML from a proxy",
		"429 with Retry-After", "redirect", "empty body", "garbage body", "truncated body", "slow body", "late response", "hang after the work",
	} {
		if _, ok := faults[name]; !ok {
			t.Errorf("no fault is called %q", name)
		}
	}
}

// Every fault spoils one create as it says, and leaves the next alone.
func TestFaults(t *testing.T) {
	t.Parallel()
	for name, fault := range cpnfake.Faults() {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			fake, c := start(t)
			fake.Inject(fault)
			a := create(c, fault.Hang)
			if got, want := fake.Counts().Tickets, ticketsMade(fault); got != want {
				t.Errorf("%d tickets were created, want %d", got, want)
			}
			looksLike(t, fault, a)
			if got := fake.Requests()[0].Status; got != a.status {
				t.Errorf("the log has %d, the client got %d", got, a.status)
			}
			c.post(ticketsPath, ticket(nil)).expect(t, rejection{})
			if got := fake.Counts().Tickets; got != 1 {
				t.Errorf("%d tickets exist in the end, want 1", got)
			}
		})
	}
}

// create creates a ticket, with a short timeout if no response is expected.
func create(c *client, hangs bool) response {
	patience := time.Minute
	if hangs {
		patience = 500 * time.Millisecond
	}
	ctx, cancel := context.WithTimeout(c.t.Context(), patience)
	defer cancel()
	return c.do(ctx, http.MethodPost, ticketsPath, ticket(nil), nil)
}

// ticketsMade is how many tickets one create adds under a fault.
func ticketsMade(f cpnfake.Fault) int {
	if instead := f.Drop || f.Hang || f.Status != 0 || f.Code != 0 || f.Body != ""; instead && !f.After {
		return 0
	}
	return 1
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

func TestFault_envelopeFitsTheStatus(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		fault cpnfake.Fault
		want  rejection
	}{
		"a bad request":                     {cpnfake.Fault{Status: 400}, rejection{400, 2, ""}},
		"an unauthorized request":           {cpnfake.Fault{Status: 401}, rejection{401, 4, ""}},
		"an unauthorized request, code 401": {cpnfake.Fault{Status: 401, Code: 401}, rejection{401, 401, ""}},
		"a forbidden request":               {cpnfake.Fault{Status: 403}, rejection{403, 3, ""}},
		"a missing resource":                {cpnfake.Fault{Status: 404}, rejection{404, 2, ""}},
		"a conflict":                        {cpnfake.Fault{Status: 409}, rejection{409, 290001, ""}},
		"too many requests":                 {cpnfake.Fault{Status: 429}, rejection{429, 429, ""}},
		"a failure":                         {cpnfake.Fault{Status: 500}, rejection{500, -1, ""}},
		"a code without a status":           {cpnfake.Fault{Code: 290322}, rejection{400, 290322, ""}},
		"a code of a forbidden request":     {cpnfake.Fault{Code: 3}, rejection{403, 3, ""}},
		"a code of an unauthorized request": {cpnfake.Fault{Code: 4}, rejection{401, 4, ""}},
		"a code of a conflict":              {cpnfake.Fault{Code: 290001}, rejection{409, 290001, ""}},
		"a code of too many requests":       {cpnfake.Fault{Code: 429}, rejection{429, 429, ""}},
		"a code of a missing ticket":        {cpnfake.Fault{Code: 290601}, rejection{404, 290601, ""}},
		"a code of CPN's own failure":       {cpnfake.Fault{Code: 290605}, rejection{500, 290605, ""}},
		"an unknown status":                 {cpnfake.Fault{Status: 599}, rejection{599, -1, ""}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			fake, c := start(t)
			fake.Inject(tc.fault)
			c.post(ticketsPath, ticket(nil)).expect(t, tc.want)
		})
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
