// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"time"

	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/cpnfake"
)

// incidentScenes are what others do in the meantime: CPN, the network, a colleague.
func incidentScenes() []scene {
	var all []scene
	add := func(row, name string, play func(*chaos)) { all = append(all, everyWay(row, name, play)...) }

	add(rowFailed, "ours has FAILED by the next run", func(c *chaos) {
		c.processed()
		c.failTransactions()
		c.settles()
	})
	add(rowStranger, "ours has FAILED, and a stranger's is active", func(c *chaos) {
		c.metadata = `{ order = "4711" }`
		c.declare()
		c.processed()
		c.failTransactions()
		c.fake.SetTransaction(strangerID, func(t *cpnfake.Transaction) { t.PaymentID = paymentID })
		c.settles()
		if id := text(c.state()[c.address()]["transaction_id"]); id == strangerID {
			c.t.Error("state has the stranger's transaction")
		}
	})
	add(rowStored, "a rejection that CPN repeats", func(c *chaos) {
		c.fake.SetRepeats(cpnfake.RepeatsReplayRejections)
		c.fake.SetPayment(paymentID, func(p *cpnfake.Payment) { p.Unknown = true })
		c.apply(1)
		c.fake.SetPayment(paymentID, func(p *cpnfake.Payment) { p.Unknown = false })
		if c.scene.configured {
			c.apply(1)
			c.id = "INC-1/again"
			c.declare()
		}
		c.settles()
	})
	add(rowTwoMachines, "two machines at the same time", (*chaos).twoMachines)
	all = append(all, outages()...)
	all = append(all, interruptedCompletions()...)
	for _, s := range everyWay(rowLost, "a dead HTTP/2 connection", (*chaos).deadConnection) {
		s.slow = true
		all = append(all, s)
	}
	return all
}

// processed loses the response to a create, after which CPN says only that the request was
// processed.
func (c *chaos) processed() {
	c.t.Helper()
	c.fake.SetRepeats(cpnfake.RepeatsConflict)
	c.fake.Inject(lostResponse())
	c.apply(1)
}

func (c *chaos) failTransactions() {
	for _, created := range c.fake.Transactions() {
		c.fake.SetTransaction(created.ID, fail)
	}
}

// twoMachines applies one configuration twice at the same time, each time with its own state.
func (c *chaos) twoMachines() {
	c.t.Helper()
	other := &chaos{workspace: newWorkspace(c.t, c.url), scene: c.scene, fake: c.fake, url: c.url, id: c.id}
	other.declare()
	c.fake.Inject(cpnfake.Fault{Method: http.MethodPost, After: true, Delay: time.Second})
	cmd, out := c.started()
	other.apply(0)
	if err := cmd.Wait(); err != nil {
		c.t.Errorf("%v: %s", err, out)
	}
	c.settles()
	other.settles()
}

// outages are runs of twenty tickets. In the middle, CPN is down for some seconds:
// connections are cut, and then refused.
func outages() []scene {
	play := func(c *chaos) {
		relay := cpnfake.NewRelay(strings.TrimPrefix(c.url, "http://"))
		defer relay.Close()
		c.setenv("CPN_BASE_URL", "http://"+relay.Addr())
		c.setenv("CPN_MAX_RETRIES", "")
		id := ""
		if c.scene.configured {
			id = "  id = \"INC-${count.index}\"\n"
		}
		c.configure(strings.Replace(ticketBlock(), "{\n", "{\n  count = 20\n"+id, 1))
		c.fake.Inject(cpnfake.Fault{}, cpnfake.Fault{}, cpnfake.Fault{Method: http.MethodPost, Times: 20, After: true, Delay: 200 * time.Millisecond})
		cmd, out := c.started()
		c.await("half of the creates", func() bool { return c.fake.Counts().Tickets >= 10 })
		relay.Down()
		<-time.After(3 * time.Second)
		relay.Up()
		if err := cmd.Wait(); err != nil {
			c.t.Errorf("%v: %s", err, out)
		}
		c.settles()
	}
	return []scene{
		{row: rowOutage, name: "an outage in the middle of 20", resource: "ticket", configured: true, objects: 20, play: play},
		{row: rowOutage, name: "an outage in the middle of 20", resource: "ticket", objects: 20, play: play},
	}
}

// interruptedCompletions are three unfinished tickets whose completion is interrupted by one
// Ctrl-C during the first. Completed in place, nothing ever leaves state. A plain apply
// removes all three from state before it creates the first again, so the idempotency keys of
// two are lost.
func interruptedCompletions() []scene {
	play := func(untaint bool) func(*chaos) {
		return func(c *chaos) {
			c.configure(strings.Replace(ticketBlock(), "{\n", "{\n  count = 3\n", 1))
			c.fake.Inject(cpnfake.Fault{Method: http.MethodPost, After: true, Drop: true, Times: 3})
			c.apply(1)
			for i := range 3 {
				if untaint {
					c.plain("untaint", fmt.Sprintf("%s[%d]", ticketAddress, i))
				}
			}
			c.setenv("CPN_REQUEST_TIMEOUT", "30s")
			c.setenv("TF_CLI_ARGS_apply", "-parallelism=1")
			c.fake.Inject(cpnfake.Fault{Method: http.MethodPost, After: true, Hang: true})
			c.signaled(os.Interrupt)
			c.settles()
		}
	}
	plain := scene{row: rowRetryCtrlC, name: "one Ctrl-C while three are completed", resource: "ticket", objects: 3, want: 5, play: play(false)}
	return []scene{plain, {
		row: rowUntaintCtrlC, name: "one Ctrl-C while three are completed in place", resource: "ticket", objects: 3, play: play(true),
	}}
}

// deadConnection lets a connection die silently during a create with an hour of time: only
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
	fake.Inject(cpnfake.Fault{Method: http.MethodPost, After: true, Hang: true})
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
