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

// connect returns both ends of a new connection to a relay, which has carried bytes in both
// directions. The server of the relay is the test itself.
func connect(t *testing.T, r *cpnfake.Relay, listener net.Listener) (client, server net.Conn) {
	t.Helper()
	client, err := (&net.Dialer{}).DialContext(t.Context(), "tcp", r.Addr())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = client.Close() })
	if server, err = listener.Accept(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = server.Close() })
	said := bytes.Repeat([]byte("0123456789abcdef"), 16<<10) // more than fits into one piece
	for from, to := range map[net.Conn]net.Conn{client: server, server: client} {
		go func() { _, _ = from.Write(said) }()
		heard := make([]byte, len(said))
		_ = to.SetReadDeadline(time.Now().Add(time.Minute))
		if _, err := io.ReadFull(to, heard); err != nil || !bytes.Equal(heard, said) {
			t.Errorf("the bytes did not arrive: %v", err)
		}
	}
	return client, server
}

// ends checks what one end of a connection still receives before the connection ends.
func ends(t *testing.T, conn net.Conn, last string) {
	t.Helper()
	_ = conn.SetReadDeadline(time.Now().Add(time.Minute))
	if got, err := io.ReadAll(conn); errors.Is(err, os.ErrDeadlineExceeded) || string(got) != last {
		t.Errorf("it receives %q, %v, want %q and the end", got, err, last)
	}
}

// isSilent checks that one end of a connection receives nothing, not even the end.
func isSilent(t *testing.T, conn net.Conn) {
	t.Helper()
	_ = conn.SetReadDeadline(time.Now().Add(50 * time.Millisecond))
	if got, err := io.ReadAll(conn); !errors.Is(err, os.ErrDeadlineExceeded) || len(got) > 0 {
		t.Errorf("it receives %q, %v, want silence", got, err)
	}
}

// A relay passes on what is sent and the end, lets connections die silently, and is down and
// up again at the same address.
func TestRelay(t *testing.T) {
	t.Parallel()
	listener, err := (&net.ListenConfig{}).Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	r := cpnfake.NewRelay(listener.Addr().String())
	t.Cleanup(r.Close)
	address := r.Addr()

	client, server := connect(t, r, listener)
	_, _ = server.Write([]byte("last"))
	_ = server.Close()
	ends(t, client, "last")
	client, server = connect(t, r, listener)
	_ = client.Close()
	ends(t, server, "")

	client, server = connect(t, r, listener)
	gone, left := connect(t, r, listener)
	r.BlackHole()
	_, first := client.Write([]byte("hello"))
	_, second := server.Write([]byte("hello"))
	if first != nil || second != nil {
		t.Errorf("a write to a dead connection fails: %v, %v", first, second)
	}
	_ = gone.Close()
	before, after := connect(t, r, listener) // a new connection works
	for _, dead := range []net.Conn{client, server, left} {
		isSilent(t, dead)
	}

	r.Down()
	for _, cut := range []net.Conn{client, server, left, before, after} {
		ends(t, cut, "")
	}
	if conn, err := (&net.Dialer{}).DialContext(t.Context(), "tcp", address); err == nil {
		t.Errorf("the relay still listens at %s", conn.RemoteAddr())
	}
	r.Up()
	if got := r.Addr(); got != address {
		t.Errorf("the address is %s, but was %s", got, address)
	}
	connect(t, r, listener)

	_ = listener.Close()
	conn, err := (&net.Dialer{}).DialContext(t.Context(), "tcp", address)
	if err != nil {
		t.Fatal(err)
	}
	ends(t, conn, "") // there is no server
	_ = conn.Close()
}
