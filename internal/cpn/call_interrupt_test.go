// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package cpn

import (
	"context"
	"errors"
	"io"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"
)

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
		if diff := cmp.Diff(ask(t, client).Attempts, got); diff != "" {
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
