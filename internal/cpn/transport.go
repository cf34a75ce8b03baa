// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package cpn

import (
	"context"
	"crypto/tls"
	"fmt"
	"net"
	"net/http"
	"net/url"
	"time"
)

const (
	// maxReplyHeader is how many bytes of reply headers are accepted.
	maxReplyHeader = 64 << 10
	// idleConnections is how many connections are kept for the next request: as
	// many as any sensible -parallelism. net/http keeps two, and dials the rest
	// again, a TLS handshake each.
	idleConnections = 64
	// pingAfter and pingTimeout are how long an HTTP/2 connection may be silent: all
	// requests share it, so one that is dead without a word would take every attempt
	// with it. Together they are far less than one attempt may take by default.
	pingAfter   = 10 * time.Second
	pingTimeout = 5 * time.Second
)

// newTransport returns a transport of this client's own, so that nothing else in
// the process can change how the key travels.
func newTransport() *http.Transport {
	dialer := net.Dialer{Timeout: 10 * time.Second, KeepAlive: 30 * time.Second}
	return &http.Transport{
		Proxy:                  http.ProxyFromEnvironment,
		OnProxyConnectResponse: proxyAnswered,
		DialContext:            dialer.DialContext,
		ForceAttemptHTTP2:      true,
		HTTP2:                  &http.HTTP2Config{SendPingTimeout: pingAfter, PingTimeout: pingTimeout},
		TLSClientConfig:        &tls.Config{MinVersion: tls.VersionTLS12},
		TLSHandshakeTimeout:    10 * time.Second,
		MaxIdleConnsPerHost:    idleConnections,
		IdleConnTimeout:        90 * time.Second,
		MaxResponseHeaderBytes: maxReplyHeader,
	}
}

// proxyAnswered says that it was the proxy that refused.
func proxyAnswered(_ context.Context, _ *url.URL, _ *http.Request, response *http.Response) error {
	if response.StatusCode != http.StatusOK {
		return fmt.Errorf("the proxy returned HTTP %d instead of a connection", response.StatusCode)
	}
	return nil
}
