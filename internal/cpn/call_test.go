// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package cpn

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptrace"
	"strings"
	"syscall"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"
)

const (
	created    = `{"data":{"id":"x","paymentId":"` + paymentID + `"}}`
	processed  = `{"code":290001,"message":"already been processed"}`
	notAllowed = `{"code":3,"message":"forbidden"}`
)

// step is what the network does to one attempt.
type step struct {
	status     int
	body       string
	retryAfter string
	err        error
	unsent     bool          // there never was a connection
	after      time.Duration // how long it takes
}

// script is a transport that goes through steps, and then fails the test.
type script struct {
	t        *testing.T
	steps    []step
	requests []*http.Request
	bodies   []string
	times    []time.Time
	// always, if set, returns the step for an attempt at this time after the first.
	always func(since time.Duration) step
}

func (s *script) RoundTrip(request *http.Request) (*http.Response, error) {
	body, err := io.ReadAll(request.Body)
	if err != nil {
		s.t.Error(err)
	}
	s.requests, s.bodies, s.times = append(s.requests, request), append(s.bodies, string(body)), append(s.times, time.Now())
	var now step
	switch {
	case s.always != nil:
		now = s.always(time.Since(s.times[0]))
	case len(s.requests) > len(s.steps):
		s.t.Errorf("attempt %d was not expected", len(s.requests))
		return nil, io.EOF
	default:
		now = s.steps[len(s.requests)-1]
	}
	if !now.unsent {
		httptrace.ContextClientTrace(request.Context()).GotConn(httptrace.GotConnInfo{})
	}
	select {
	case <-time.After(now.after):
	case <-request.Context().Done():
		return nil, request.Context().Err()
	}
	if now.err != nil {
		return nil, fmt.Errorf("wrapped: %w", now.err)
	}
	header := http.Header{"X-Request-Id": {"response-id"}}
	if now.retryAfter != "" {
		header.Set("Retry-After", now.retryAfter)
	}
	return &http.Response{StatusCode: now.status, Header: header, Body: io.NopCloser(strings.NewReader(now.body))}, nil
}

func newScript(t *testing.T, steps ...step) (*Client, *script) {
	t.Helper()
	key, err := ParseAPIKey(canary)
	if err != nil {
		t.Fatal(err)
	}
	base, err := ParseBaseURL("https://gateway.example/prefix/")
	if err != nil {
		t.Fatal(err)
	}
	s := &script{t: t, steps: steps}
	c := New(Config{BaseURL: base, APIKey: key, UserAgent: "agent/1", RequestTimeout: 30 * time.Second, MaxRetries: 4})
	c.transport = s
	return c, s
}

// sender makes one call of a client.
type sender func(context.Context, *Client) error

func createOne(ctx context.Context, c *Client) error {
	_, err := c.CreateTransaction(ctx, NewTransaction{PaymentID: paymentID}, "key")
	return err
}

func submitOne(ctx context.Context, c *Client) error {
	_, err := submit(ctx, c)
	return err
}

func readOne(ctx context.Context, c *Client) error {
	_, err := c.GetPayment(ctx, paymentID)
	return err
}

// played is what came of a call: how many attempts there were, and what is known in the end.
type played struct {
	attempts int
	outcome  Outcome
	ended    Ended
}

const success = Ended(-1)

// play makes a call that goes through steps.
func play(ctx context.Context, t *testing.T, send sender, steps ...step) played {
	t.Helper()
	client, s := newScript(t, steps...)
	err := send(ctx, client)
	failed, ok := errors.AsType[*Error](err)
	if !ok {
		if err != nil {
			t.Error(err)
		}
		return played{len(s.requests), OutcomeNothing, success}
	}
	if len(failed.Attempts) != len(s.requests) {
		t.Errorf("%d attempts were recorded, %d were made", len(failed.Attempts), len(s.requests))
	}
	return played{len(s.requests), failed.Outcome, failed.Ended}
}

