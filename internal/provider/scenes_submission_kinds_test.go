// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"maps"
	"net/http"
	"os"
	"slices"
	"time"

	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/cpnfake"
)

// submissionScenes lists all of them. Package submission has a table of what can happen to a
// request, and other tests interrupt a submission, so most are played with -chaos.whole only.
func submissionScenes() []submissionScene {
	var all []submissionScene
	faults := cpnfake.Faults()
	for _, name := range slices.Sorted(maps.Keys(faults)) {
		all = append(all, submissionScene{name: name, play: func(c *submissionChaos) {
			fault := faults[name]
			fault.Operation = cpnfake.SubmitTransaction
			c.fake.Inject(fault)
			c.tries()
			c.settles()
		}})
	}
	for _, kinds := range []map[string]func(*submissionChaos){submissionIncidents(), submissionKills(), submissionRuns()} {
		for _, name := range slices.Sorted(maps.Keys(kinds)) {
			all = append(all, submissionScene{name: name, play: kinds[name]})
		}
	}
	all = append(all, submissionScene{name: "20 waits end at the same time", many: 20, play: (*submissionChaos).manyWaits})
	always := []string{
		"connection dropped after the work", "503 after the work", "the response and the read after it are lost",
		"kill -9 of terraform and provider after the work", "the wait is killed", "lost state", "20 waits end at the same time",
	}
	for i, s := range all {
		all[i].always = slices.Contains(always, s.name)
	}
	return all
}

// submissionIncidents are what the network does, more than once.
func submissionIncidents() map[string]func(*submissionChaos) {
	pass, down := cpnfake.Fault{Method: http.MethodGet}, cpnfake.Fault{Method: http.MethodGet, Status: http.StatusServiceUnavailable}
	return map[string]func(*submissionChaos){
		"nobody listens": func(c *submissionChaos) {
			url := c.url()
			c.setenv("CPN_BASE_URL", "http://127.0.0.1:1")
			c.tries().must(c.t, 1)
			c.setenv("CPN_BASE_URL", url)
			c.settles()
		},
		"the first read fails": func(c *submissionChaos) {
			c.fake.Inject(down)
			c.tries().must(c.t, 1)
			c.settles()
		},
		"the response and the read after it are lost": func(c *submissionChaos) {
			c.fake.Inject(pass, lostResponse(), down)
			c.settles() // a read that fails is no news
		},
		"lost before and after the work, with retries": func(c *submissionChaos) {
			c.setenv("CPN_MAX_RETRIES", "4")
			c.fake.Inject(cpnfake.Fault{Method: http.MethodPost, Drop: true, Times: 2}, lostResponse())
			c.settles()
		},
		"no response in time": func(c *submissionChaos) {
			c.fake.Inject(cpnfake.Fault{Method: http.MethodPost, After: true, Hang: true})
			c.settles()
		},
	}
}

// submissionRuns are what Terraform and its operator do.
func submissionRuns() map[string]func(*submissionChaos) {
	return map[string]func(*submissionChaos){
		"lost state": func(c *submissionChaos) {
			c.tries().must(c.t, 0)
			c.loseState()
			c.settles()
		},
		"lost response, -refresh=false": func(c *submissionChaos) {
			c.fake.Inject(cpnfake.Fault{Method: http.MethodGet}, lostResponse(), cpnfake.Fault{Method: http.MethodGet, Status: http.StatusServiceUnavailable})
			c.tries().must(c.t, 0)
			c.settles("-refresh=false")
		},
		"-replace": func(c *submissionChaos) {
			c.tries().must(c.t, 0)
			c.settles("-replace=" + submissionAddress)
		},
		"taint": func(c *submissionChaos) {
			c.tries().must(c.t, 0)
			c.plain("taint", submissionAddress)
			c.settles()
		},
		"saved plan applied twice": func(c *submissionChaos) {
			c.run("plan", "-out", "saved").must(c.t, 0)
			c.runs++
			c.run("apply", "saved").must(c.t, 0)
			c.run("apply", "saved").must(c.t, 1)
			c.settles()
		},
		"destroyed and applied": func(c *submissionChaos) {
			c.tries().must(c.t, 0)
			c.run("destroy", "-auto-approve").must(c.t, 0)
			c.settles()
		},
		"saved plan after somebody else submitted": func(c *submissionChaos) {
			c.run("plan", "-out", "saved").must(c.t, 0)
			other := c.elsewhere()
			other.tries().must(c.t, 0)
			c.runs++
			c.run("apply", "saved").must(c.t, 0).has(c.t, "warning", submittedBefore)
			c.settles()
		},
	}
}

// submissionKills kill and interrupt real processes.
func submissionKills() map[string]func(*submissionChaos) {
	before := cpnfake.Fault{Method: http.MethodPost, Delay: time.Minute}
	after := cpnfake.Fault{Method: http.MethodPost, After: true, Hang: true}
	killed := func(fault cpnfake.Fault, both bool) func(*submissionChaos) {
		return func(c *submissionChaos) {
			c.setenv("CPN_REQUEST_TIMEOUT", "30s")
			c.fake.Inject(fault)
			c.killed("submit", c.submits, both)
			c.settles()
		}
	}
	signaled := func(fault cpnfake.Fault, signals ...os.Signal) func(*submissionChaos) {
		return func(c *submissionChaos) {
			c.setenv("CPN_REQUEST_TIMEOUT", "30s")
			c.fake.Inject(fault)
			c.signaled(signals...)
			c.settles()
		}
	}
	late := cpnfake.Fault{Method: http.MethodPost, After: true, Delay: 2 * time.Second}
	return map[string]func(*submissionChaos){
		"kill -9 of terraform and provider before the work": killed(before, true),
		"kill -9 of the provider before the work":           killed(before, false),
		"kill -9 of terraform and provider after the work":  killed(after, true),
		"kill -9 of the provider after the work":            killed(after, false),
		"kill -9 before the state is written":               (*submissionChaos).killedBeforeState,
		"one Ctrl-C, no response":                           signaled(after, os.Interrupt),
		"one Ctrl-C, a response within the grace":           signaled(late, os.Interrupt),
		"the wait is killed":                                (*submissionChaos).waitKilled,
		"two machines at the same time":                     (*submissionChaos).twoMachines,
		"two Ctrl-C":                                        signaled(after, os.Interrupt, os.Interrupt),
		"SIGTERM to Terraform and provider": func(c *submissionChaos) {
			needSignals(c.t)
			c.setenv("CPN_REQUEST_TIMEOUT", "30s")
			c.fake.Inject(late)
			cmd, out := c.started("submit", c.submits, inGroup)
			if err := terminateGroup(cmd); err != nil {
				c.t.Error(err)
			}
			c.ended(cmd, out)
			c.settles()
		},
	}
}
