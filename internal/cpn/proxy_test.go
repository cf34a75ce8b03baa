// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package cpn

import (
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/cpnfake"
)

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
	closed := listen(t)
	_ = closed.Close()
	socks := accept(t, func(c net.Conn) {
		_, _ = io.ReadFull(c, make([]byte, 4))
		_, _ = io.WriteString(c, "\x05\xff") // no acceptable authentication
	})
	origin := httptest.NewUnstartedServer(http.NotFoundHandler())
	startTLS(t, origin)
	for name, tc := range map[string]struct{ address, result string }{
		"it refuses":              {strings.Replace(refusing.URL, "//", "//user:word@", 1), "the proxy wants credentials, which belong into its address"},
		"nobody listens":          {"http://user:word@" + closed.Addr().String(), "no connection to the proxy: connection refused"},
		"the proxy speaks no TLS": {strings.Replace(refusing.URL, "http://", "https://user:word@", 1), "no connection to the proxy: "},
		"nobody listens to SOCKS": {"socks5://user:word@" + closed.Addr().String(), "no connection to the proxy: connection refused"},
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