// plays compares a call that has five minutes with what should come of it.
func plays(t *testing.T, send sender, steps []step, want played) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithTimeout(t.Context(), 5*time.Minute)
		defer cancel()
		if got := play(ctx, t, send, steps...); got != want {
			t.Errorf("got %+v, want %+v", got, want)
		}
	})
}

// TestCreate_outcomes is the whole table of what happens to a create: what the attempts
// meet, how many there are, and what is known in the end.
func TestCreate_outcomes(t *testing.T) {
	t.Parallel()
	refusedDial := step{err: syscall.ECONNREFUSED, unsent: true}
	lost, failed, limit := step{err: io.EOF}, step{status: 500}, step{status: 429}
	conflict, noHost := step{status: 409, body: processed}, step{err: &net.DNSError{Name: "x.invalid", IsNotFound: true}, unsent: true}
	for name, tc := range map[string]struct {
		steps []step
		want  played
	}{
		"success at once":                             {[]step{{status: 201, body: created}}, played{1, 0, success}},
		"a conflict that returns the ticket":          {[]step{{status: 409, body: created}}, played{1, 0, success}},
		"a rejection that returns the ticket":         {[]step{{status: 400, body: created}}, played{1, OutcomeNothing, EndedFinal}},
		"a server error that returns the ticket":      {[]step{{status: 500, body: created}, {status: 401}}, played{2, OutcomeUnknown, EndedFinal}},
		"never sent":                                  {[]step{refusedDial, refusedDial, refusedDial, refusedDial, refusedDial}, played{5, OutcomeNothing, EndedRetries}},
		"never sent, then success":                    {[]step{refusedDial, {status: 201, body: created}}, played{2, 0, success}},
		"lost, then success":                          {[]step{lost, {status: 201, body: created}}, played{2, 0, success}},
		"lost for good":                               {[]step{lost, lost, lost, lost, lost}, played{5, OutcomeUnknown, EndedRetries}},
		"5xx for good":                                {[]step{failed, failed, failed, failed, failed}, played{5, OutcomeUnknown, EndedRetries}},
		"rejected":                                    {[]step{{status: 403, body: notAllowed}}, played{1, OutcomeNothing, EndedFinal}},
		"a redirect":                                  {[]step{{status: 307}}, played{1, OutcomeNothing, EndedFinal}},
		"lost, then rejected: stays unknown":          {[]step{lost, {status: 403, body: notAllowed}}, played{2, OutcomeUnknown, EndedFinal}},
		"lost, then never sent: stays unknown":        {[]step{lost, refusedDial, refusedDial, refusedDial, refusedDial}, played{5, OutcomeUnknown, EndedRetries}},
		"lost, then limited: stays unknown":           {[]step{lost, {status: 429}, {status: 401}}, played{3, OutcomeUnknown, EndedFinal}},
		"limited, then success":                       {[]step{{status: 429, retryAfter: "2"}, {status: 201, body: created}}, played{2, 0, success}},
		"limited often, then success":                 {[]step{limit, limit, limit, limit, limit, limit, limit, {status: 201, body: created}}, played{8, 0, success}},
		"limited often, then lost for good":           {[]step{limit, limit, limit, lost, lost, lost, lost, lost}, played{8, OutcomeUnknown, EndedRetries}},
		"a host name that does not exist":             {[]step{noHost}, played{1, OutcomeNothing, EndedFinal}},
		"lost, then a host name that does not exist":  {[]step{lost, noHost}, played{2, OutcomeUnknown, EndedFinal}},
		"the server asks for too long a wait":         {[]step{{status: 429, retryAfter: "301"}}, played{1, OutcomeNothing, EndedRetryAfter}},
		"an unavailable server asks for too long":     {[]step{{status: 503, retryAfter: "301"}}, played{1, OutcomeUnknown, EndedRetryAfter}},
		"a 2xx without the ticket":                    {[]step{{status: 201, body: `{}`}, {status: 201, body: created}}, played{2, 0, success}},
		"a response for another payment":              {[]step{{status: 201, body: `{"data":{"id":"x","paymentId":"y"}}`}, {status: 400}}, played{2, OutcomeUnknown, EndedFinal}},
		"already processed, every time":               {[]step{conflict, conflict, conflict, conflict, conflict}, played{5, OutcomeExists, EndedRetries}},
		"already processed, then a late response":     {[]step{conflict, conflict, conflict, conflict, {status: 201, body: created}}, played{5, 0, success}},
		"already processed, then the response":        {[]step{{status: 409, body: processed}, {status: 201, body: created}}, played{2, 0, success}},
		"lost, then already processed":                {[]step{lost, conflict, conflict, conflict, conflict}, played{5, OutcomeExists, EndedRetries}},
		"already processed, then lost: it exists":     {[]step{{status: 409, body: processed}, lost, {status: 400}}, played{3, OutcomeExists, EndedFinal}},
		"already processed, then rejected: it exists": {[]step{{status: 409, body: processed}, {status: 401}}, played{2, OutcomeExists, EndedFinal}},
		"timeouts":                           {[]step{{after: time.Hour}, {after: time.Hour}, {status: 201, body: created}}, played{3, 0, success}},
		"the time for all attempts runs out": {[]step{{after: 29 * time.Second, err: io.EOF}, {status: 429, retryAfter: "260"}, {after: time.Hour}}, played{3, OutcomeUnknown, EndedDeadline}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			plays(t, createOne, tc.steps, tc.want)
		})
	}
}

