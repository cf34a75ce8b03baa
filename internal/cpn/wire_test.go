// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package cpn

import (
	"crypto/tls"
	"encoding/binary"
	"errors"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/cpnfake"
)

// TestSubmit_isNotRepeatedByTheTransport lets an HTTP/2 server say that it has not
// processed a request. net/http repeats a create then without a word, which the
// idempotency key makes safe; a submit has none.
func TestSubmit_isNotRepeatedByTheTransport(t *testing.T) {
	t.Parallel()
	c, requests := refusingOnce(t)
	_ = ask(t, c)
	if n := requests.Load(); n != 2 {
		t.Errorf("the server saw %d creates, so that this test shows nothing", n)
	}

	c, requests = refusingOnce(t)
	_, err := submit(t.Context(), c)
	failed, _ := errors.AsType[*Error](err)
	if failed == nil || failed.Outcome != OutcomeUnknown || failed.Error() != "connection closed before a response" || requests.Load() != 1 {
		t.Errorf("the server saw %d submits: %v", requests.Load(), err)
	}
}

// refusingOnce returns a client of an HTTP/2 server that refuses the first request and hangs
// up at the second, and how many there were.
func refusingOnce(t *testing.T) (*Client, *atomic.Int32) {
	t.Helper()
	var requests atomic.Int32
	s := httptest.NewUnstartedServer(http.NotFoundHandler())
	s.TLS = &tls.Config{NextProtos: []string{"h2"}, MinVersion: tls.VersionTLS12}
	s.Config.TLSNextProto = map[string]func(*http.Server, *tls.Conn, http.Handler){
		"h2": func(_ *http.Server, conn *tls.Conn, _ http.Handler) { refuseStreams(conn, &requests) },
	}
	startTLS(t, s)
	return trusting(t, s), &requests
}

// refuseStreams speaks as much HTTP/2 as that needs (RFC 9113, section 4.1).
func refuseStreams(conn net.Conn, requests *atomic.Int32) {
	const (
		data, resetStream, settings = 0, 3, 4
		endStream, ack              = 1, 1
		refusedStream               = 7
	)
	_, _ = io.ReadFull(conn, make([]byte, len("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n")))
	_, _ = conn.Write([]byte{0, 0, 0, settings, 0, 0, 0, 0, 0})
	for {
		var header [9]byte
		if _, err := io.ReadFull(conn, header[:]); err != nil {
			return
		}
		kind, flags, length := header[3], header[4], binary.BigEndian.Uint32(append([]byte{0}, header[:3]...))
		_, _ = io.CopyN(io.Discard, conn, int64(length))
		switch {
		case kind == settings && flags&ack == 0:
			_, _ = conn.Write([]byte{0, 0, 0, settings, ack, 0, 0, 0, 0})
		case kind == data && flags&endStream != 0:
			if requests.Add(1) > 1 {
				return
			}
			refusal := append([]byte{0, 0, 4, resetStream, 0}, header[5:]...)
			_, _ = conn.Write(append(refusal, 0, 0, 0, refusedStream))
		}
	}
}

// TestTransport_leavesADeadConnection lets a connection die silently during a create, as a
// load balancer or a VPN does: the attempt ends long before its timeout, and the next
// attempt gets a new connection.
func TestTransport_leavesADeadConnection(t *testing.T) {
	t.Parallel()
	var relay *cpnfake.Relay
	var requests atomic.Int32
	c := serveTLS(t, "HTTP/2.0", func(w http.ResponseWriter, r *http.Request) {
		if requests.Add(1) == 1 {
			relay.BlackHole()
			<-r.Context().Done()
			return
		}
		write(http.StatusCreated, created)(w, r)
	})
	relay = cpnfake.NewRelay(c.config.BaseURL.Host)
	t.Cleanup(relay.Close)
	c.config.BaseURL.Host = relay.Addr()
	c.config.MaxRetries, c.config.RequestTimeout = 1, time.Hour
	transport, _ := c.transport.(*http.Transport)
	transport.HTTP2.SendPingTimeout, transport.HTTP2.PingTimeout = 300*time.Millisecond, 300*time.Millisecond
	if _, err := c.CreateTransaction(t.Context(), NewTransaction{PaymentID: paymentID}, "key"); err != nil {
		t.Errorf("after %d requests: %v", requests.Load(), err)
	}
}

