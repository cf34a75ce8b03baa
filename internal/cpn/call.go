// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package cpn

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"net/http"
	"sync"
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
	e := &Error{Server: c.config.server(), APIKeySource: c.config.APIKeySource}
	counted := 0 // attempts that count against MaxRetries
	once, responses := c.silence.begin()
	for {
		if ctx.Err() != nil {
			return c.end(e, interruptOrDeadline(ctx), responses)
		}
		v, retryAfter := c.attempt(ctx, in, e)
		if v == succeeded || e.Code != 0 { // CPN has responded, and not a proxy
			c.silence.responded()
			once = false
		}
		if v != limited {
			counted++
		}
		next, ended := nextPause(v, len(e.Attempts), counted, c.config.MaxRetries, retryAfter)
		switch {
		case v == succeeded:
			return nil
		case in.sendOnce && (v == uncertain || v == conflicted):
			e.Outcome = OutcomeUnknown
			return c.end(e, EndedMaybeSent, responses)
		case ended != notEnded:
			return c.end(e, ended, responses)
		case once:
			return c.end(e, EndedSilence, responses)
		case next.named && !fits(ctx, next.least):
			return c.end(e, EndedRetryAfter, responses)
		}
		wait(ctx, next)
	}
}

// end returns the error of a call that makes no further attempt. responses is the count of
// responses when the call began.
func (c *Client) end(e *Error, why Ended, responses int) error {
	// A call without time for an attempt has learned nothing.
	if why == EndedRetries || why == EndedDeadline && len(e.Attempts) > 1 {
		c.silence.usedUp(responses)
	}
	e.Ended = why
	return e
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
	Pause(ctx, p.least+rand.N(p.most-p.least+1))
}

// Pause waits, and reports false if ctx ends before that.
func Pause(ctx context.Context, d time.Duration) bool {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return true
	case <-ctx.Done():
		return false
	}
}

// silence tells all calls of a client that CPN does not respond. A call that used up its
// attempts without a response has waited for all of them, so later calls make a single
// attempt each until CPN responds again. A run of a hundred resources then ends soon after
// its first call.
type silence struct {
	mu        sync.Mutex
	responses int // from CPN, to any call
	noticed   bool
}

// begin says whether a call that begins now may make only one attempt. It also returns the
// number of responses so far, for [silence.usedUp].
func (s *silence) begin() (once bool, responses int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.noticed, s.responses
}

// responded ends the silence.
func (s *silence) responded() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.responses++
	s.noticed = false
}

// usedUp records that a call has used up its attempts. It has no effect if CPN has responded
// to any call since this call began.
func (s *silence) usedUp(responses int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.noticed = s.noticed || s.responses == responses
}