// Attempts that a server limits go on for as long as there is time, and no longer.
func TestCreate_limitedForEver(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		client, s := newScript(t)
		s.always = func(time.Duration) step { return step{status: 429, body: `{"code":429,"message":"slow down"}`} }
		ctx, cancel := context.WithTimeout(t.Context(), 5*time.Minute)
		defer cancel()
		start := time.Now()
		_, err := client.CreateTransaction(ctx, NewTransaction{PaymentID: paymentID}, "key")
		var failed *Error
		if !errors.As(err, &failed) || failed.Outcome != OutcomeNothing || failed.Ended != EndedDeadline || failed.Code != CodeTooManyRequests {
			t.Errorf("got %+v", failed)
		}
		if took := time.Since(start); took != 5*time.Minute || len(s.times) < 14 || len(s.times) > 40 {
			t.Errorf("%d attempts in %v", len(s.times), took)
		}
	})
}

// An error describes the last attempt: the response to an earlier one would name the wrong
// cause.
func TestCreate_errorDescribesTheLastAttempt(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		client, _ := newScript(t, step{status: 429, body: `{"code":429,"message":"slow down"}`}, step{err: syscall.ECONNREFUSED, unsent: true})
		client.config.MaxRetries = 0
		_, err := client.CreateTransaction(t.Context(), NewTransaction{PaymentID: paymentID}, "key")
		var failed *Error
		if !errors.As(err, &failed) || failed.StatusCode != 0 || failed.Code != 0 || failed.Error() != "connection refused" {
			t.Errorf("got %+v", failed)
		}
	})
}

