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
