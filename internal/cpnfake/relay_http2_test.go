// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package cpnfake_test

import (
	"context"
	"errors"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/cpnfake"
)

// HTTP/2 has one connection for all requests. A client that pings loses at most the request
// that finds the connection dead; a client that does not ping waits forever.
func TestRelay_blackHoleUnderHTTP2(t *testing.T) {
	t.Parallel()
	pings := &http.HTTP2Config{SendPingTimeout: 100 * time.Millisecond, PingTimeout: 100 * time.Millisecond}
	for name, tc := range map[string]struct {
		config   *http.HTTP2Config
		patience time.Duration
		recovers bool
	}{
		"a client that pings":         {pings, time.Minute, true},
		"a client that does not ping": {nil, 5 * silence, false},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			fake, c, r := startHTTP2(t, tc.config)
			c.get(paymentPath).expect(t, rejection{})
			reads := fake.Counts().Reads
			r.BlackHole()
			first, second := getFor(c, tc.patience), getFor(c, tc.patience)
			if waited := errors.Is(first.err, context.DeadlineExceeded); waited == tc.recovers {
				t.Errorf("the first request ends with %d, %v", first.status, first.err)
			}
			if waited := errors.Is(second.err, context.DeadlineExceeded); waited == tc.recovers || (second.err == nil) != tc.recovers {
				t.Errorf("the second request ends with %d, %v", second.status, second.err)
			}
			if came := fake.Counts().Reads > reads; came != tc.recovers {
				t.Errorf("a request arrived: %t, want %t", came, tc.recovers)
			}
		})
	}
}

// getFor reads a payment, with patience as the timeout.
func getFor(c *client, patience time.Duration) response {
	ctx, cancel := context.WithTimeout(c.t.Context(), patience)
	defer cancel()
	return c.do(ctx, http.MethodGet, paymentPath, "", nil)
}

// startHTTP2 serves a simulator over HTTP/2, behind a relay.
func startHTTP2(t *testing.T, config *http.HTTP2Config) (*cpnfake.Server, *client, *cpnfake.Relay) {
	t.Helper()
	fake := cpnfake.New()
	server := httptest.NewUnstartedServer(fake)
	server.EnableHTTP2 = true
	server.StartTLS()
	t.Cleanup(server.Close)
	r := cpnfake.NewRelay(server.Listener.Addr().String())
	t.Cleanup(r.Close)
	trusting, ok := server.Client().Transport.(*http.Transport)
	if !ok {
		t.Fatalf("transport is a %T", server.Client().Transport)
	}
	transport := &http.Transport{TLSClientConfig: trusting.TLSClientConfig, ForceAttemptHTTP2: true, HTTP2: config}
	t.Cleanup(transport.CloseIdleConnections)
	return fake, &client{t: t, url: "https://" + r.Addr(), http: &http.Client{Transport: transport}}, r
}
