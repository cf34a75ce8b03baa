// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package cpnfake

import (
	"context"
	"errors"
	"io"
	"net"
	"net/http"
	"net/http/httputil"
	"os"
	"slices"
	"sync"
	"sync/atomic"
	"time"
)

// Relay simulates the network in front of a server. It carries bytes without knowing what
// they mean, so TLS and HTTP/2 pass. It fails as networks do, which a [Fault] cannot:
// connections die silently, or nobody listens.
type Relay struct {
	server string

	mu       sync.Mutex
	address  string
	listener net.Listener // nil while the relay is down
	links    []*link      // since the relay went up
	running  sync.WaitGroup
}

// NewRelay returns a relay on loopback that leads to server, a host and a port. It panics if
// it cannot listen, as the servers of net/http/httptest do.
func NewRelay(server string) *Relay {
	r := &Relay{server: server, address: "127.0.0.1:0"}
	r.Up()
	return r
}

// Addr returns the host and port at which the relay listens, or will listen again.
func (r *Relay) Addr() string {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.address
}

// BlackHole makes all present connections die silently, as behind a load balancer that has
// dropped them: they stay open, carry nothing in either direction, and neither side learns
// that the other has gone. New connections work.
func (r *Relay) BlackHole() {
	r.mu.Lock()
	defer r.mu.Unlock()
	for _, l := range r.links {
		l.silence()
	}
}

// Down is an outage: it cuts every connection, and nobody listens until [Relay.Up].
func (r *Relay) Down() {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.listener == nil {
		return
	}
	_ = r.listener.Close()
	r.listener = nil
	for _, l := range r.links {
		l.cut()
	}
	r.links = nil
}

// Up ends an outage. The relay listens at the same address as before. While it was down,
// another test may have got the port, so Up retries for some time.
func (r *Relay) Up() {
	ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second)
	defer cancel()
	r.mu.Lock()
	defer r.mu.Unlock()
	for {
		listener, err := (&net.ListenConfig{}).Listen(ctx, "tcp", r.address)
		if err == nil {
			r.listener, r.address = listener, listener.Addr().String()
			r.running.Go(func() { r.accept(listener) })
			return
		}
		if !pause(ctx, 10*time.Millisecond) {
			panic(err)
		}
	}
}

// Close ends the relay and waits until it has stopped.
func (r *Relay) Close() {
	r.Down()
	r.running.Wait()
}

// accept connects clients to the server until the listener is closed.
func (r *Relay) accept(listener net.Listener) {
	for {
		client, err := listener.Accept()
		if err != nil {
			return
		}
		server, err := (&net.Dialer{Timeout: 10 * time.Second}).DialContext(context.Background(), "tcp", r.server)
		if err != nil {
			_ = client.Close()
			continue
		}
		r.connect(listener, &link{client: client, server: server})
	}
}

// connect carries bytes in both directions, unless the relay went down meanwhile.
func (r *Relay) connect(listener net.Listener, l *link) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.listener != listener {
		l.cut()
		return
	}
	r.links = append(r.links, l)
	r.running.Go(func() { l.carry(l.client, l.server) })
	r.running.Go(func() { l.carry(l.server, l.client) })
}

// link is a connection through a [Relay].
type link struct {
	client, server net.Conn
	silent         atomic.Bool
}

// carry passes on what arrives, until one side ends. A silent link does not end: what arrives
// is lost, and so is the end.
func (l *link) carry(to, from net.Conn) {
	if _, err := io.Copy(to, from); !l.silent.Load() && !errors.Is(err, os.ErrDeadlineExceeded) {
		l.cut()
	}
}

// silence stops both directions. A deadline does so even for a write that waits for a reader
// who never reads.
func (l *link) silence() {
	l.silent.Store(true)
	_ = l.client.SetWriteDeadline(time.Unix(0, 0))
	_ = l.server.SetWriteDeadline(time.Unix(0, 0))
}

// cut closes the connection on both sides.
func (l *link) cut() {
	_ = l.client.Close()
	_ = l.server.Close()
}

// Proxy simulates an HTTP proxy between the client and CPN. It connects every host to one
// address, and records the requests.
type Proxy struct {
	address string

	mu    sync.Mutex
	asked []string
}

// NewProxy returns a proxy that connects to address, a host and a port.
func NewProxy(address string) *Proxy { return &Proxy{address: address} }

// Asked returns the requests so far, as sent.
func (p *Proxy) Asked() []string {
	p.mu.Lock()
	defer p.mu.Unlock()
	return slices.Clone(p.asked)
}

// ServeHTTP implements [http.Handler] for CONNECT.
func (p *Proxy) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	request, _ := httputil.DumpRequest(r, true)
	p.mu.Lock()
	p.asked = append(p.asked, string(request))
	p.mu.Unlock()
	server, err := (&net.Dialer{}).DialContext(r.Context(), "tcp", p.address)
	if err != nil {
		w.WriteHeader(http.StatusBadGateway)
		return
	}
	client, _, err := http.NewResponseController(w).Hijack()
	if err != nil {
		panic(err)
	}
	// Written by hand after the connection is taken over: before that, the server
	// would read the first byte that the client sends next.
	_, _ = io.WriteString(client, "HTTP/1.1 200 OK\r\n\r\n")
	carry := func(to io.WriteCloser, from io.Reader) {
		_, _ = io.Copy(to, from)
		_ = to.Close()
	}
	go carry(server, client)
	carry(client, server)
}