// Every attempt must be the same request, or its idempotency key would not protect it.
func TestCall_sendsTheSameBytesEachTime(t *testing.T) {
	t.Parallel()
	ticket := NewSupportTicket{PaymentID: paymentID, IssueType: IssueOther, Description: "d", Email: "e@example.com", CCEmails: []string{"b@x", "a@x"}}
	for name, tc := range map[string]struct {
		send        sender
		steps       []step
		where, body string
	}{
		"a create": {
			func(ctx context.Context, c *Client) error {
				_, err := c.CreateSupportTicket(ctx, ticket, "the-key")
				return err
			},
			[]step{{err: io.EOF}, {status: 503}, {status: 201, body: created}},
			"/v1/cpn/supportTickets",
			`{"idempotencyKey":"the-key","ccEmails":["a@x","b@x"],"description":"d","email":"e@example.com","issueType":"OTHER","paymentId":"` + paymentID + `"}`,
		},
		"a submit": {
			func(ctx context.Context, c *Client) error {
				got, err := c.SubmitTransaction(ctx, strings.ToUpper(paymentID), transactionID, signedHex)
				if err == nil && (got.ID != transactionID || *got.Status != StatusPending) {
					t.Errorf("got %+v", got)
				}
				return err
			},
			[]step{{err: syscall.ECONNREFUSED, unsent: true}, {status: 201, body: submitted}},
			"/v2/cpn/payments/" + paymentID + "/transactions/" + transactionID + "/submit",
			`{"signedTransaction":"` + signedHex + `"}`,
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				client, s := newScript(t, tc.steps...)
				if err := tc.send(t.Context(), client); err != nil {
					t.Fatal(err)
				}
				ids := map[string]bool{}
				for i, r := range s.requests {
					if got := r.Method + " " + r.URL.String(); got != "POST https://gateway.example/prefix"+tc.where || s.bodies[i] != tc.body {
						t.Errorf("attempt %d: %s %s", i+1, got, s.bodies[i])
					}
					ids[r.Header.Get("X-Request-Id")] = true
					header := r.Header.Clone()
					header.Del("X-Request-Id")
					if diff := cmp.Diff(http.Header{
						"Accept": {"application/json"}, "Authorization": {"Bearer " + canary}, "Content-Type": {"application/json"}, "User-Agent": {"agent/1"},
					}, header); diff != "" {
						t.Error(diff)
					}
				}
				if len(ids) != len(tc.steps) {
					t.Errorf("attempts share a request ID: %v", ids)
				}
			})
		})
	}
}

func TestCreate_waits(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		date := time.Now().Add(12 * time.Second).UTC().Format(http.TimeFormat)
		client, s := newScript(t, step{status: 429, retryAfter: "7"}, step{status: 429, retryAfter: date}, step{status: 503}, step{status: 201, body: created})
		if _, err := client.CreateTransaction(t.Context(), NewTransaction{PaymentID: paymentID}, "key"); err != nil {
			t.Fatal(err)
		}
		for i, between := range [][2]time.Duration{
			{7 * time.Second, 7*time.Second + baseDelay}, {5*time.Second - baseDelay, 5*time.Second + 2*baseDelay}, {2 * baseDelay, 4 * baseDelay},
		} {
			if got := s.times[i+1].Sub(s.times[i]); got < between[0] || got > between[1] {
				t.Errorf("waited %v after attempt %d, want from %v to %v", got, i+1, between[0], between[1])
			}
		}
	})
}

// Equal jitter: waits fill the upper half of the range. Calls that failed together do not
// retry together, and the waits are long enough to outlast an outage.
func TestWait_fillsTheRange(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		var low, high int
		for range 200 {
			start := time.Now()
			wait(t.Context(), pause{least: time.Second, most: 2 * time.Second})
			switch took := time.Since(start); {
			case took < time.Second || took > 2*time.Second:
				t.Fatalf("waited %v", took)
			case took < 1250*time.Millisecond:
				low++
			case took > 1750*time.Millisecond:
				high++
			}
		}
		if low < 20 || high < 20 {
			t.Errorf("of 200 waits %d were short and %d long", low, high)
		}
	})
}

// Jitter must leave time for the next attempt.
func TestWait_leavesTime(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		for range 50 {
			ctx, cancel := context.WithTimeout(t.Context(), 10*time.Second)
			start := time.Now()
			wait(ctx, pause{least: 8 * time.Second, most: time.Minute})
			cancel()
			if took := time.Since(start); took < 8*time.Second || took > 9*time.Second {
				t.Fatalf("waited %v of 10 s", took)
			}
		}
	})
}

