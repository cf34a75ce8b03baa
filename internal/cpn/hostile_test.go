// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package cpn

import (
	"cmp"
	"compress/gzip"
	"fmt"
	"io"
	"net/http"
	"runtime"
	"strings"
	"testing"
	"time"
)

// write responds with a status and a body.
func write(status int, body string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		w.WriteHeader(status)
		_, _ = io.WriteString(w, body)
	}
}

// stream responds with HTTP 201, and with part again and again until the client leaves.
func stream(part string, pause time.Duration) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		w.WriteHeader(http.StatusCreated)
		for r.Context().Err() == nil {
			if _, err := io.WriteString(w, part); err != nil {
				return
			}
			if pause > 0 {
				_ = http.NewResponseController(w).Flush()
				<-time.After(pause)
			}
		}
	}
}

// TestHostile_responses shows how an attempt ends after a response that no server should
// send. Each attempt ends on its own or by timeout, uses little memory, and leaves the outcome
// unknown, over both versions of HTTP. The test runs alone, so that it measures only its own
// memory.
func TestHostile_responses(t *testing.T) {
	const (
		notJSON    = "HTTP 201, but the response is not JSON"
		tooLong    = "HTTP 201, but the response is longer than 1 MiB"
		unreadable = "the response could not be read (" // and what net/http makes of it
		brokenOff  = "HTTP 201, but " + unreadable
	)
	for name, tc := range map[string]struct {
		handler       http.HandlerFunc
		result, http2 string // http2 if it differs
	}{
		"endless":                   {handler: stream(strings.Repeat("0", 64<<10), 0), result: tooLong},
		"endless JSON":              {handler: stream(strings.Repeat(" ", 64<<10), 0), result: tooLong},
		"slow to the byte":          {handler: stream(" ", 50*time.Millisecond), result: "HTTP 201, but no response within 3s"},
		"a compressed bomb":         {handler: gzipped(stream(strings.Repeat("0", 64<<10), 0)), result: tooLong},
		"compressed, it says":       {handler: withHeader("Content-Encoding", "gzip", write(201, created)), result: brokenOff},
		"compressed in another way": {handler: withHeader("Content-Encoding", "br", write(201, "\x8b\x03\x80zip")), result: "HTTP 201, but the response is not valid UTF-8"},
		"no body":                   {handler: write(204, ""), result: "HTTP 204, but the response is not JSON"},
		"deep nesting":              {handler: write(201, strings.Repeat("[", 1<<20)), result: notJSON},
		"less deep nesting":         {handler: write(201, strings.Repeat("[", 4_000)+strings.Repeat("]", 4_000)), result: `HTTP 201, but the response has no "data"`},
		"values without an end":     {handler: write(201, `{"rfis":[`+strings.Repeat("{},", 300_000)+"{}]}"), result: "HTTP 201, but the response holds more than 5000 values"},
		"errors without an end":     {handler: write(500, `{"errors":[`+strings.Repeat("{},", 300_000)+"{}]}"), result: "HTTP 500: the response holds more than 5000 values"},
		"nothing but escapes":       {handler: write(201, `{"data":{"status":"`+strings.Repeat(`\/`, 500_000)+`"}}`), result: `HTTP 201, but the response has no "id"`},
		"a flood of headers":        {handler: flood(""), result: unreadable},
		"a flood of early hints":    {handler: hints, result: unreadable},
		"a flood of trailers":       {handler: flood(http.TrailerPrefix), result: brokenOff},
		"an end before the answer":  {handler: abort(0), result: "connection closed before a response", http2: unreadable},
		"an end in the middle":      {handler: abort(10), result: "HTTP 201, but connection closed before the end of the response", http2: brokenOff},
	} {
		for protocol, want := range map[string]string{"HTTP/1.1": tc.result, "HTTP/2.0": cmp.Or(tc.http2, tc.result)} {
			t.Run(name+", "+protocol, func(t *testing.T) {
				c := serveTLS(t, protocol, tc.handler)
				c.config.RequestTimeout = patience(want)
				before := allocated()
				got := ask(t, c)
				if got.Outcome != OutcomeUnknown || !strings.HasPrefix(got.Attempts[0].Result, want) {
					t.Errorf("outcome %d, %q; want it unknown, %q", got.Outcome, got.Attempts[0].Result, want)
				}
				if n := (allocated() - before) >> 20; n > 32 {
					t.Errorf("took %d MiB of memory", n)
				}
			})
		}
	}
}

// patience is the attempt's timeout: short if the timeout is the expected result, and
// otherwise long enough for a busy machine.
func patience(result string) time.Duration {
	if strings.HasSuffix(result, "no response within 3s") {
		return 3 * time.Second
	}
	return 20 * time.Second
}

// allocated returns how many bytes have been allocated so far.
func allocated() uint64 {
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.TotalAlloc
}

func withHeader(name, value string, next http.HandlerFunc) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set(name, value)
		next(w, r)
	}
}

// gzipped compresses the body of a response.
func gzipped(next http.HandlerFunc) http.HandlerFunc {
	return withHeader("Content-Encoding", "gzip", func(w http.ResponseWriter, r *http.Request) {
		z := gzip.NewWriter(w)
		next(gzipWriter{w, z}, r)
		_ = z.Close()
	})
}

type gzipWriter struct {
	http.ResponseWriter

	body *gzip.Writer
}

func (w gzipWriter) Write(part []byte) (int, error) { return w.body.Write(part) }

// flood responds with far too many headers, or with far too many trailers after the body.
func flood(prefix string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		if prefix == http.TrailerPrefix {
			write(http.StatusCreated, created)(w, nil)
			_ = http.NewResponseController(w).Flush()
		}
		for i := range 100 {
			w.Header().Set(fmt.Sprintf("%sX-Flood-%d", prefix, i), strings.Repeat("x", 1<<10))
		}
	}
}

// hints sends early hints again and again.
func hints(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Link", strings.Repeat("x", 1<<10))
	for range 10_000 {
		if r.Context().Err() != nil {
			return
		}
		w.WriteHeader(http.StatusEarlyHints)
	}
}

// abort closes the connection after n bytes of the response.
func abort(n int) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		if n > 0 {
			write(http.StatusCreated, created[:n])(w, nil)
			_ = http.NewResponseController(w).Flush()
		}
		panic(http.ErrAbortHandler)
	}
}

// TestHostile_butUsable shows odd responses that contain what is needed.
func TestHostile_butUsable(t *testing.T) {
	t.Parallel()
	for name, handler := range map[string]http.HandlerFunc{
		"compressed":                      gzipped(write(201, created)),
		"another status and content type": withHeader("Content-Type", "text/html", write(299, created)),
		"no content type":                 withHeader("Content-Type", "", write(200, created)),
	} {
		for _, protocol := range []string{"HTTP/1.1", "HTTP/2.0"} {
			t.Run(name+", "+protocol, func(t *testing.T) {
				t.Parallel()
				got, err := serveTLS(t, protocol, handler).CreateTransaction(t.Context(), NewTransaction{PaymentID: paymentID}, "key")
				if err != nil || got.ID != "x" {
					t.Errorf("got %+v, %v", got, err)
				}
			})
		}
	}
}
