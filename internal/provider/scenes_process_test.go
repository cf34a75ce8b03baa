// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"bytes"
	"fmt"
	"net/http/httptest"
	"os"
	"os/exec"
	"time"

	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/cpnfake"
)

const (
	rowKilledBefore = "the run is killed before CPN receives the create"
	rowKilledAfter  = "the run is killed after CPN processed the create: kill -9, a crash, a second Ctrl-C"
	rowInterrupted  = "one Ctrl-C, or one SIGTERM to the whole process group"
)

// killScenes kill real processes.
func killScenes() []scene {
	before := cpnfake.Fault{Delay: time.Minute}
	stored := cpnfake.Fault{After: true, Hang: true}
	killed := func(fault cpnfake.Fault, both bool) func(*chaos) {
		return func(c *chaos) {
			c.each(fault)
			c.killed(both)
			c.has(0)
			c.settles()
		}
	}
	return []scene{
		{row: rowKilledBefore, name: "kill -9 of the provider", play: killed(before, false)},
		{row: rowKilledBefore, name: "kill -9 of Terraform and the provider", whole: true, play: killed(before, true)},
		{row: rowKilledAfter, name: "kill -9 of Terraform and the provider", play: killed(stored, true)},
		{row: rowKilledAfter, name: "kill -9 of the provider", whole: true, play: killed(stored, false)},
		{row: rowKilledAfter, name: "two Ctrl-C", play: func(c *chaos) {
			c.each(stored)
			c.signaled(os.Interrupt, os.Interrupt)
			c.has(0)
			c.settles()
		}},
		{row: "the run is killed before it writes the state", play: (*chaos).killedBeforeState},
	}
}

// signalScenes interrupt real processes once.
func signalScenes() []scene {
	stored := cpnfake.Fault{After: true, Hang: true}
	return []scene{
		{row: rowInterrupted, name: "Ctrl-C", play: func(c *chaos) {
			c.each(stored)
			c.signaled(os.Interrupt)
			c.has(0)
			c.settles()
		}},
		{row: rowInterrupted, name: "SIGTERM", play: func(c *chaos) {
			needSignals(c.t)
			c.each(stored)
			cmd, out := c.started(inGroup)
			if err := terminateGroup(cmd); err != nil {
				c.t.Error(err)
			}
			c.ended(cmd, out)
			c.has(0)
			c.settles()
		}},
	}
}

// started starts an apply after the given preparations, and waits until CPN has received all
// creates.
func (c *chaos) started(prepare ...func(*exec.Cmd)) (*exec.Cmd, *bytes.Buffer) {
	c.t.Helper()
	creates := c.fake.Counts().Creates
	cmd, out := c.starts(prepare...)
	await(c.t, "creates", func() bool { return c.fake.Counts().Creates >= creates+c.instances() })
	return cmd, out
}

// starts starts an apply.
func (c *chaos) starts(prepare ...func(*exec.Cmd)) (*exec.Cmd, *bytes.Buffer) {
	c.t.Helper()
	c.runs++
	cmd := c.command("apply", "-auto-approve", "-no-color")
	for _, do := range prepare {
		do(cmd)
	}
	var out bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &out
	if err := cmd.Start(); err != nil {
		c.t.Fatal(err)
	}
	return cmd, &out
}

// killed kills the provider with kill -9 while CPN processes its requests, and Terraform too
// if both is true.
func (c *chaos) killed(both bool) {
	c.t.Helper()
	cmd, out := c.started()
	killProvider(c.t, cmd, both)
	c.ended(cmd, out)
}

// signaled sends Terraform signals, one after the other, while CPN processes the creates.
func (c *chaos) signaled(signals ...os.Signal) {
	c.t.Helper()
	needSignals(c.t)
	cmd, out := c.started()
	sendSignals(c.t, cmd, signals)
	c.ended(cmd, out)
}

// killedBeforeState kills Terraform at the moment when it stores the state with the created
// resources: the backend receives the state but does not store it.
func (c *chaos) killedBeforeState() {
	c.t.Helper()
	c.backend = &backend{}
	server := httptest.NewServer(c.backend)
	c.t.Cleanup(server.Close)
	c.mirrored()
	c.around = []string{fmt.Sprintf("terraform {\n  backend \"http\" {\n    address = %q\n  }\n}\n", server.URL)}
	c.declare()
	c.runs++
	c.plain("init", "-no-color")
	arrived := c.backend.holdNext(func() bool { return len(c.fake.Tickets())+len(c.fake.Transactions()) == c.instances() })
	cmd, out := c.starts()
	await(c.t, "state", func() bool { return isClosed(arrived) })
	killProvider(c.t, cmd, true)
	c.ended(cmd, out)
	c.has(0)
	c.settles()
}
