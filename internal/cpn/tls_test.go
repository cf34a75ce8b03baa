// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package cpn

import (
	"crypto/tls"
	"crypto/x509"
	"io"
	"log"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/cpnfake"
)

// serveTLS starts a server that speaks only protocol, with its own certificate, and returns
// a client that trusts it.
func serveTLS(t *testing.T, protocol string, h http.HandlerFunc) *Client {
	t.Helper()
	s := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Proto != protocol {
			t.Errorf("the request came as %s", r.Proto)
		}
		h(w, r)
	}))
	s.EnableHTTP2 = protocol == "HTTP/2.0"
	startTLS(t, s)
	return trusting(t, s)
}

func startTLS(t *testing.T, s *httptest.Server) {
	t.Helper()
	s.Config.ErrorLog = log.New(io.Discard, "", 0)
	s.StartTLS()
	t.Cleanup(s.Close)
}

// trusting returns a client that trusts the server's certificate.
func trusting(t *testing.T, s *httptest.Server) *Client {
	t.Helper()
	c := dial(t, s.URL)
	transport, _ := c.transport.(*http.Transport)
	transport.TLSClientConfig.RootCAs = x509.NewCertPool()
	transport.TLSClientConfig.RootCAs.AddCert(s.Certificate())
	return c
}

// TestTLS shows that no request is sent over a connection that cannot be trusted, what the
// error says, and that the oldest allowed version works.
func TestTLS(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		server  *tls.Config
		change  func(*Client, *tls.Config)
		outcome Outcome
		result  string // "" for success
	}{
		"an unknown authority": {
			change: func(_ *Client, c *tls.Config) { c.RootCAs = nil },
			result: "the server's certificate is not trusted: x509: certificate signed by unknown authority (add your own authority to the system's trust store, or on Linux set SSL_CERT_FILE)",
		},
		"a certificate of another host": {
			change: func(c *Client, _ *tls.Config) {
				c.config.BaseURL.Host = strings.Replace(c.config.BaseURL.Host, "127.0.0.1", "localhost", 1)
			},
			result: "the server's certificate is not trusted: x509: certificate is valid for example.com, *.example.com, not localhost",
		},
		"a certificate that has expired": {
			change: func(_ *Client, c *tls.Config) { c.Time = func() time.Time { return time.Now().AddDate(100, 0, 0) } },
			result: "the server's certificate is not trusted: x509: certificate has expired or is not yet valid",
		},
		"TLS 1.2": {
			server: &tls.Config{MinVersion: tls.VersionTLS12, MaxVersion: tls.VersionTLS12},
		},
		"TLS 1.1": {
			server: &tls.Config{MinVersion: tls.VersionTLS10, MaxVersion: tls.VersionTLS11},
			result: "the server rejected the TLS connection (tls: protocol version not supported)",
		},
		"a client certificate, in TLS 1.2": {
			server: &tls.Config{MaxVersion: tls.VersionTLS12, ClientAuth: tls.RequireAnyClientCert},
			result: "the server rejected the TLS connection (tls: handshake failure)",
		},
		// A TLS 1.3 server asks for the certificate when the request is already on its way.
		"a client certificate": {
			server:  &tls.Config{ClientAuth: tls.RequireAnyClientCert},
			outcome: OutcomeUnknown,
			result:  "the server rejected the TLS connection (tls: certificate required)",
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := httptest.NewUnstartedServer(write(http.StatusCreated, created))
			s.TLS = tc.server
			startTLS(t, s)
			c := trusting(t, s)
			if transport, _ := c.transport.(*http.Transport); tc.change != nil {
				tc.change(c, transport.TLSClientConfig)
			}
			if tc.result == "" {
				if err := createOne(t.Context(), c); err != nil {
					t.Error(err)
				}
				return
			}
			got := ask(t, c) // a request that is served succeeds
			if got.Outcome != tc.outcome || !strings.HasPrefix(got.Attempts[0].Result, tc.result) {
				t.Errorf("outcome %d, %q; want %d, %q", got.Outcome, got.Attempts[0].Result, tc.outcome, tc.result)
			}
		})
	}
}

