// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"os"
	"runtime"
	"slices"
	"strings"
	"time"

	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/cpnfake"
)

// processScenes kill and interrupt real processes, or have many or two of them.
func processScenes() []scene {
	return []scene{
		chaotic("killed five times", false, (*chaos).killed,
			"the run is killed before CPN receives the create", "the run is killed after CPN processed the create: kill -9, a crash, a second Ctrl-C"),
		chaotic("killed before the state is written", false, (*chaos).killedBeforeState, "the run is killed before it writes the state"),
		chaotic("interrupted twice", false, (*chaos).interrupted, "one Ctrl-C, or one SIGTERM to the whole process group"),
		chaotic("two machines", false, (*chaos).twoMachines, "two machines apply the same configuration at the same time, without shared state"),
		chaotic("twenty creates", false, (*chaos).twenty, "CPN is unavailable for less than 45 seconds", "many creates fail at the same time"),
		chaotic("a dead HTTP/2 connection", true, (*chaos).deadConnection, "the response is lost, unreadable or HTTP 5xx"),
	}
}

// killed kills the provider and Terraform before and after the work. A provider without a
// Terraform ends on its own, also if Terraform has passed a SIGTERM on.
func (c *chaos) killed() {
	c.t.Helper()
	needSignals(c.t)
	c.setenv("CPN_REQUEST_TIMEOUT", "5m")
	stored := cpnfake.Fault{After: true, Hang: true}
	for _, stop := range []struct {
		fault cpnfake.Fault
		do    func(running)
	}{
		{cpnfake.Fault{Delay: time.Minute}, func(r running) { r.kill(false) }},
		{cpnfake.Fault{Delay: time.Minute}, func(r running) { r.kill(true) }},
		{stored, func(r running) { r.orphan() }},
		{stored, func(r running) { r.terminate(); r.orphan() }},
		{stored, func(r running) { r.signal(os.Interrupt, os.Interrupt) }},
	} {
		c.each(stop.fault)
		r := c.creating(c.declared())
		stop.do(r)
		r.stopped()
		c.has(0)
	}
	c.settles()
}

// killedBeforeState kills Terraform at the moment when it stores the state with the created
// resources: the backend receives the state but does not store it.
func (c *chaos) killedBeforeState() {
	c.t.Helper()
	all := func() bool { return len(c.fake.Tickets())+len(c.fake.Transactions()) == c.declared() }
	c.losesState(all, func(backend string) {
		c.around = []string{backend}
		c.declare()
	})
	c.has(0)
	c.settles()
}

// interrupted stops an apply with Ctrl-C and the next one with a SIGTERM. What CPN returns within
// the grace is in state, and the rest is not. There is no further attempt.
func (c *chaos) interrupted() {
	c.t.Helper()
	needSignals(c.t)
	c.unset("CPN_MAX_RETRIES")
	late, never := cpnfake.Fault{Delay: 2 * time.Second}, cpnfake.Fault{After: true, Hang: true}
	const summary = "Outcome unknown: CPN may have created the "
	for i, tc := range []struct {
		tickets, transactions []cpnfake.Fault
		errors                []string
	}{
		{[]cpnfake.Fault{late, never}, []cpnfake.Fault{late, never}, []string{summary + "support ticket", summary + "transaction"}},
		{[]cpnfake.Fault{late}, []cpnfake.Fault{never}, []string{summary + "transaction"}},
	} {
		n := len(tc.tickets) + len(tc.transactions)
		for _, fault := range tc.tickets {
			fault.Operation = cpnfake.CreateSupportTicket
			c.fake.Inject(fault)
		}
		for _, fault := range tc.transactions {
			fault.Operation = cpnfake.CreateTransaction
			c.fake.Inject(fault)
		}
		before := c.fake.Counts().Creates
		r := c.creating(n)
		began := time.Now()
		[]func(){func() { r.signal(os.Interrupt) }, r.terminate}[i]()
		got, took := r.stopped(), time.Since(began)
		for _, summary := range tc.errors {
			got.has(c.t, "error", summary, "interrupted before a response", "Terraform was interrupted", "Run `terraform apply` soon. Do not change id or inputs")
		}
		c.has(2 + i)
		if sent := c.fake.Counts().Creates - before; sent != n || took < 4*time.Second || took > 20*time.Second { // far below request_timeout
			c.t.Errorf("%d creates, ended after %v", sent, took)
		}
	}
	c.settles()
}

// twoMachines applies the same configuration twice at the same time.
func (c *chaos) twoMachines() {
	c.t.Helper()
	other := &chaos{workspace: newWorkspace(c.t, c.url), fake: c.fake, four: c.four}
	other.declare()
	c.each(cpnfake.Fault{After: true, Delay: time.Second})
	r := c.creating(c.declared())
	other.applies()
	r.ends().must(c.t, 0)
	c.plansNothing()
	other.plansNothing()
}

// twenty cuts all connections in the middle of 20 creates, and rejects new ones for some seconds.
// Later it lets all creates fail at once: Terraform must not crash.
func (c *chaos) twenty() {
	c.t.Helper()
	relay := cpnfake.NewRelay(strings.TrimPrefix(c.url, "http://"))
	defer relay.Close()
	direct := slices.Clone(c.env)
	c.setenv("CPN_BASE_URL", "http://"+relay.Addr())
	c.unset("CPN_MAX_RETRIES")
	c.count = 5
	c.declare()
	c.each(cpnfake.Fault{After: true, Delay: 200 * time.Millisecond})
	r := c.started("half of the creates", func() bool { return len(c.fake.Tickets())+len(c.fake.Transactions()) >= c.declared()/2 })
	relay.Down()
	<-time.After(3 * time.Second)
	relay.Up()
	r.ends().must(c.t, 0)
	c.has(c.declared())

	c.env = direct
	c.loseState()
	c.fake.ClearFaults()
	c.each(cpnfake.Fault{After: true, Hang: true})
	c.within("3s", func() { c.fails("-parallelism=20") })
	c.settles()
}

// deadConnection lets a connection die silently during creates with an hour of time: only
// pings can notice. It takes as long as they do.
func (c *chaos) deadConnection() {
	c.t.Helper()
	if runtime.GOOS != "linux" {
		c.t.Skip("on other systems the authority would have to be added to the system's own store")
	}
	fake, address, authority, protocols := overTLS(c.t)
	relay := cpnfake.NewRelay(strings.TrimPrefix(address, "https://"))
	defer relay.Close()
	for name, value := range map[string]string{
		"SSL_CERT_FILE": authority, "CPN_BASE_URL": "https://" + relay.Addr(), "CPN_MAX_RETRIES": "1", "CPN_REQUEST_TIMEOUT": "1h",
	} {
		c.setenv(name, value)
	}
	c.fake = fake
	c.each(cpnfake.Fault{After: true, Hang: true})
	r := c.creating(c.declared())
	relay.BlackHole()
	r.ends().must(c.t, 0)
	if _, ok := protocols.Load("HTTP/2.0"); !ok {
		c.t.Error("no request was sent over HTTP/2")
	}
	c.settles()
}
