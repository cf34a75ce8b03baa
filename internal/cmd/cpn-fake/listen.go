// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package main

import (
	"context"
	"fmt"
	"io"
	"net"
	"net/netip"
)

// listen opens the port. Anyone who can reach it can read what was sent to it and change what
// it responds, so other machines must not reach it unless the user says so.
func listen(ctx context.Context, s *settings, stderr io.Writer) (net.Listener, error) {
	if !isLoopback(s.listen) {
		if !s.allowRemote {
			return nil, fmt.Errorf("set --listen to a loopback address and a port, such as 127.0.0.1:8080, or add --allow-remote: got %q", s.listen)
		}
		_, err := fmt.Fprintf(stderr, "cpn-fake: WARNING: this is a simulator, not CPN, and other machines can reach it on %s.\n"+
			"cpn-fake: WARNING: whoever does can read all requests and change all responses. Send no real data.\n", s.listen)
		if err != nil {
			return nil, err
		}
	}
	listener, err := new(net.ListenConfig).Listen(ctx, "tcp", s.listen)
	if err != nil {
		return nil, fmt.Errorf("choose another address or port for --listen: %w", err)
	}
	return listener, nil
}

// isLoopback reports whether no other machine can reach an address with a port.
func isLoopback(address string) bool {
	host, _, err := net.SplitHostPort(address)
	if err != nil {
		return false
	}
	parsed, err := netip.ParseAddr(host)
	return host == "localhost" || err == nil && parsed.IsLoopback()
}

// urlOf is where a program on this machine finds the simulator.
func urlOf(listener net.Listener) string {
	address, err := netip.ParseAddrPort(listener.Addr().String())
	if err == nil && address.Addr().IsUnspecified() {
		return fmt.Sprintf("http://127.0.0.1:%d", address.Port())
	}
	return "http://" + listener.Addr().String()
}