// An outage of 45 s must not end a create, whatever its form, and a call without any
// response must end.
func TestCreate_outage(t *testing.T) {
	t.Parallel()
	for name, down := range map[string]step{
		"connections refused": {err: syscall.ECONNREFUSED, unsent: true},
		"connections reset":   {err: syscall.ECONNRESET},
		"502":                 {status: 502, body: "<html>"},
		"429":                 {status: 429},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			for range 50 {
				synctest.Test(t, func(t *testing.T) {
					client, s := newScript(t)
					client.config.MaxRetries = 8
					s.always = func(since time.Duration) step {
						if since < 45*time.Second {
							return down
						}
						return step{status: 201, body: created}
					}
					if _, err := client.CreateTransaction(t.Context(), NewTransaction{PaymentID: paymentID}, "key"); err != nil {
						t.Errorf("ended after %v: %v", s.times[len(s.times)-1].Sub(s.times[0]), err)
					}
				})
			}
		})
	}
	synctest.Test(t, func(t *testing.T) {
		client, s := newScript(t)
		client.config.MaxRetries = 8
		s.always = func(time.Duration) step { return step{err: syscall.ECONNREFUSED, unsent: true} }
		start := time.Now()
		if _, err := client.CreateTransaction(t.Context(), NewTransaction{PaymentID: paymentID}, "key"); err == nil {
			t.Error("there was no response, and no error")
		}
		if took := time.Since(start); took < 45*time.Second || took > 92*time.Second || len(s.times) != 9 {
			t.Errorf("gave up after %v and %d attempts", took, len(s.times))
		}
	})
}

// An interrupt must not lose a response on its way, and must not hold up Terraform for long. It
// ends a read at once: nothing can be lost.
func TestCall_interrupt(t *testing.T) {
	t.Parallel()
	late := 20 * time.Second
	for name, tc := range map[string]struct {
		send  sender
		step  step
		want  played
		after time.Duration
	}{
		"a response within the grace is recorded":   {createOne, step{after: 6 * time.Second, status: 201, body: created}, played{1, 0, success}, 6 * time.Second},
		"a submit has the same grace":               {submitOne, step{after: 6 * time.Second, status: 201, body: submitted}, played{1, 0, success}, 6 * time.Second},
		"a later response is not waited for":        {createOne, step{after: late, status: 201, body: created}, played{1, OutcomeUnknown, EndedInterrupt}, 7 * time.Second},
		"that to a submit is not waited for":        {submitOne, step{after: late, status: 201, body: submitted}, played{1, OutcomeUnknown, EndedMaybeSent}, 7 * time.Second},
		"no new attempt begins":                     {createOne, step{after: 3 * time.Second, status: 503, body: "busy"}, played{1, OutcomeUnknown, EndedInterrupt}, 3 * time.Second},
		"a rejection stays a rejection":             {createOne, step{after: 3 * time.Second, status: 403, body: notAllowed}, played{1, 0, EndedFinal}, 3 * time.Second},
		"a wait ends at once":                       {createOne, step{status: 429, retryAfter: "60"}, played{1, 0, EndedInterrupt}, 2 * time.Second},
		"a wait before another submit ends at once": {submitOne, step{status: 429, retryAfter: "60"}, played{1, 0, EndedInterrupt}, 2 * time.Second},
		"a read ends at once":                       {readOne, step{after: late}, played{1, OutcomeUnknown, EndedInterrupt}, 2 * time.Second},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				ctx, interrupt := context.WithCancel(t.Context())
				time.AfterFunc(2*time.Second, interrupt)
				start := time.Now()
				if got := play(ctx, t, tc.send, tc.step); got != tc.want {
					t.Errorf("got %+v, want %+v", got, tc.want)
				}
				if took := time.Since(start); took != tc.after {
					t.Errorf("took %v, want %v", took, tc.after)
				}
			})
		})
	}
}

