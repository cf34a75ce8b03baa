// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package cpn

import (
	"context"
	"errors"
	"net/http"
	"sync"
	"syscall"
	"testing"
	"testing/synctest"
	"time"
)

// TestSilence_isShared shows that one call discovers for all that CPN is silent: later calls
// make a single attempt each, until CPN responds.
func TestSilence_isShared(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		down := step{err: syscall.ECONNREFUSED, unsent: true}
		client, s := newScript(t, down, down, down,
			down, step{status: 502, body: "<html>"}, // a single attempt each
			step{status: 503, body: `{"code":-1,"message":"busy"}`}, // CPN's own error: it responds again
			step{status: 201, body: created},
			down, step{status: 201, body: created})
		client.config.MaxRetries = 2
		type want struct {
			attempts int
			ended    Ended
		}
		for _, want := range []want{{3, EndedRetries}, {1, EndedSilence}, {1, EndedSilence}, {2, notEnded}, {2, notEnded}} {
			before := len(s.requests)
			_, err := client.CreateTransaction(t.Context(), NewTransaction{PaymentID: paymentID}, "key")
			ended := notEnded
			if failed, ok := errors.AsType[*Error](err); ok {
				ended = failed.Ended
			}
			if n := len(s.requests) - before; n != want.attempts || ended != want.ended {
				t.Errorf("%d attempts, ended %d; want %d, %d", n, ended, want.attempts, want.ended)
			}
		}
	})
}

// TestSilence_isNotOneCallsOwn shows that a call without a response says nothing about CPN
// while other calls get responses.
func TestSilence_isNotOneCallsOwn(t *testing.T) {
	t.Parallel()
	var s silence
	_, responses := s.begin()
	s.responded()
	s.usedUp(responses)
	if once, _ := s.begin(); once {
		t.Error("CPN has responded meanwhile")
	}
	var calls sync.WaitGroup
	for range 10 {
		calls.Go(func() {
			_, responses := s.begin()
			s.usedUp(responses)
		})
	}
	calls.Wait()
	if once, _ := s.begin(); !once {
		t.Error("CPN has not responded")
	}
}

// refusing is a network that refuses every connection.
type refusing struct{}

func (refusing) RoundTrip(*http.Request) (*http.Response, error) { return nil, syscall.ECONNREFUSED }

// hanging is a network on which no response arrives.
type hanging struct{}

func (hanging) RoundTrip(r *http.Request) (*http.Response, error) {
	<-r.Context().Done()
	return nil, r.Context().Err()
}

// TestSilence_endsARun measures how long a run of 100 creates takes to end, ten at a time.
func TestSilence_endsARun(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		network http.RoundTripper
		most    time.Duration
	}{
		"nobody listens":  {refusing{}, 2 * time.Minute},
		"nobody responds": {hanging{}, 10 * time.Minute}, // 5 min for a create, and 9 times 30 s
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				client, _ := newScript(t)
				client.transport, client.config.MaxRetries = tc.network, 8
				start := time.Now()
				slots := make(chan struct{}, 10)
				var wg sync.WaitGroup
				for range 100 {
					slots <- struct{}{}
					wg.Go(func() {
						defer func() { <-slots }()
						ctx, cancel := context.WithTimeout(t.Context(), 5*time.Minute)
						defer cancel()
						if _, err := client.CreateTransaction(ctx, NewTransaction{PaymentID: paymentID}, "key"); err == nil {
							t.Error("a create succeeded")
						}
					})
				}
				wg.Wait()
				if took := time.Since(start); took > tc.most {
					t.Errorf("the run took %v", took)
				}
			})
		})
	}
}

// TestSilence_needsAttempts shows that a call which ran out of time has learned that CPN is
// silent from two attempts, but nothing without time to send anything.
func TestSilence_needsAttempts(t *testing.T) {
	t.Parallel()
	for after, want := range map[time.Duration]bool{0: true, time.Minute: false} {
		synctest.Test(t, func(t *testing.T) {
			client, s := newScript(t)
			s.always = func(time.Duration) step { return step{after: time.Hour} }
			ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
			defer cancel()
			<-time.After(after)
			if err := readOne(ctx, client); err == nil || (len(s.requests) > 1) != want {
				t.Errorf("%d attempts, and %v", len(s.requests), err)
			}
			if once, _ := client.silence.begin(); once != want {
				t.Errorf("that CPN counts as silent is %t after %d attempts", once, len(s.requests))
			}
		})
	}
}
