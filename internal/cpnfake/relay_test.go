// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package cpnfake_test

import (
	"bytes"
	"errors"
	"io"
	"net"
	"os"
	"testing"
	"time"

	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/cpnfake"
)

// silence is how long nothing must arrive for a test to conclude that nothing will.
const silence = 100 * time.Millisecond

// relayed is a relay whose test holds both ends of every connection.
type relayed struct {
	*cpnfake.Relay

	t        *testing.T
	listener net.Listener
}

// relay starts a relay to a server that is the test itself.
func relay(t *testing.T) *relayed {
	t.Helper()
	listener, err := (&net.ListenConfig{}).Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = listener.Close() })
	r := &relayed{Relay: cpnfake.NewRelay(listener.Addr().String()), t: t, listener: listener}
	t.Cleanup(r.Close)
	return r
}

// dial opens a connection to the relay.
func (r *relayed) dial() (net.Conn, error) {
	r.t.Helper()
	conn, err := (&net.Dialer{}).DialContext(r.t.Context(), "tcp", r.Addr())
	if err == nil {
		r.t.Cleanup(func() { _ = conn.Close() })
	}
	return conn, err
}

// connect returns both ends of a new connection that has carried something.
func (r *relayed) connect() (client, server net.Conn) {
	r.t.Helper()
	client, err := r.dial()
	if err != nil {
		r.t.Fatal(err)
	}
	if server, err = r.listener.Accept(); err != nil {
		r.t.Fatal(err)
	}
	r.t.Cleanup(func() { _ = server.Close() })
	r.carries(client, server)
	r.carries(server, client)
	return client, server
}

// carries checks that bytes get from one end to the other.
func (r *relayed) carries(from, to net.Conn) {
	r.t.Helper()
	said := bytes.Repeat([]byte("0123456789abcdef"), 16<<10) // more than fits into one piece
	go func() { _, _ = from.Write(said) }()
	heard := make([]byte, len(said))
	_ = to.SetReadDeadline(time.Now().Add(time.Minute))
	if _, err := io.ReadFull(to, heard); err != nil || !bytes.Equal(heard, said) {
		r.t.Errorf("the bytes did not arrive: %v", err)
	}
}

// ends checks that one end of a connection receives nothing but the end.
func (r *relayed) ends(name string, conn net.Conn) {
	r.t.Helper()
	_ = conn.SetReadDeadline(time.Now().Add(time.Minute))
	if got, err := io.ReadAll(conn); errors.Is(err, os.ErrDeadlineExceeded) || len(got) > 0 {
		r.t.Errorf("%s receives %q, %v, want the end", name, got, err)
	}
}

// isSilent checks that one end of a connection receives nothing, not even the end.
func (r *relayed) isSilent(name string, conn net.Conn) {
	r.t.Helper()
	_ = conn.SetReadDeadline(time.Now().Add(silence))
	if got, err := io.ReadAll(conn); !errors.Is(err, os.ErrDeadlineExceeded) || len(got) > 0 {
		r.t.Errorf("%s receives %q, %v, want silence", name, got, err)
	}
}

func TestRelay_passesOnTheEnd(t *testing.T) {
	t.Parallel()
	r := relay(t)
	client, server := r.connect()
	_ = client.Close()
	r.ends("the server", server)
	client, server = r.connect()
	_, _ = server.Write([]byte("last"))
	_ = server.Close()
	if got, err := io.ReadAll(client); string(got) != "last" || err != nil {
		t.Errorf("the client receives %q, %v", got, err)
	}
}

func TestRelay_blackHoleIsSilentAndOpen(t *testing.T) {
	t.Parallel()
	r := relay(t)
	client, server := r.connect()
	gone, left := r.connect()
	r.BlackHole()
	for _, conn := range []net.Conn{client, server} {
		if _, err := conn.Write([]byte("hello")); err != nil {
			t.Errorf("a write fails: %v", err)
		}
	}
	_ = gone.Close()
	for name, conn := range map[string]net.Conn{"the client": client, "the server": server, "the server of a client that has gone": left} {
		r.isSilent(name, conn)
	}
	r.connect() // a new connection works
	r.isSilent("the client, beside a new connection,", client)
}

func TestRelay_downCutsAndRefusesConnections(t *testing.T) {
	t.Parallel()
	r := relay(t)
	client, server := r.connect()
	dead, _ := r.connect()
	address := r.Addr()
	r.BlackHole()
	before, after := r.connect()
	r.Down()
	r.Down() // changes nothing
	for name, conn := range map[string]net.Conn{"the client": client, "the server": server, "a dead one": dead, "a new client": before, "a new server": after} {
		r.ends(name, conn)
	}
	if conn, err := r.dial(); err == nil {
		t.Errorf("the relay still listens at %s", conn.RemoteAddr())
	}
	r.Up()
	if got := r.Addr(); got != address {
		t.Errorf("the address is %s, but was %s", got, address)
	}
	r.connect()
}

func TestRelay_withoutAServer(t *testing.T) {
	t.Parallel()
	r := relay(t)
	_ = r.listener.Close()
	conn, err := r.dial()
	if err != nil {
		t.Fatal(err)
	}
	r.ends("the client", conn)
}
