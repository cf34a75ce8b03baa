// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package cpnfake

import (
	"io"
	"net"
	"net/http"
	"net/http/httputil"
	"slices"
	"sync"
)

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
