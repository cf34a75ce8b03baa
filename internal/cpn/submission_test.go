// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package cpn

import (
	"context"
	"errors"
	"io"
	"net"
	"net/http"
	"strings"
	"syscall"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/cpnfake"
)

const (
	transactionID = "5b6f1b0e-6f4d-4a3c-9a59-0a6c1d0e7f11"
	signedHex     = "0x02F8b1b2c3d4e5f60718293a4b5c6d7e8f90a1b2c3d4e5f60718293a4b5c6d7e8f"
	submitted     = `{"data":{"id":"` + transactionID + `","paymentId":"` + paymentID + `","status":"PENDING"}}`
)

// submit submits the transaction of all tests.
func submit(ctx context.Context, c *Client) (Transaction, error) {
	return c.SubmitTransaction(ctx, paymentID, transactionID, signedHex)
}

// TestSubmit_outcomes is the table of what happens to a submit, whole. What may have
// reached CPN is never sent again.
func TestSubmit_outcomes(t *testing.T) {
	t.Parallel()
	refusedDial, limit := step{err: syscall.ECONNREFUSED, unsent: true}, step{status: 429}
	noHost := step{err: &net.DNSError{Name: "x.invalid", IsNotFound: true}, unsent: true}
	ok := step{status: 201, body: submitted}
	rejected := step{status: 400, body: `{"code":290310,"message":"nonce too low"}`}
	type want struct {
		attempts int
		outcome  Outcome
		ended    Ended
	}
	const success = Ended(-1)
	maybeSent := want{1, OutcomeUnknown, EndedMaybeSent}
	for name, tc := range map[string]struct {
		steps []step
		want  want
	}{
		"success at once":                     {[]step{ok}, want{1, 0, success}},
		"a conflict that brings it":           {[]step{{status: 409, body: submitted}}, want{1, 0, success}},
		"never sent, then success":            {[]step{refusedDial, refusedDial, ok}, want{3, 0, success}},
		"never sent":                          {[]step{refusedDial, refusedDial, refusedDial, refusedDial, refusedDial}, want{5, OutcomeNothing, EndedRetries}},
		"a host that does not exist":          {[]step{noHost}, want{1, OutcomeNothing, EndedFinal}},
		"limited, then success":               {[]step{limit, {status: 429, retryAfter: "2"}, ok}, want{3, 0, success}},
		"limited for too long":                {[]step{{status: 429, retryAfter: "301"}}, want{1, OutcomeNothing, EndedRetryAfter}},
		"rejected":                            {[]step{rejected}, want{1, OutcomeNothing, EndedFinal}},
		"rejected by somebody else":           {[]step{{status: 403, body: "<html>"}}, want{1, OutcomeNothing, EndedFinal}},
		"a redirect":                          {[]step{{status: 307}}, want{1, OutcomeNothing, EndedFinal}},
		"limited, then rejected":              {[]step{limit, rejected}, want{2, OutcomeNothing, EndedFinal}},
		"lost":                                {[]step{{err: io.EOF}}, maybeSent},
		"reset":                               {[]step{{err: syscall.ECONNRESET}}, maybeSent},
		"no response in time":                 {[]step{{after: time.Hour}}, maybeSent},
		"408":                                 {[]step{{status: 408}}, maybeSent},
		"500":                                 {[]step{{status: 500, body: `{"code":290317,"message":"node unavailable"}`}}, maybeSent},
		"503 that names a time":               {[]step{{status: 503, retryAfter: "1"}}, maybeSent},
		"a success without the transaction":   {[]step{{status: 201, body: `{}`}}, maybeSent},
		"a success with an error":             {[]step{{status: 200, body: rejected.body}}, maybeSent},
		"another transaction":                 {[]step{{status: 201, body: strings.Replace(submitted, transactionID, paymentID, 1)}}, maybeSent},
		"a transaction of another payment":    {[]step{{status: 201, body: strings.Replace(submitted, paymentID, transactionID, 1)}}, maybeSent},
		"a success without a status":          {[]step{{status: 201, body: strings.Replace(submitted, `"status":"PENDING"`, `"status":""`, 1)}}, maybeSent},
		"a success that is still CREATED":     {[]step{{status: 201, body: strings.Replace(submitted, "PENDING", "CREATED", 1)}}, maybeSent},
		"a conflict that is still CREATED":    {[]step{{status: 409, body: strings.Replace(submitted, "PENDING", "CREATED", 1)}}, maybeSent},
		"a conflict without a word":           {[]step{{status: 409}}, maybeSent},
		"already processed, though by no key": {[]step{{status: 409, body: processed}}, maybeSent},
		"never sent, then lost":               {[]step{refusedDial, {err: io.EOF}}, want{2, OutcomeUnknown, EndedMaybeSent}},
		"limited, then lost":                  {[]step{limit, limit, {err: io.EOF}}, want{3, OutcomeUnknown, EndedMaybeSent}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				client, s := newScript(t, tc.steps...)
				ctx, cancel := context.WithTimeout(t.Context(), 5*time.Minute)
				defer cancel()
				_, err := submit(ctx, client)
				got := want{len(s.requests), 0, success}
				if failed, ok := errors.AsType[*Error](err); ok {
					got.outcome, got.ended = failed.Outcome, failed.Ended
				}
				if got != tc.want {
					t.Errorf("got %+v, want %+v (%v)", got, tc.want, err)
				}
			})
		})
	}
}