// TestTLS_breaksOff shows that a server which stops speaking TLS after it got the request is
// not mistaken for one that never spoke it.
func TestTLS_breaksOff(t *testing.T) {
	t.Parallel()
	c := serveTLS(t, "HTTP/1.1", func(w http.ResponseWriter, _ *http.Request) {
		conn, _, err := http.NewResponseController(w).Hijack()
		if err != nil {
			t.Error(err)
			return
		}
		if encrypted, ok := conn.(*tls.Conn); ok {
			_, _ = io.WriteString(encrypted.NetConn(), "Service temporarily unavailable\n")
			_ = encrypted.NetConn().Close()
		}
	})
	if got := ask(t, c); got.Outcome != OutcomeUnknown || !strings.HasPrefix(got.Attempts[0].Result, "the response could not be read (tls: ") {
		t.Errorf("outcome %d, %q", got.Outcome, got.Attempts[0].Result)
	}
}

// through makes a client use the proxy at address.
func through(c *Client, address string) {
	transport, _ := c.transport.(*http.Transport)
	transport.Proxy = func(*http.Request) (*url.URL, error) { return url.Parse(address) }
}

func TestProxy_seesNoKey(t *testing.T) {
	t.Parallel()
	for _, protocol := range []string{"HTTP/1.1", "HTTP/2.0"} {
		c := serveTLS(t, protocol, func(w http.ResponseWriter, r *http.Request) {
			if got := r.Header.Get("Authorization"); got != "Bearer "+canary {
				t.Errorf("the server got %q", got)
			}
			_, _ = io.WriteString(w, created)
		})
		proxy := cpnfake.NewProxy(c.config.BaseURL.Host)
		through(c, strings.Replace(serve(t, proxy).URL, "http://", "http://user:word@", 1))
		if _, err := c.CreateTransaction(t.Context(), NewTransaction{PaymentID: paymentID}, "key"); err != nil {
			t.Error(err)
		}
		got := strings.Join(proxy.Asked(), "")
		if !strings.Contains(got, "Proxy-Authorization: Basic ") || strings.Contains(got, "\r\nAuthorization") || strings.Contains(got, canary) {
			t.Errorf("the proxy was asked\n%s", got)
		}
	}
}

// TestProxy_fails shows that a failure of the proxy is not mistaken for one of CPN, and that
// the proxy's password is not shown.
func TestProxy_fails(t *testing.T) {
	t.Parallel()
	refusing := serve(t, http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.WriteHeader(http.StatusProxyAuthRequired)
	}))
	socks := accept(t, func(c net.Conn) {
		_, _ = io.ReadFull(c, make([]byte, 4))
		_, _ = io.WriteString(c, "\x05\xff") // no acceptable authentication
	})
	origin := httptest.NewUnstartedServer(http.NotFoundHandler())
	startTLS(t, origin)
	for name, tc := range map[string]struct{ address, result string }{
		"it refuses":              {strings.Replace(refusing.URL, "//", "//user:word@", 1), "the proxy wants credentials, which belong into its address"},
		"nobody listens":          {"http://user:word@" + nobody, "no connection to the proxy: connection refused"},
		"the proxy speaks no TLS": {strings.Replace(refusing.URL, "http://", "https://user:word@", 1), "no connection to the proxy: "},
		"nobody listens to SOCKS": {"socks5://user:word@" + nobody, "no connection to the proxy: connection refused"},
		"a SOCKS proxy rejects":   {"socks5://user:word@" + socks, "no connection to the proxy: no acceptable authentication methods"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			c := trusting(t, origin)
			through(c, tc.address)
			got := ask(t, c)
			if got.Outcome != OutcomeNothing || !strings.HasPrefix(got.Attempts[0].Result, tc.result) || strings.Contains(got.Error(), "word") {
				t.Errorf("outcome %d, %q; want OutcomeNothing, %q", got.Outcome, got.Attempts[0].Result, tc.result)
			}
		})
	}
}
