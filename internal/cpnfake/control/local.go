// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package control

import (
	"net"
	"net/http"
	"net/netip"
)

// guard lets no web page through. None must reach the simulator by way of a browser on this
// machine: neither by a request across origins, nor under a host name that the page's owner
// points to this machine (DNS rebinding), which isHost rejects.
func guard(next http.Handler, isHost func(string) bool) http.Handler {
	origins := http.NewCrossOriginProtection()
	origins.SetDenyHandler(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		respond(w, http.StatusForbidden, &problem{Reason: "the simulator accepts no request from a web page"})
	}))
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !isHost(r.Host) {
			respond(w, http.StatusForbidden, &problem{
				Reason:  "use a loopback address in the URL",
				Allowed: []string{"127.0.0.1", "[::1]", "localhost"},
			})
			return
		}
		origins.Handler(next).ServeHTTP(w, r)
	})
}

// AnyHost accepts every Host header, for a simulator that other machines use.
func AnyHost(string) bool { return true }

// Loopback reports whether a Host header, with or without a port, names this machine.
func Loopback(host string) bool {
	name, _, err := net.SplitHostPort(host)
	if err != nil {
		name = host
	}
	if len(name) > 2 && name[0] == '[' && name[len(name)-1] == ']' {
		name = name[1 : len(name)-1]
	}
	address, err := netip.ParseAddr(name)
	return name == "localhost" || err == nil && address.IsLoopback()
}
