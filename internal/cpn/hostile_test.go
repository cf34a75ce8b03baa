// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package cpn

import (
	"cmp"
	"compress/gzip"
	"crypto/x509"
	"fmt"
	"io"
	"log"
	"net/http"
	"net/http/httptest"
	"runtime"
	"strings"
	"testing"
	"time"
)

// serveTLS starts a server that speaks only protocol, with its own certificate, and returns
// a client that trusts it.
func serveTLS(t *testing.T, protocol string, h http.HandlerFunc) *Client {
	t.Helper()
	s := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Proto != protocol {
			t.Errorf("the request came as %s", r.Proto)
		}
		h(w, r)
	}))
	s.EnableHTTP2 = protocol == "HTTP/2.0"
	startTLS(t, s)
	return trusting(t, s)
}

func startTLS(t *testing.T, s *httptest.Server) {
	t.Helper()
	s.Config.ErrorLog = log.New(io.Discard, "", 0)
	s.StartTLS()
	t.Cleanup(s.Close)
}

// trusting returns a client that trusts the server's certificate.
func trusting(t *testing.T, s *httptest.Server) *Client {
	t.Helper()
	c := dial(t, s.URL)
	transport, _ := c.transport.(*http.Transport)
	transport.TLSClientConfig.RootCAs = x509.NewCertPool()
	transport.TLSClientConfig.RootCAs.AddCert(s.Certificate())
	return c
}

// write responds with a status and a body.
func write(status int, body string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		w.WriteHeader(status)
		_, _ = io.WriteString(w, body)
	}
}

// stream responds with a status, and with part again and again until the client leaves.
func stream(status int, part string, pause time.Duration) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		w.WriteHeader(status)
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
		notUTF8    = "HTTP 201, but the response is not valid UTF-8"
		tooLong    = "HTTP 201, but the response is longer than 1 MiB"
		idTwice    = `HTTP 201, but the response has the member "id" twice`
		unreadable = "the response could not be read (" // and what net/http makes of it
		brokenOff  = "HTTP 201, but " + unreadable
	)
	with := func(member string) http.HandlerFunc {
		return write(201, strings.Replace(created, `"id"`, member+`,"id"`, 1))
	}
	for name, tc := range map[string]struct {
		handler       http.HandlerFunc
		result, http2 string // http2 if it differs
	}{
		"endless":                   {handler: stream(201, strings.Repeat("0", 64<<10), 0), result: tooLong},
		"endless JSON":              {handler: stream(201, strings.Repeat(" ", 64<<10), 0), result: tooLong},
		"slow to the byte":          {handler: stream(201, " ", 50*time.Millisecond), result: "HTTP 201, but no response within 3s"},
		"a compressed bomb":         {handler: bomb, result: tooLong},
		"compressed, it says":       {handler: withHeader("Content-Encoding", "gzip", write(201, created)), result: brokenOff},
		"compressed in another way": {handler: withHeader("Content-Encoding", "br", write(201, "\x8b\x03\x80zip")), result: notUTF8},
		"HTML that says it is JSON": {handler: withHeader("Content-Type", "application/json", write(201, "<html>")), result: notJSON},
		"no body":                   {handler: write(204, ""), result: "HTTP 204, but the response is not JSON"},
		"invalid UTF-8":             {handler: with("\"\xff\":1"), result: notUTF8},
		"UTF-16":                    {handler: write(201, "{\x00}\x00"), result: notJSON},
		"two values":                {handler: write(201, created+created), result: notJSON},
		"deep nesting":              {handler: write(201, strings.Repeat("[", 1<<20)), result: notJSON},
		"less deep nesting":         {handler: write(201, strings.Repeat("[", 4_000)+strings.Repeat("]", 4_000)), result: `HTTP 201, but the response has no "data"`},
		"a member twice":            {handler: with(`"id":"y"`), result: idTwice},
		"NaN":                       {handler: with(`"amount":{"amount":NaN}`), result: notJSON},
		"minus infinity":            {handler: with(`"amount":{"amount":-Infinity}`), result: notJSON},
		"values without an end":     {handler: with(`"rfis":[` + strings.Repeat("{},", 300_000) + "{}]"), result: "HTTP 201, but the response holds more than 5000 values"},
		"errors without an end":     {handler: write(500, `{"errors":[`+strings.Repeat("{},", 300_000)+"{}]}"), result: "HTTP 500: the response holds more than 5000 values"},
		"nothing but escapes":       {handler: write(201, `{"data":{"status":"`+strings.Repeat(`\/`, 500_000)+`"}}`), result: `HTTP 201, but the response has no "id"`},
		"another payment":           {handler: write(201, `{"data":{"id":"x","paymentId":"y"}}`), result: `HTTP 201, but the response is about another payment, "y"`},
		"an error of CPN's":         {handler: write(200, `{"code":290304,"message":"not now"}`), result: "HTTP 200 (code 290304): not now"},
		"a conflict about another":  {handler: write(409, `{"data":{"id":"x","paymentId":"y"}}`), result: `HTTP 409: the response is about another payment, "y"`},
		"a flood of headers":        {handler: flood, result: unreadable},
		"a flood of early hints":    {handler: hints, result: unreadable},
		"a flood of trailers":       {handler: trailers, result: brokenOff},
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

// bomb responds with as many compressed zeros as are read.
func bomb(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Content-Encoding", "gzip")
	w.WriteHeader(http.StatusCreated)
	z, blank := gzip.NewWriter(w), make([]byte, 1<<20)
	for r.Context().Err() == nil {
		if _, err := z.Write(blank); err != nil {
			return
		}
	}
}

// flood responds with far too many headers.
func flood(w http.ResponseWriter, _ *http.Request) {
	for i := range 100 {
		w.Header().Set(fmt.Sprintf("X-Flood-%d", i), strings.Repeat("x", 1<<10))
	}
	_, _ = io.WriteString(w, created)
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

// trailers sends far too many headers after the body.
func trailers(w http.ResponseWriter, _ *http.Request) {
	w.WriteHeader(http.StatusCreated)
	_, _ = io.WriteString(w, created)
	_ = http.NewResponseController(w).Flush()
	for i := range 100 {
		w.Header().Set(fmt.Sprintf("%sX-Flood-%d", http.TrailerPrefix, i), strings.Repeat("x", 1<<10))
	}
}

// abort closes the connection after n bytes of the response.
func abort(n int) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		if n > 0 {
			w.WriteHeader(http.StatusCreated)
			_, _ = io.WriteString(w, created[:n])
			_ = http.NewResponseController(w).Flush()
		}
		panic(http.ErrAbortHandler)
	}
}

// zip responds with a compressed body.
func zip(w http.ResponseWriter, _ *http.Request) {
	w.Header().Set("Content-Encoding", "gzip")
	z := gzip.NewWriter(w)
	_, _ = io.WriteString(z, created)
	_ = z.Close()
}

// TestHostile_butUsable shows odd responses that contain what is needed.
func TestHostile_butUsable(t *testing.T) {
	t.Parallel()
	for name, handler := range map[string]http.HandlerFunc{
		"plain":                     write(201, created),
		"compressed":                zip,
		"another status":            write(299, created),
		"a byte order mark":         write(201, "\ufeff"+created),
		"another content type":      withHeader("Content-Type", "text/html", write(201, created)),
		"no content type":           withHeader("Content-Type", "", write(200, created)),
		"numbers no float can hold": write(201, strings.Replace(created, `"x"`, `"x","messageToBeSigned":{"n":1e400}`, 1)),
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
