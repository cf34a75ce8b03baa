// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package cpn

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptrace"
	"strings"
	"testing"
	"testing/synctest"
	"time"
)

const (
	created    = `{"data":{"id":"x","paymentId":"` + paymentID + `"}}`
	processed  = `{"code":290001,"message":"already been processed"}`
	notAllowed = `{"code":3,"message":"forbidden"}`

	transactionID = "5b6f1b0e-6f4d-4a3c-9a59-0a6c1d0e7f11"
	signedHex     = "0x02F8b1b2c3d4e5f60718293a4b5c6d7e8f90a1b2c3d4e5f60718293a4b5c6d7e8f"
	submitted     = `{"data":{"id":"` + transactionID + `","paymentId":"` + paymentID + `","status":"PENDING"}}`
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
	s := &script{t: t, steps: steps}
	c := newClient(t, "https://gateway.example/prefix/")
	c.config.UserAgent, c.config.RequestTimeout, c.config.MaxRetries = "agent/1", 30*time.Second, 4
	c.transport = s
	return c, s
}

// sender makes one call of a client.
type sender func(context.Context, *Client) error

func createOne(ctx context.Context, c *Client) error {
	_, err := c.CreateTransaction(ctx, NewTransaction{PaymentID: paymentID}, "key")
	return err
}

// submit submits the transaction of all tests.
func submit(ctx context.Context, c *Client) (Transaction, error) {
	return c.SubmitTransaction(ctx, paymentID, transactionID, signedHex)
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
