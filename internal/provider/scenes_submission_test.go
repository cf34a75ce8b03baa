// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"fmt"
	"net/http"
	"testing"

	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/cpnfake"
)

// submissionChaos is the workspace and the CPN of a scene with a submission.
type submissionChaos struct {
	*submitting

	waitFor string
}

// submissionScenes interrupt a submission in every way, with each wait. What needs a process is
// played in each run of the tests, with one of the waits. The rest has tests in process, and
// is played with -chaos.whole only.
func submissionScenes() []scene {
	waits := []string{"COMPLETED", "", "BROADCASTED"}
	all := []scene{submitted("20 waits end at the same time", "COMPLETED", false, 20, (*submissionChaos).manyWaits)}
	for i, waitFor := range waits {
		for name, play := range submissionStops() {
			all = append(all, submitted(name, waitFor, i > 0, 1, play))
		}
		for _, plays := range []map[string]func(*submissionChaos){submissionIncidents(), submissionRuns()} {
			for name, play := range plays {
				all = append(all, submitted(name, waitFor, true, 1, play))
			}
		}
	}
	return all
}

// submitted is a scene with so many submissions.
func submitted(name, waitFor string, whole bool, many int, play func(*submissionChaos)) scene {
	return scene{fmt.Sprintf("submission, waits for %q, %s", waitFor, name), nil, whole, func(t *testing.T) (string, int) {
		t.Helper()
		c := &submissionChaos{newSubmitting(t), waitFor}
		c.traced()
		c.declareWait()
		play(c)
		n := c.fake.Counts().SubmitCounts
		found := sightings(t, c.dir, holdsSigned)
		if n.Submitted != many || n.Resubmits != 0 || len(found) > 0 {
			t.Errorf("CPN got %+v, and an input is in %v", n, found)
		}
		return fmt.Sprintf("%d submitted", n.Submitted), c.runs
	}}
}

// declareWait writes the configuration of the scene, with around next to the submission.
func (c *submissionChaos) declareWait(around ...string) {
	c.t.Helper()
	var attributes []string
	if c.waitFor != "" {
		attributes = append(attributes, fmt.Sprintf("wait_for = %q", c.waitFor))
	}
	c.configure(append(around, signing, submissionBlock(attributes...))...)
}

// tries runs apply, which may fail or not.
func (c *submissionChaos) tries(args ...string) cliRun {
	c.t.Helper()
	got := c.run(append([]string{"apply", "-auto-approve"}, args...)...)
	c.print([]byte(got.output))
	return got
}

// settles checks that another apply succeeds, and that the plan after it is empty and needs
// no signature.
func (c *submissionChaos) settles(args ...string) {
	c.t.Helper()
	c.tries(args...).must(c.t, 0)
	c.sign("")
	if got := c.run("plan", "-detailed-exitcode"); got.code != 0 {
		c.t.Errorf("the last plan is not empty: %s", got.output)
	}
}

// submissionIncidents are every fault of CPN, and what the network does more than once. Package
// submission has a table of what can happen to a request.
func submissionIncidents() map[string]func(*submissionChaos) {
	pass, down := cpnfake.Fault{Method: http.MethodGet}, cpnfake.Fault{Method: http.MethodGet, Status: http.StatusServiceUnavailable}
	all := map[string]func(*submissionChaos){
		"nobody listens": func(c *submissionChaos) {
			c.setenv("CPN_BASE_URL", "http://127.0.0.1:1")
			c.tries().must(c.t, 1)
			c.setenv("CPN_BASE_URL", c.url)
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
	for name, fault := range cpnfake.Faults() {
		all[name] = func(c *submissionChaos) {
			fault.Operation = cpnfake.SubmitTransaction
			c.fake.Inject(fault)
			c.tries()
			c.settles()
		}
	}
	return all
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
			c.run("apply", "saved").must(c.t, 0)
			c.run("apply", "saved").must(c.t, 1)
			c.settles()
		},
		"SIGTERM":                        func(c *submissionChaos) { c.responseInTime(running.terminate) },
		"two machines at the same time":  (*submissionChaos).twoMachines,
		"killed before state is written": (*submissionChaos).killedBeforeState,
		"destroyed and applied": func(c *submissionChaos) {
			c.tries().must(c.t, 0)
			c.run("destroy", "-auto-approve").must(c.t, 0)
			c.settles()
		},
		"saved plan after somebody else submitted": func(c *submissionChaos) {
			c.run("plan", "-out", "saved").must(c.t, 0)
			other := c.elsewhere()
			other.tries().must(c.t, 0)
			c.run("apply", "saved").must(c.t, 0).has(c.t, "warning", submittedBefore)
			c.settles()
		},
	}
}
