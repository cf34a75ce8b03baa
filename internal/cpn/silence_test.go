// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package cpn

import (
	"context"
	"errors"
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
