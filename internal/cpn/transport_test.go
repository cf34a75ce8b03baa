// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package cpn

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"
	"time"
)

// newClient returns a client of url that makes a single attempt.
func newClient(t *testing.T, url string) *Client {
	t.Helper()
	key, err := ParseAPIKey(canary)
	if err != nil {
		t.Fatal(err)
	}
	base, err := ParseBaseURL(url)
	if err != nil {
		t.Fatal(err)
	}
	return New(Config{BaseURL: base, APIKey: key, RequestTimeout: 5 * time.Second})
}

// dial returns a client of url with real connections.
func dial(t *testing.T, url string) *Client {
	t.Helper()
	c, transport := newClient(t, url), newTransport()
	transport.Proxy = nil // ignore the machine's proxy
	c.transport = transport
	t.Cleanup(transport.CloseIdleConnections)
	return c
}

// ask makes one create, which must fail, and returns its error.
func ask(t *testing.T, c *Client) *Error {
	t.Helper()
	err := createOne(t.Context(), c)
	var failed *Error
	if !errors.As(err, &failed) {
		t.Fatalf("got %v, want an *Error", err)
	}
	return failed
}

// TestTransport_unsent shows with real connections what counts as never sent.
func TestTransport_unsent(t *testing.T) {
	t.Parallel()
	for url, want := range map[string]string{
		"http://" + nobody: "connection refused",
		strings.Replace(serve(t, http.NotFoundHandler()).URL, "http:", "https:", 1): "the server does not support TLS",
	} {
		if got := ask(t, dial(t, url)); got.Outcome != OutcomeNothing || got.Attempts[0].Result != want {
			t.Errorf("outcome %d, %q; want it unsent, %q", got.Outcome, got.Attempts[0].Result, want)
		}
	}
}

func TestTransport_redirectIsNotFollowed(t *testing.T) {
	t.Parallel()
	var followed atomic.Int32
	target := serve(t, http.HandlerFunc(func(http.ResponseWriter, *http.Request) { followed.Add(1) }))
	for _, status := range []int{301, 302, 303, 307, 308} {
		origin := serve(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, target.URL, status) }))
		got := ask(t, dial(t, origin.URL))
		if got.Outcome != OutcomeNothing || got.StatusCode != status || !strings.Contains(got.Error(), target.URL) {
			t.Errorf("HTTP %d: %v", status, got)
		}
	}
	if n := followed.Load(); n != 0 {
		t.Errorf("%d redirects were followed", n)
	}
}

// Connections are kept for later requests, as many as Terraform's parallelism needs: dialing
// again would cost a TLS handshake each.
func TestTransport_keepsConnections(t *testing.T) {
	t.Parallel()
	const parallel = 20
	var connections atomic.Int32
	server := httptest.NewUnstartedServer(write(http.StatusCreated, created))
	server.Config.ConnState = func(_ net.Conn, s http.ConnState) {
		if s == http.StateNew {
			connections.Add(1)
		}
	}
	server.Start()
	t.Cleanup(server.Close)
	c := dial(t, server.URL)
	for range 5 {
		errs := make(chan error)
		for range parallel {
			go func() { errs <- createOne(context.WithoutCancel(t.Context()), c) }()
		}
		for range parallel {
			if err := <-errs; err != nil {
				t.Error(err)
			}
		}
	}
	if n := connections.Load(); n > 2*parallel {
		t.Errorf("%d connections for %d requests at a time", n, parallel)
	}
}

func TestNewRequestID_isUUIDv4(t *testing.T) {
	t.Parallel()
	id := newRequestID()
	if len(id) != 36 || id[14] != '4' || !strings.ContainsRune("89ab", rune(id[19])) || id == newRequestID() {
		t.Errorf("newRequestID() = %s", id)
	}
}

func TestPlainError_names(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		err  error
		want string
	}{
		"a host nobody knows":  {&net.DNSError{Name: "cpn.invalid", IsNotFound: true}, `the host name "cpn.invalid" does not exist`},
		"a DNS server's fault": {&net.DNSError{Name: "cpn.invalid", IsTemporary: true}, `the host name "cpn.invalid" could not be looked up`},
		"anything else":        {errors.New("odd"), "odd"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if got := plainError(t.Context(), fmt.Errorf("wrapped: %w", tc.err), false); !strings.HasSuffix(got.Error(), tc.want) {
				t.Errorf("got %q, want %q", got, tc.want)
			}
		})
	}
}

func serve(t *testing.T, h http.Handler) *httptest.Server {
	t.Helper()
	s := httptest.NewServer(h)
	t.Cleanup(s.Close)
	return s
}

// nobody listens to this port of the system. A free one may get a listener of another test.
const nobody = "127.0.0.1:1"

// accept handles one connection, closes it, and returns the listener's address.
func accept(t *testing.T, handle func(net.Conn)) string {
	t.Helper()
	l, err := (&net.ListenConfig{}).Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = l.Close() })
	go func() {
		if c, err := l.Accept(); err == nil {
			handle(c)
			_ = c.Close()
		}
	}()
	return l.Addr().String()
}

func readRequest(c net.Conn) {
	if r, err := http.ReadRequest(bufio.NewReader(c)); err == nil {
		_, _ = io.Copy(io.Discard, r.Body)
	}
}
