// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package cpnfake

import (
	"context"
	"net"
	"sync"
	"time"
)

// Relay stands in for the network on the way to a server. It carries bytes and knows
// nothing of what they mean, so TLS and HTTP/2 pass; and it fails as networks do, which no
// [Fault] can: connections go dead without a word, or nobody listens.
type Relay struct {
	server string

	mu       sync.Mutex
	address  string
	listener net.Listener // nil while the relay is down
	flows    map[flow]struct{}
	running  sync.WaitGroup
}

// NewRelay returns a relay on loopback that leads to server, a host and a port. It panics
// where it cannot listen, as the servers of net/http/httptest do.
func NewRelay(server string) *Relay {
	r := &Relay{server: server, address: "127.0.0.1:0", flows: map[flow]struct{}{}}
	r.Up()
	return r
}

// Addr returns the host and port at which the relay listens, or will again.
func (r *Relay) Addr() string {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.address
}

// BlackHole makes every connection there is go dead, as behind a load balancer that has
// forgotten it: it stays open, no byte is carried any more in either direction, and
// neither side hears that the other has gone. Connections made from now on work.
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

// Up ends an outage. The address is the one there was.
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

// Close ends the relay and waits until nothing of it runs.
func (r *Relay) Close() {
	r.Down()
	r.running.Wait()
}

// listen listens at an address. Another test may have been given the port of a relay that
// is down, so it asks for it for some time.
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

// accept takes connections in until the listener is closed.
func (r *Relay) accept(listener net.Listener) {
	for {
		client, err := listener.Accept()
		if err != nil {
			return
		}
		r.running.Go(func() { r.connect(listener, client) })
	}
}

// connect leads a client to the server, and carries what they say until both have ended.
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

// begin notes the two directions of a connection. It returns false if the relay went down
// since it took the connection in.
func (r *Relay) begin(listener net.Listener, there, back flow) bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.listener != listener {
		return false
	}
	r.flows[there], r.flows[back] = struct{}{}, struct{}{}
	return true
}

// end forgets a connection.
func (r *Relay) end(there, back flow) {
	r.mu.Lock()
	defer r.mu.Unlock()
	delete(r.flows, there)
	delete(r.flows, back)
}
