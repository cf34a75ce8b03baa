// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package cpnfake

import (
	"context"
	"net"
	"sync"
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
	flows    map[flow]struct{}
	running  sync.WaitGroup
}

// NewRelay returns a relay on loopback that leads to server, a host and a port. It panics if
// it cannot listen, as the servers of net/http/httptest do.
func NewRelay(server string) *Relay {
	r := &Relay{server: server, address: "127.0.0.1:0", flows: map[flow]struct{}{}}
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
	for f := range r.flows {
		f.silence()
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
	for f := range r.flows {
		f.cut()
	}
}

// Up ends an outage. The relay listens at the same address as before.
func (r *Relay) Up() {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.listener != nil {
		return
	}
	listener := listen(r.address)
	r.listener, r.address = listener, listener.Addr().String()
	r.running.Go(func() { r.accept(listener) })
}

// Close ends the relay and waits until it has stopped.
func (r *Relay) Close() {
	r.Down()
	r.running.Wait()
}

// listen listens at an address. While a relay is down, another test may get its port, so
// listen retries for some time.
func listen(address string) net.Listener {
	ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second)
	defer cancel()
	for {
		listener, err := (&net.ListenConfig{}).Listen(ctx, "tcp", address)
		if err == nil {
			return listener
		}
		if !pause(ctx, 10*time.Millisecond) {
			panic(err)
		}
	}
}

// accept accepts connections until the listener is closed.
func (r *Relay) accept(listener net.Listener) {
	for {
		client, err := listener.Accept()
		if err != nil {
			return
		}
		r.running.Go(func() { r.connect(listener, client) })
	}
}

// connect connects a client to the server, and carries bytes until both have ended.
func (r *Relay) connect(listener net.Listener, client net.Conn) {
	defer func() { _ = client.Close() }()
	dialer := net.Dialer{Timeout: 10 * time.Second}
	server, err := dialer.DialContext(context.Background(), "tcp", r.server)
	if err != nil {
		return
	}
	defer func() { _ = server.Close() }()
	there, back := flow{to: server, from: client}, flow{to: client, from: server}
	if !r.begin(listener, there, back) {
		return
	}
	var both sync.WaitGroup
	both.Go(there.carry)
	both.Go(back.carry)
	both.Wait()
	r.end(there, back)
}

// begin records the two directions of a connection. It returns false if the relay went down
// after it accepted the connection.
func (r *Relay) begin(listener net.Listener, there, back flow) bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.listener != listener {
		return false
	}
	r.flows[there], r.flows[back] = struct{}{}, struct{}{}
	return true
}

// end removes a connection.
func (r *Relay) end(there, back flow) {
	r.mu.Lock()
	defer r.mu.Unlock()
	delete(r.flows, there)
	delete(r.flows, back)
}
