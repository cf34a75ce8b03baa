// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package cpn

import (
	"context"
	"io"
	"net/http"
	"strings"
	"syscall"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"
)

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

// Every attempt must be the same request, or its idempotency key would not protect it.
func TestCall_sendsTheSameBytesEachTime(t *testing.T) {
	t.Parallel()
	ticket := NewSupportTicket{PaymentID: paymentID, IssueType: "OTHER", Description: "d", Email: "e@example.com", CCEmails: []string{"b@x", "a@x"}}
	for name, tc := range map[string]struct {
		send                sender
		steps               []step
		method, where, body string
	}{
		"a read": {
			readOne,
			[]step{{err: io.EOF}, {status: 500}, {status: 200, body: `{"data":{"id":"` + paymentID + `"}}`}},
			http.MethodGet, "/v1/cpn/payments/" + paymentID, "",
		},
		"a create": {
			func(ctx context.Context, c *Client) error {
				_, err := c.CreateSupportTicket(ctx, ticket, "the-key")
				return err
			},
			[]step{{err: io.EOF}, {status: 503}, {status: 201, body: created}},
			http.MethodPost, "/v1/cpn/supportTickets",
			`{"idempotencyKey":"the-key","ccEmails":["a@x","b@x"],"description":"d","email":"e@example.com","issueType":"OTHER","paymentId":"` + paymentID + `"}`,
		},
		"a create without inputs": {
			createOne,
			[]step{{status: 201, body: created}},
			http.MethodPost, "/v2/cpn/payments/" + paymentID + "/transactions", `{"idempotencyKey":"key"}`,
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
			http.MethodPost, "/v2/cpn/payments/" + paymentID + "/transactions/" + transactionID + "/submit",
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
				ids, want := map[string]bool{}, http.Header{
					"Accept": {"application/json"}, "Authorization": {"Bearer " + canary}, "Content-Type": {"application/json"}, "User-Agent": {"agent/1"},
				}
				if tc.method == http.MethodGet {
					want.Del("Content-Type")
				}
				for i, r := range s.requests {
					if got := r.Method + " " + r.URL.String(); got != tc.method+" https://gateway.example/prefix"+tc.where || s.bodies[i] != tc.body {
						t.Errorf("attempt %d: %s %s", i+1, got, s.bodies[i])
					}
					ids[r.Header.Get("X-Request-Id")] = true
					header := r.Header.Clone()
					header.Del("X-Request-Id")
					if diff := cmp.Diff(want, header); diff != "" {
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
