// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"path/filepath"
	"runtime"
	"strings"
	"time"

	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/cpnfake"
)

// stateScenes lose the state, or have two.
func stateScenes() []scene {
	return []scene{
		{row: "the state is lost", play: func(c *chaos) {
			c.applies()
			c.loseState()
			c.settles()
		}},
		{row: "the state is lost, and the next checkout has other line ends, or a byte order mark", play: func(c *chaos) {
			c.description = `"It is late.\nVery."`
			c.declare()
			c.applies()
			c.loseState()
			c.description = `"\uFEFFIt is late.\r\nVery.\r\n"`
			c.declare()
			c.settles()
		}},
		{row: "two machines apply the same configuration at the same time, without shared state", play: func(c *chaos) {
			other := &chaos{workspace: newWorkspace(c.t, c.url()), fake: c.fake, four: c.four}
			other.declare()
			c.each(cpnfake.Fault{After: true, Delay: time.Second})
			cmd, out := c.started()
			other.applies()
			if err := cmd.Wait(); err != nil {
				c.t.Errorf("%v: %s", err, out)
			}
			c.settles()
			other.settles()
			c.runs += other.runs
		}},
	}
}

// outageScenes are about twenty resources.
func outageScenes() []scene {
	return []scene{
		{row: "CPN is unavailable for less than 45 seconds", name: "in the middle of 20 creates", play: (*chaos).outage},
		{row: "many creates fail at the same time", play: func(c *chaos) {
			c.count = 5
			c.declare()
			c.setenv("TF_CLI_ARGS_apply", "-parallelism=20")
			// Each waits for a response, and all responses fail to come at once.
			c.each(cpnfake.Fault{After: true, Hang: true})
			c.within("3s", func() { c.fails() })
			c.settles()
		}},
		{row: rowLost, name: "a dead HTTP/2 connection", whole: true, play: (*chaos).deadConnection},
	}
}

// outage cuts all connections in the middle of 20 creates, and refuses new ones for some
// seconds.
func (c *chaos) outage() {
	c.t.Helper()
	relay := cpnfake.NewRelay(strings.TrimPrefix(c.url(), "http://"))
	defer relay.Close()
	c.setenv("CPN_BASE_URL", "http://"+relay.Addr())
	c.unset("CPN_MAX_RETRIES")
	c.count = 5
	c.declare()
	c.each(cpnfake.Fault{After: true, Delay: 200 * time.Millisecond})
	created := func() int { return len(c.fake.Tickets()) + len(c.fake.Transactions()) }
	cmd, out := c.starts()
	await(c.t, "half of the creates", func() bool { return created() >= c.instances()/2 })
	relay.Down()
	<-time.After(3 * time.Second)
	relay.Up()
	if err := cmd.Wait(); err != nil {
		c.t.Errorf("%v: %s", err, out)
	}
	c.has(c.instances())
	c.settles()
}

// deadConnection lets a connection die silently during creates with an hour of time: only
// pings can notice. It takes as long as they do.
func (c *chaos) deadConnection() {
	c.t.Helper()
	if runtime.GOOS != "linux" {
		c.t.Skip("on other systems the authority would have to be added to the system's own store")
	}
	certificate, leaf := authority(c.t)
	fake, address, protocols := overTLS(c.t, leaf, true)
	relay := cpnfake.NewRelay(strings.TrimPrefix(address, "https://"))
	defer relay.Close()
	file := filepath.Join(c.dir, "authority.pem")
	c.write(file, certificate)
	for name, value := range map[string]string{
		"SSL_CERT_FILE": file, "CPN_BASE_URL": "https://" + relay.Addr(), "CPN_MAX_RETRIES": "1", "CPN_REQUEST_TIMEOUT": "1h",
	} {
		c.setenv(name, value)
	}
	c.fake = fake
	c.each(cpnfake.Fault{After: true, Hang: true})
	cmd, out := c.started()
	relay.BlackHole()
	if err := cmd.Wait(); err != nil {
		c.t.Errorf("%v: %s", err, out)
	}
	if _, ok := protocols.Load("HTTP/2.0"); !ok {
		c.t.Error("no request was sent over HTTP/2")
	}
	c.settles()
}

// cpnScenes are what happens at CPN in the meantime.
func cpnScenes() []scene {
	return []scene{
		{row: "the response is lost, and the transaction fails before the next run", name: "CPN repeats its response", play: func(c *chaos) {
			c.loses()
			c.failTransactions()
			c.settles()
		}},
		{row: "the response is lost, and the transaction fails before the next run", name: "CPN does not repeat its response", whole: true, play: func(c *chaos) {
			c.fake.SetRepeats(cpnfake.RepeatsConflict)
			c.loses()
			c.failTransactions()
			c.settles()
		}},
		{row: "the response is lost, the transaction fails, and somebody creates another transaction for the payment", play: func(c *chaos) {
			c.fake.SetRepeats(cpnfake.RepeatsConflict)
			c.loses()
			c.failTransactions()
			for i, id := range []string{strangerID, strings.Replace(strangerID, "9", "8", 1)} {
				c.fake.SetTransaction(id, func(t *cpnfake.Transaction) { t.PaymentID = payment(2 + i) })
			}
			c.settles()
			for _, name := range names()[2:] {
				if id := text(c.inState()[name][0].Attributes["transaction_id"]); strings.HasSuffix(id, strangerID[1:]) {
					c.t.Errorf("%s is the stranger's transaction", name)
				}
			}
		}},
		{row: "CPN repeats a rejection although its cause is gone, and you follow the message", play: func(c *chaos) {
			c.fake.SetRepeats(cpnfake.RepeatsReplayRejections)
			unknown := func(is bool) {
				for i := range names() {
					c.fake.SetPayment(payment(i), func(p *cpnfake.Payment) { p.Unknown = is })
				}
			}
			unknown(true)
			c.fails()
			unknown(false)
			c.fails()
			c.attempt = "/again"
			c.declare()
			c.settles()
		}},
	}
}

// failTransactions lets every transaction fail.
func (c *chaos) failTransactions() {
	for _, created := range c.fake.Transactions() {
		c.fake.SetTransaction(created.ID, fail)
	}
}