func TestSubmit_sends(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		client, s := newScript(t, step{err: syscall.ECONNREFUSED, unsent: true}, step{status: 201, body: submitted})
		got, err := client.SubmitTransaction(t.Context(), strings.ToUpper(paymentID), transactionID, signedHex)
		if err != nil || got.ID != transactionID || *got.Status != StatusPending {
			t.Errorf("got %+v, %v", got, err)
		}
		for i, r := range s.requests {
			if at := r.Method + " " + r.URL.Path; at != "POST /prefix/v2/cpn/payments/"+paymentID+"/transactions/"+transactionID+"/submit" {
				t.Errorf("attempt %d: %s", i+1, at)
			}
			if s.bodies[i] != `{"signedTransaction":"`+signedHex+`"}` {
				t.Errorf("attempt %d sent %s", i+1, s.bodies[i])
			}
			header := r.Header.Clone()
			header.Del("X-Request-Id")
			if diff := cmp.Diff(http.Header{
				"Accept": {"application/json"}, "Authorization": {"Bearer " + canary}, "Content-Type": {"application/json"}, "User-Agent": {"agent/1"},
			}, header); diff != "" {
				t.Error(diff)
			}
		}
	})
}

// The response to a submit is worth as much as that to a create, so an interrupt leaves
// it the same grace.
func TestSubmit_interrupt(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		step  step
		want  *Error // nil: success
		after time.Duration
	}{
		"a response within the grace": {step{after: 6 * time.Second, status: 201, body: submitted}, nil, 6 * time.Second},
		"a later one":                 {step{after: 20 * time.Second, status: 201, body: submitted}, &Error{Outcome: OutcomeUnknown, Ended: EndedMaybeSent}, 7 * time.Second},
		"a wait":                      {step{status: 429, retryAfter: "60"}, &Error{Outcome: OutcomeNothing, Ended: EndedInterrupt}, 2 * time.Second},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				client, _ := newScript(t, tc.step)
				ctx, interrupt := context.WithCancel(t.Context())
				time.AfterFunc(2*time.Second, interrupt)
				start := time.Now()
				_, err := submit(ctx, client)
				failed, isError := errors.AsType[*Error](err)
				if isError != (tc.want != nil) || isError && (failed.Outcome != tc.want.Outcome || failed.Ended != tc.want.Ended) {
					t.Errorf("got %+v, want %+v", failed, tc.want)
				}
				if took := time.Since(start); took != tc.after {
					t.Errorf("took %v, want %v", took, tc.after)
				}
			})
		})
	}
}

func TestSubmit_asksForPlainIDs(t *testing.T) {
	t.Parallel()
	for _, id := range []string{"", "..", paymentID + "/..", paymentID + "?a=b"} {
		client, s := newScript(t)
		if _, err := client.SubmitTransaction(t.Context(), paymentID, id, signedHex); !errors.Is(err, ErrUnusableID) || len(s.requests) != 0 {
			t.Errorf("%q: %d requests, %v", id, len(s.requests), err)
		}
	}
}

// TestSubmit_faults plays every fault of the simulator: CPN is never sent again what it
// has, and nothing that it has counts as rejected.
func TestSubmit_faults(t *testing.T) {
	t.Parallel()
	for name, fault := range cpnfake.Faults() {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			fake := cpnfake.New()
			fake.SetTransaction(transactionID, func(tr *cpnfake.Transaction) { tr.PaymentID = paymentID })
			fake.Inject(fault)
			c := dial(t, serve(t, fake).URL)
			c.config.RequestTimeout, c.config.MaxRetries = 300*time.Millisecond, 2
			ctx, cancel := context.WithTimeout(t.Context(), 10*time.Second)
			defer cancel()
			_, err := submit(ctx, c)
			failed, isError := errors.AsType[*Error](err)
			n := fake.Transactions()[0].SubmitCounts
			if n.Resubmits != 0 || n.Submitted == 0 && !isError || n.Submitted == 1 && isError && failed.Outcome != OutcomeUnknown {
				t.Errorf("%+v, and %v", n, err)
			}
		})
	}
}

// TestSubmit_errors shows that each error which CPN documents ends the call with its code.
func TestSubmit_errors(t *testing.T) {
	t.Parallel()
	for name, fault := range cpnfake.SubmitErrors() {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			fake := cpnfake.New()
			fake.Inject(fault)
			_, err := submit(t.Context(), dial(t, serve(t, fake).URL))
			failed, _ := errors.AsType[*Error](err)
			want := OutcomeNothing
			if Code(fault.Code) == CodeFullNodeUnavailable {
				want = OutcomeUnknown
			}
			if failed == nil || failed.Code != Code(fault.Code) || failed.Outcome != want || fake.Counts().Submits != 1 {
				t.Errorf("got %+v", failed)
			}
		})
	}
}
