// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package cpn

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"net/http"
	"time"
)

// call is one API call: a request, and how to send it.
type call struct {
	method, path string
	body         []byte
	// take decodes a response and says what is missing if it is not the resource.
	take func(r result) error
	// private are inputs that no message shows, even if CPN repeats them.
	private private
	// signed is a signed transaction, of which no message shows even a part.
	signed signed
	// sendOnce: nothing tells CPN that a second attempt is the same request, so there is
	// none after one that CPN may have received.
	sendOnce bool
	// grace is how long an attempt under way outlives an interrupt.
	grace time.Duration
}

// Request is a create in its canonical form: equivalent requests are equal.
type Request interface {
	Operation() string // CPN's name for the call
	Path() string      // below the base URL
	Body() []byte      // JSON without the idempotency key
	private() private
}

// create sends a create until its outcome is known or no further attempt is allowed. key is
// its idempotency key, a UUID v4.
func create[T resource](ctx context.Context, c *Client, in Request, paymentID, key string) (T, error) {
	var out T
	err := c.do(ctx, call{
		method:  http.MethodPost,
		path:    in.Path(),
		body:    withKey(in.Body(), key),
		private: in.private(),
		take:    into(&out, "", paymentID, c.config.APIKey),
		grace:   interruptGrace,
	})
	return out, err
}

// withKey adds the idempotency key to a canonical body.
func withKey(body []byte, key string) []byte {
	member := fmt.Sprintf(`{"idempotencyKey":%q`, key)
	if len(body) > len("{}") {
		member += ","
	}
	return append([]byte(member), body[1:]...)
}

// do makes attempts with identical bytes until one succeeds or no further attempt is
// allowed. Its error is an [*Error].
func (c *Client) do(ctx context.Context, in call) error {
	var t tally
	once, responses := c.silence.begin()
	for n := 1; ; n++ {
		if ctx.Err() != nil {
			return c.end(&t, interruptOrDeadline(ctx), responses)
		}
		v, r := c.attempt(ctx, in, n, &t)
		if t.responded {
			c.silence.responded()
			once = false
		}
		if v == succeeded {
			return nil
		}
		if in.sendOnce && (v == uncertain || v == conflicted) {
			t.failure.Outcome = OutcomeUnknown
			return c.end(&t, EndedMaybeSent, responses)
		}
		next, ended := nextPause(v, n, t.counted, c.config.MaxRetries, parseRetryAfter(r.header, time.Now()))
		switch {
		case ended != notEnded:
			return c.end(&t, ended, responses)
		case once:
			return c.end(&t, EndedSilence, responses)
		case next.named && !fits(ctx, next.least):
			return c.end(&t, EndedRetryAfter, responses)
		}
		wait(ctx, next)
	}
}

// end returns the error of a call that makes no further attempt. responses is the count of
// responses when the call began.
func (c *Client) end(t *tally, why Ended, responses int) error {
	// A call without time for an attempt has learned nothing.
	if n := len(t.failure.Attempts); why == EndedRetries || why == EndedDeadline && n > 1 {
		c.silence.usedUp(responses)
	}
	t.failure.Ended, t.failure.Server, t.failure.APIKeySource = why, c.config.server(), c.config.APIKeySource
	return &t.failure
}

// attempt makes attempt n, then records and logs it.
func (c *Client) attempt(ctx context.Context, in call, n int, t *tally) (verdict, result) {
	a := Attempt{Number: n, Method: in.method, Path: in.path, Start: time.Now().UTC(), RequestID: newRequestID()}
	own, cancel := detach(ctx, c.config.RequestTimeout, in.grace)
	defer cancel()
	r := c.exchange(own, in, in.body, a.RequestID)
	a.Took = time.Since(a.Start)
	missing := errors.New("no response")
	if r.err == nil {
		missing = in.take(r)
	}
	v := t.add(&a, r, missing, redaction{c.config.APIKey, in.private, in.signed})
	if c.config.Log != nil {
		c.config.Log(ctx, a)
	}
	return v, r
}

// tally sums up the attempts of a call so far.
type tally struct {
	failure   Error
	counted   int  // attempts that count against MaxRetries
	responded bool // the last attempt got a response from CPN, and not from a proxy
}

// add records one more attempt and completes a.
func (t *tally) add(a *Attempt, r result, missing error, redacted redaction) verdict {
	t.failure.record(r, missing, redacted)
	a.Status, a.ResponseRequestID = r.status, t.failure.RequestID
	v := classify(r, t.failure.Code, missing)
	a.Result = "done"
	if v != succeeded {
		a.Result = r.summary(missing, &t.failure, redacted)
	}
	t.failure.Attempts = append(t.failure.Attempts, *a)
	t.responded = v == succeeded || t.failure.Envelope
	if v != limited {
		t.counted++
	}
	switch {
	case v == conflicted:
		t.failure.Outcome = OutcomeExists
	case v == uncertain && t.failure.Outcome == OutcomeNothing:
		t.failure.Outcome = OutcomeUnknown
	}
	return v
}

// interruptOrDeadline says whether a context that is done was interrupted or ran out of time.
func interruptOrDeadline(ctx context.Context) Ended {
	if errors.Is(ctx.Err(), context.DeadlineExceeded) {
		return EndedDeadline
	}
	return EndedInterrupt
}

// fits reports whether ctx lives longer than delay.
func fits(ctx context.Context, delay time.Duration) bool {
	deadline, ok := ctx.Deadline()
	return !ok || time.Now().Add(delay).Before(deadline)
}

// wait waits for p, or until ctx is done. Its jitter takes at most half of the remaining
// time, so that the next attempt still has time.
func wait(ctx context.Context, p pause) {
	if deadline, ok := ctx.Deadline(); ok {
		p.most = min(p.most, p.least+max(time.Until(deadline)-p.least, 0)/2)
	}
	timer := time.NewTimer(p.least + rand.N(p.most-p.least+1))
	defer timer.Stop()
	select {
	case <-timer.C:
	case <-ctx.Done():
	}
}
