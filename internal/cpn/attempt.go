// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package cpn

import (
	"bytes"
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptrace"
	"sync/atomic"
	"time"
)

// interruptGrace is how long an interrupted create or submit may go on, so that its response
// is recorded. Some systems send a second, deadly signal after 7.5 s. The process must live
// longer than this: see stopGrace in package main.
const interruptGrace = 5 * time.Second

// Attempt is one send of a request, and what happened to it. It contains no secrets.
type Attempt struct {
	Number            int // counting from 1
	Method            string
	Path              string    // below the base URL
	Start             time.Time // UTC
	Took              time.Duration
	RequestID         string // the X-Request-Id that was sent
	ResponseRequestID string // the X-Request-Id of the response, or ""
	Status            int    // HTTP status, 0 if no response arrived
	Result            string // what happened, in plain words
}

// result is what one attempt got: a response, or the error instead of one.
type result struct {
	status int         // 0 if no response arrived
	header http.Header // nil if no response arrived
	body   []byte
	sent   bool  // false only if no byte of the request can have been written
	err    error // why there is no complete response, or why the body is not the resource
	found  bool  // the body is the resource
}

// attempt makes one more attempt, adds it to e and logs it. It returns what the attempt means
// for the call, and the wait that the response asks for.
func (c *Client) attempt(ctx context.Context, in call, e *Error) (verdict, time.Duration) {
	a := Attempt{Number: len(e.Attempts) + 1, Method: in.method, Path: in.path, Start: time.Now().UTC(), RequestID: newRequestID()}
	own, cancel := detach(ctx, c.config.RequestTimeout, in.method)
	defer cancel()
	r := c.exchange(own, in, a.RequestID)
	a.Took = time.Since(a.Start)
	// A conflict may return what was created earlier.
	if r.err == nil && (r.status < http.StatusMultipleChoices || r.status == http.StatusConflict) {
		r.err = in.take(r)
		r.found = r.err == nil
	}
	a, v := e.add(a, r, redaction{c.config.APIKey, in.private, in.signed})
	if c.config.Log != nil {
		c.config.Log(ctx, a)
	}
	return v, parseRetryAfter(r.header, time.Now())
}

var (
	errDeadline  = errors.New("no response in time")
	errGraceOver = errors.New("interrupted before a response")
	errSentOnce  = errors.New("connection closed before a response")
	errCutOff    = errors.New("connection closed before the end of the response")
)

// exchange sends a request once and reads the whole response. It does not judge the response.
func (c *Client) exchange(ctx context.Context, in call, requestID string) result {
	var sent atomic.Bool
	// Once there is a connection, bytes may have been written, whatever error
	// follows.
	ctx = httptrace.WithClientTrace(ctx, &httptrace.ClientTrace{
		GotConn: func(httptrace.GotConnInfo) { sent.Store(true) },
	})
	request, err := c.newRequest(ctx, in, requestID)
	if err != nil {
		return result{err: err}
	}
	response, err := c.transport.RoundTrip(request)
	if err != nil {
		return result{sent: sent.Load(), err: plainError(ctx, err, sent.Load())}
	}
	defer response.Body.Close()
	if response.StatusCode < http.StatusOK {
		// Of 101 the body is another protocol, which no context ends.
		return result{sent: true, err: fmt.Errorf("HTTP status %03d is not a response to this request", response.StatusCode)}
	}
	out := result{status: response.StatusCode, header: response.Header, sent: true}
	limit := responseLimit(in.body)
	out.body, err = io.ReadAll(io.LimitReader(response.Body, limit+1))
	switch {
	case errors.Is(err, io.ErrUnexpectedEOF):
		out.err = errCutOff
	case err != nil:
		out.err = plainError(ctx, err, true)
	case int64(len(out.body)) > limit:
		out.body, out.err = nil, fmt.Errorf("the response is longer than %d MiB", limit>>20)
	}
	return out
}

// newRequest creates the request of one attempt. Every attempt has the same body.
func (c *Client) newRequest(ctx context.Context, in call, requestID string) (*http.Request, error) {
	request, err := http.NewRequestWithContext(ctx, in.method, c.config.BaseURL.JoinPath(in.path).String(), bytes.NewReader(in.body))
	if err != nil {
		return nil, err
	}
	if in.method == http.MethodPost {
		// No Idempotency-Key header: with one, net/http would retry a POST on its own.
		request.Header.Set("Content-Type", "application/json")
	}
	if in.sendOnce {
		// HTTP/2 repeats by itself what a server says that it has not processed; without
		// a second body it cannot.
		request.GetBody = func() (io.ReadCloser, error) { return nil, errSentOnce }
	}
	request.Header.Set("Accept", "application/json")
	request.Header.Set("Authorization", "Bearer "+c.config.APIKey.reveal())
	request.Header.Set("User-Agent", c.config.UserAgent)
	request.Header.Set("X-Request-Id", requestID)
	return request, nil
}

// detach returns the context of one attempt. That of a create or submit outlives an interrupt
// of ctx, so that its response is not lost. The deadline of ctx and timeout still bound it.
func detach(ctx context.Context, timeout time.Duration, method string) (context.Context, context.CancelFunc) {
	until, why := time.Now().Add(timeout), fmt.Errorf("no response within %s", timeout)
	if deadline, ok := ctx.Deadline(); ok && deadline.Before(until) {
		until, why = deadline, errDeadline
	}
	grace := interruptGrace
	if method == http.MethodGet {
		grace = 0
	}
	out, release := context.WithDeadlineCause(context.WithoutCancel(ctx), until, why)
	out, cancel := context.WithCancelCause(out)
	stop := context.AfterFunc(ctx, func() {
		if !errors.Is(ctx.Err(), context.DeadlineExceeded) { // of which out ends on its own, with its own cause
			time.AfterFunc(grace, func() { cancel(errGraceOver) })
		}
	})
	return out, func() {
		stop()
		release()
	}
}

// newRequestID returns a random UUID v4.
func newRequestID() string {
	var b [16]byte
	_, _ = rand.Read(b[:]) // documented never to fail
	b[6], b[8] = b[6]&0x0f|0x40, b[8]&0x3f|0x80
	return fmt.Sprintf("%x-%x-%x-%x-%x", b[:4], b[4:6], b[6:8], b[8:10], b[10:])
}