func TestCall_interruptedBeforeTheFirstAttempt(t *testing.T) {
	t.Parallel()
	ctx, interrupt := context.WithCancel(t.Context())
	interrupt()
	if got := play(ctx, t, createOne); got != (played{0, OutcomeNothing, EndedInterrupt}) {
		t.Errorf("got %+v", got)
	}
}

// A read that runs out of time was not interrupted, and must not say so.
func TestRead_deadline(t *testing.T) {
	t.Parallel()
	for range 50 {
		synctest.Test(t, func(t *testing.T) {
			client, _ := newScript(t, step{after: time.Hour})
			ctx, cancel := context.WithTimeout(t.Context(), 10*time.Second)
			defer cancel()
			_, err := client.GetPayment(ctx, paymentID)
			var failed *Error
			if !errors.As(err, &failed) || failed.Ended != EndedDeadline || failed.Attempts[0].Result != "no response in time" {
				t.Fatalf("got %+v", failed)
			}
		})
	}
}

func TestRead_isRetried(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		client, s := newScript(t, step{err: io.EOF}, step{status: 500},
			step{status: 200, body: `{"data":{"id":"` + paymentID + `","paymentId":"` + paymentID + `"}}`})
		got, err := client.GetTransaction(t.Context(), strings.ToUpper(paymentID), paymentID)
		if err != nil || got.ID != paymentID {
			t.Errorf("got %+v, %v", got, err)
		}
		if at := s.requests[2].URL.Path; at != "/prefix/v2/cpn/payments/"+paymentID+"/transactions/"+paymentID {
			t.Errorf("asked for %s", at)
		}
		if s.bodies[0] != "" || s.requests[0].Header.Get("Content-Type") != "" {
			t.Errorf("a read sent a body: %q", s.bodies[0])
		}
	})
}

// An ID may come from a response, and must not lead the next request elsewhere.
func TestCall_sendsPlainIDsOnly(t *testing.T) {
	t.Parallel()
	for _, id := range []string{"", strings.Repeat("x", 101), ".", "..", "x.y", "../../../v1/admin", paymentID + "/..", paymentID + "?a=b", paymentID + "\n", "%2e%2e"} {
		client, s := newScript(t)
		_, err := client.GetTransaction(t.Context(), paymentID, id)
		_, submitErr := client.SubmitTransaction(t.Context(), paymentID, id, signedHex)
		if !errors.Is(err, ErrUnusableID) || !errors.Is(submitErr, ErrUnusableID) || len(s.requests) != 0 {
			t.Errorf("%q: %d requests, %v, %v", id, len(s.requests), err, submitErr)
		}
	}
	client, s := newScript(t, step{status: 404})
	_, _ = client.GetTransaction(t.Context(), paymentID, "01JD3Kz_Ab9")
	if len(s.requests) != 1 || !strings.HasSuffix(s.requests[0].URL.Path, "/transactions/01JD3Kz_Ab9") {
		t.Errorf("an ID in another form led to %v", s.requests)
	}
}

func TestCreate_logsEveryAttempt(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		client, _ := newScript(t, step{err: io.EOF, after: time.Second}, step{status: 400, body: `{"code":290304,"message":"not now"}`})
		var got []Attempt
		client.config.Log = func(_ context.Context, a Attempt) { got = append(got, a) }
		_, err := client.CreateTransaction(t.Context(), NewTransaction{PaymentID: paymentID}, "key")
		var failed *Error
		if !errors.As(err, &failed) {
			t.Fatal(err)
		}
		if diff := cmp.Diff(failed.Attempts, got); diff != "" {
			t.Error(diff)
		}
		if diff := cmp.Diff([]string{"connection closed before a response", "HTTP 400 (code 290304): not now"},
			[]string{got[0].Result, got[1].Result}); diff != "" {
			t.Error(diff)
		}
		if got[0].Took != time.Second || got[1].Status != 400 || got[1].ResponseRequestID != "response-id" || got[0].RequestID == got[1].RequestID {
			t.Errorf("got %+v", got)
		}
	})
}
