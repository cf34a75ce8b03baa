// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package cpn

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"os"
	"syscall"
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

// lastingError is a failure that waiting does not end: somebody has to change something.
type lastingError struct{ error }

// plainError describes a network failure in plain words. sent says that a response was
// due.
func plainError(ctx context.Context, err error, sent bool) error {
	if cause := context.Cause(ctx); cause != nil {
		return cause
	}
	var (
		dns         *net.DNSError
		certificate *tls.CertificateVerificationError
		authority   x509.UnknownAuthorityError
		noTLS       tls.RecordHeaderError
		operation   *net.OpError
		lasting     lastingError
	)
	isOperation := errors.As(err, &operation)
	switch {
	case errors.Is(err, errSentOnce):
		return errSentOnce
	case errors.As(err, &lasting):
		return lasting
	case isOperation && (operation.Op == "proxyconnect" || operation.Op == "socks connect"):
		return fmt.Errorf("no connection to the proxy: %w", plainError(ctx, operation.Err, false))
	case errors.As(err, &dns) && dns.IsNotFound:
		return lastingError{fmt.Errorf("the host name %q does not exist", dns.Name)}
	case errors.As(err, &dns):
		return fmt.Errorf("the host name %q could not be looked up", dns.Name)
	case errors.As(err, &authority):
		return lastingError{fmt.Errorf("the server's certificate is not trusted: %w (%s)", authority, trustRemedy())}
	case errors.As(err, &certificate):
		return lastingError{fmt.Errorf("the server's certificate is not trusted: %w", certificate.Err)}
	case !sent && errors.As(err, &noTLS):
		return lastingError{errors.New("the server does not support TLS")}
	case isOperation && operation.Op == "remote error":
		return lastingError{fmt.Errorf("the server rejected the TLS connection (%w)", operation.Err)}
	case errors.Is(err, syscall.ECONNREFUSED):
		return errors.New("connection refused")
	case errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF), errors.Is(err, syscall.ECONNRESET):
		return errors.New("connection closed before a response")
	case isOperation:
		return operation
	case sent:
		return quoting{"the response could not be read (", innermost(err).Error(), ")"}
	default:
		return err
	}
}

// trustRemedy says how to trust an authority of your own.
func trustRemedy() string {
	if file := os.Getenv("SSL_CERT_FILE"); file != "" {
		if _, err := os.Stat(file); err != nil {
			return "SSL_CERT_FILE names a file that cannot be read"
		}
	}
	return "add your own authority to the system's trust store, or on Linux set SSL_CERT_FILE"
}

// innermost returns the cause of an error, without what wraps it.
func innermost(err error) error {
	for inner := errors.Unwrap(err); inner != nil; inner = errors.Unwrap(err) {
		err = inner
	}
	return err
}