// TestTransport_pingsInTime checks the production values.
func TestTransport_pingsInTime(t *testing.T) {
	t.Parallel()
	config := newTransport().HTTP2
	if took := config.SendPingTimeout + config.PingTimeout; config.SendPingTimeout <= 0 || config.PingTimeout <= 0 || took > 15*time.Second {
		t.Errorf("a dead connection is left after %v", took)
	}
}

// TestHostile_bytes shows how an attempt ends with a server that does not follow HTTP.
func TestHostile_bytes(t *testing.T) {
	t.Parallel()
	const (
		unreadable = "the response could not be read ("
		late       = "no response within 3s"
		head       = "HTTP/1.1 201 Created\r\n"
	)
	for name, tc := range map[string]struct {
		first, then string
		pause       time.Duration // before each write of then, which is written again and again
		result      string
	}{
		"an endless status line":    {"", strings.Repeat("x", 1<<10), 0, unreadable},
		"a slow status line":        {"HTTP/1.1 2", "0", 50 * time.Millisecond, late},
		"an endless header":         {head + "X: ", strings.Repeat("x", 1<<10), 0, unreadable},
		"endless headers":           {head, "X: y\r\n", 0, unreadable},
		"slow headers":              {head + "X: ", "y", 50 * time.Millisecond, late},
		"another protocol":          {"HTTP/1.1 101 x\r\nConnection: upgrade\r\nUpgrade: x\r\n\r\n", "y", 50 * time.Millisecond, "HTTP status 101 is not a response to this request"},
		"no status":                 {"HTTP/1.1 000 x\r\n\r\n", "", 0, "HTTP status 000 is not a response to this request"},
		"a status that nobody has":  {"HTTP/1.1 999 x\r\n\r\n", "", 0, "HTTP 999: not JSON"},
		"a status of four digits":   {"HTTP/1.1 1000 x\r\n\r\n", "", 0, unreadable},
		"two lengths":               {head + "Content-Length: 5\r\nContent-Length: 7\r\n\r\n" + created, "", 0, unreadable},
		"a length below zero":       {head + "Content-Length: -5\r\n\r\n" + created, "", 0, unreadable},
		"a chunk of 16 EiB":         {head + "Transfer-Encoding: chunked\r\n\r\nffffffffffffffff\r\nhello", "", 0, "HTTP 201, but connection closed"},
		"endless chunk extensions":  {head + "Transfer-Encoding: chunked\r\n\r\n1", ";x=y", 0, "HTTP 201, but " + unreadable},
		"empty chunks, endless":     {head + "Transfer-Encoding: chunked\r\n\r\n", "1;" + strings.Repeat("x", 100) + "\r\n \r\n", 0, "HTTP 201, but " + unreadable},
		"an escape sequence":        {"HTTP/1.1 500 x\r\nX-Request-Id: a\x1b[2Jb\r\n\r\n", "", 0, unreadable + `malformed MIME header line: "X-Request-Id: a\x1b[2Jb"`},
		"one where the status goes": {"\x1b[2J\r\n\r\n", "", 0, unreadable + `malformed HTTP response "\x1b[2J"`},
		"an empty line":             {"\r\n\r\n", "", 0, unreadable},
		"frames of HTTP/2":          {"\x00\x00\x12\x04\x00\x00\x00\x00\x00", "", 0, unreadable},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			c := dial(t, "http://"+accept(t, func(conn net.Conn) {
				readRequest(conn)
				_, err := io.WriteString(conn, tc.first)
				for tc.then != "" && err == nil {
					<-time.After(tc.pause)
					_, err = io.WriteString(conn, tc.then)
				}
			}))
			c.config.RequestTimeout = patience(tc.result)
			got := ask(t, c)
			if got.Outcome != OutcomeUnknown || !strings.HasPrefix(got.Attempts[0].Result, tc.result) {
				t.Errorf("outcome %d, %q; want it unknown, %q", got.Outcome, got.Attempts[0].Result, tc.result)
			}
		})
	}
}
