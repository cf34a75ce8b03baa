// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package cpn

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/url"
	"os"
	"time"
)

const (
	// maxResponseHeader is how many bytes of response headers are accepted.
	maxResponseHeader = 64 << 10
	// idleConnections is how many connections are kept for later requests: as many as any
	// sensible -parallelism. net/http keeps two by default and dials the others again, with
	// a TLS handshake each.
	idleConnections = 64
	// pingAfter and pingTimeout bound how long an HTTP/2 connection may be silent. All
	// requests share it, so a dead connection would fail every attempt. Their sum is far
	// less than the default time for one attempt.
	pingAfter   = 10 * time.Second
	pingTimeout = 5 * time.Second
)

// newTransport returns a transport that belongs to this client alone, so that nothing else
// in the process can change where the API key is sent.
func newTransport() *http.Transport {
	dialer := net.Dialer{Timeout: 10 * time.Second, KeepAlive: 30 * time.Second}
	return &http.Transport{
		Proxy:                  proxyFor,
		OnProxyConnectResponse: proxyResponded,
		DialContext:            dialer.DialContext,
		ForceAttemptHTTP2:      true,
		HTTP2:                  &http.HTTP2Config{SendPingTimeout: pingAfter, PingTimeout: pingTimeout},
		TLSClientConfig:        &tls.Config{MinVersion: tls.VersionTLS12},
		TLSHandshakeTimeout:    10 * time.Second,
		MaxIdleConnsPerHost:    idleConnections,
		IdleConnTimeout:        90 * time.Second,
		MaxResponseHeaderBytes: maxResponseHeader,
	}
}

// proxyResponded returns an error if the proxy does not connect. A proxy that wants a password
// will want it again.
func proxyResponded(_ context.Context, _ *url.URL, _ *http.Request, response *http.Response) error {
	switch response.StatusCode {
	case http.StatusOK:
		return nil
	case http.StatusProxyAuthRequired:
		return lastingError{errors.New("the proxy wants credentials, which belong into its address")}
	default:
		return fmt.Errorf("the proxy returned HTTP %d instead of a connection", response.StatusCode)
	}
}

// proxyFor returns the proxy that the environment names for a request. An address that is no
// URL is an error: net/http would send the request without a proxy.
func proxyFor(request *http.Request) (*url.URL, error) {
	for _, name := range []string{"HTTPS_PROXY", "https_proxy", "HTTP_PROXY", "http_proxy"} {
		address := os.Getenv(name)
		if address == "" {
			continue
		}
		if _, err := url.Parse(address); err == nil {
			continue
		}
		if _, err := url.Parse("http://" + address); err != nil {
			return nil, lastingError{fmt.Errorf("the address of the proxy in %s is not a URL", name)}
		}
	}
	return http.ProxyFromEnvironment(request)
}
