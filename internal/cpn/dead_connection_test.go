// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package cpn

import (
	"net/http"
	"sync/atomic"
	"testing"
	"time"

	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/cpnfake"
)

// TestTransport_leavesADeadConnection lets a connection die silently during a create, as a
// load balancer or a VPN does: the attempt ends long before its timeout, and the next
// attempt gets a new connection.
func TestTransport_leavesADeadConnection(t *testing.T) {
	t.Parallel()
	var relay *cpnfake.Relay
	var requests atomic.Int32
	c := serveTLS(t, "HTTP/2.0", func(w http.ResponseWriter, r *http.Request) {
		if requests.Add(1) == 1 {
			relay.BlackHole()
			<-r.Context().Done()
			return
		}
		write(http.StatusCreated, created)(w, r)
	})
	relay = cpnfake.NewRelay(c.config.BaseURL.Host)
	t.Cleanup(relay.Close)
	c.config.BaseURL.Host = relay.Addr()
	c.config.MaxRetries, c.config.RequestTimeout = 1, time.Hour
	transport, _ := c.transport.(*http.Transport)
	transport.HTTP2.SendPingTimeout, transport.HTTP2.PingTimeout = 300*time.Millisecond, 300*time.Millisecond
	if _, err := c.CreateTransaction(t.Context(), NewTransaction{PaymentID: paymentID}, "key"); err != nil {
		t.Errorf("after %d requests: %v", requests.Load(), err)
	}
}

// TestTransport_pingsInTime checks the production values.
func TestTransport_pingsInTime(t *testing.T) {
	t.Parallel()
	config := newTransport().HTTP2
	if took := config.SendPingTimeout + config.PingTimeout; config.SendPingTimeout <= 0 || config.PingTimeout <= 0 || took > 15*time.Second {
		t.Errorf("a dead connection is left after %v", took)
	}
}
