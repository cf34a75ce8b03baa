// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package cpn

import (
	"crypto/tls"
	"net"
	"net/http"
	"time"
)

const (
	// maxReply is how many bytes of a reply are read, after decompression.
	maxReply = 1 << 20
	// maxReplyHeader is how many bytes of reply headers are accepted.
	maxReplyHeader = 64 << 10
	// idleConnections is how many connections are kept for the next request: as
	// many as any sensible -parallelism. net/http keeps two, and dials the rest
	// again, a TLS handshake each.
	idleConnections = 64
)

// newTransport returns a transport of this client's own, so that nothing else in
// the process can change how the key travels.
func newTransport() *http.Transport {
	dialer := net.Dialer{Timeout: 10 * time.Second, KeepAlive: 30 * time.Second}
	return &http.Transport{
		Proxy:                  http.ProxyFromEnvironment,
		DialContext:            dialer.DialContext,
		ForceAttemptHTTP2:      true,
		TLSClientConfig:        &tls.Config{MinVersion: tls.VersionTLS12},
		TLSHandshakeTimeout:    10 * time.Second,
		MaxIdleConnsPerHost:    idleConnections,
		IdleConnTimeout:        90 * time.Second,
		MaxResponseHeaderBytes: maxReplyHeader,
	}
}
