// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"encoding/json"
	"fmt"
	"net/http"
	"os"
	"strings"
	"time"

	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/cpnfake"
)

// submissionStops kill and interrupt real processes.
func submissionStops() map[string]func(*submissionChaos) {
	return map[string]func(*submissionChaos){
		"killed":              (*submissionChaos).killed,
		"Ctrl-C":              func(c *submissionChaos) { c.responseInTime(func(r running) { r.signal(os.Interrupt) }) },
		"Ctrl-C, no response": (*submissionChaos).noResponse,
	}
}

// sends starts an apply, and waits until CPN has received what it submits.
func (c *submissionChaos) sends() running {
	c.t.Helper()
	before := c.fake.Counts().Submits
	return c.started("submit", func() bool { return c.fake.Counts().Submits > before })
}

// stopped waits for the end of an apply, keeps what it printed, and fails the test unless there
// is exactly this error, if any, which says this.
func (c *submissionChaos) stopped(r running, summary string, says ...string) {
	c.t.Helper()
	got := r.stopped()
	c.print([]byte(got.output))
	if summary == "" {
		return
	}
	got.has(c.t, "error", summary, says...)
	c.absent()
}

// killed kills Terraform and the provider before the work, after it, and during the wait.
func (c *submissionChaos) killed() {
	c.t.Helper()
	needSignals(c.t)
	c.setenv("CPN_REQUEST_TIMEOUT", "30s")
	c.fake.SetLife(stuck("PENDING"))
	before, after := cpnfake.Fault{Method: http.MethodPost, Delay: time.Minute}, cpnfake.Fault{Method: http.MethodPost, After: true, Hang: true}
	last := map[string]func(running){
		"":            func(r running) { r.signal(os.Interrupt, os.Interrupt) },
		"BROADCASTED": func(r running) { r.kill(false) },
		"COMPLETED":   func(r running) { r.kill(true) },
	}
	for _, stop := range []struct {
		fault cpnfake.Fault
		do    func(running)
	}{{before, func(r running) { r.kill(false) }}, {before, func(r running) { r.kill(true) }}, {after, last[c.waitFor]}} {
		c.fake.Inject(stop.fault)
		r := c.sends()
		stop.do(r)
		c.stopped(r, "")
		c.absent()
	}
	if c.waitFor != "" {
		reads := c.fake.Counts().Reads
		r := c.started("wait", func() bool { return c.fake.Counts().Reads > reads+1 })
		r.kill(true)
		c.stopped(r, "")
	}
	c.fake.MoveTransaction(submittedID, "COMPLETED")
	c.sign("")
	c.settles()
}

// killedBeforeState kills Terraform at the moment when it stores the state.
func (c *submissionChaos) killedBeforeState() {
	c.t.Helper()
	submitted := func() bool { return c.transaction().Status != "CREATED" }
	got := c.losesState(submitted, func(backend string) { c.declareWait(backend) })
	c.print([]byte(got.output))
	c.settles()
	c.print(c.backend.stored())
}

// responseInTime stops an apply while CPN processes the submit. The response comes within the
// grace, so no response is lost. The stop ends the wait after it, and the next apply waits on.
func (c *submissionChaos) responseInTime(stop func(running)) {
	c.t.Helper()
	needSignals(c.t)
	c.setenv("CPN_REQUEST_TIMEOUT", "30s")
	c.fake.Inject(cpnfake.Fault{Method: http.MethodPost, Delay: 2 * time.Second})
	r := c.sends()
	stop(r)
	if c.waitFor == "" {
		c.stopped(r, "")
		if c.state()[submissionAddress]["status"] != "PENDING" {
			c.t.Errorf("state has %v", c.state())
		}
	} else {
		c.stopped(r, "The transaction is submitted, but not yet "+c.waitFor, "Terraform was interrupted.", "Its status has been PENDING since ")
	}
	c.sign("")
	c.settles()
}

// noResponse shows that a CPN which does not respond to a submit delays a Ctrl-C by no more than
// 5 s, and that the next apply finds out. If that waits, a read which hangs delays no Ctrl-C.
func (c *submissionChaos) noResponse() {
	c.t.Helper()
	needSignals(c.t)
	c.setenv("CPN_REQUEST_TIMEOUT", "30s")
	c.setenv("CPN_MAX_RETRIES", "8")
	c.fake.SetLife(stuck("BROADCASTED"))
	c.fake.Inject(cpnfake.Fault{Method: http.MethodPost, Hang: true, After: true})
	r := c.sends()
	began := time.Now()
	r.signal(os.Interrupt)
	c.stopped(r, unknownSummary, "interrupted before a response", "Terraform was interrupted", "Run `terraform apply` soon")
	if n, took := c.fake.Counts().Submits, time.Since(began); n != 1 || took < 4*time.Second || took > 20*time.Second {
		c.t.Errorf("%d attempts, ended after %v", n, took)
	}
	if c.waitFor == "COMPLETED" {
		c.fake.Inject(cpnfake.Fault{Method: http.MethodGet}, cpnfake.Fault{Method: http.MethodGet, Hang: true})
		reads := c.fake.Counts().Reads
		r = c.started("wait", func() bool { return c.fake.Counts().Reads > reads+1 })
		began = time.Now()
		r.signal(os.Interrupt)
		c.stopped(r, notYetCompleted, "Its status has been BROADCASTED since ", "Terraform was interrupted.")
		if took := time.Since(began); took > 10*time.Second {
			c.t.Errorf("ended after %v", took)
		}
		c.fake.MoveTransaction(submittedID, "COMPLETED")
	}
	c.settles()
}

// elsewhere is another machine with the same configuration, signature and CPN, and with its
// own state.
func (c *submissionChaos) elsewhere() *submissionChaos {
	c.t.Helper()
	other := &submissionChaos{&submitting{newWorkspace(c.t, c.url), c.atCPN, c.fake}, c.waitFor}
	other.sign(signedCanary)
	other.declareWait()
	return other
}

// twoMachines applies one configuration twice at the same time. Both read CREATED, and both
// send the signed form while it is; CPN accepts one.
func (c *submissionChaos) twoMachines() {
	c.t.Helper()
	c.setenv("CPN_REQUEST_TIMEOUT", "30s")
	other := c.elsewhere()
	c.fake.Inject(cpnfake.Fault{Method: http.MethodPost, Delay: 3 * time.Second})
	r := c.sends()
	other.tries().must(c.t, 0)
	r.ends().must(c.t, 0)
	c.settles()
	other.settles()
}

// manyWaits lets the time of many waits end at once. Terraform must not crash, and nothing is
// left in state.
func (c *submissionChaos) manyWaits() {
	c.t.Helper()
	const many = 20
	c.setenv("CPN_REQUEST_TIMEOUT", "30s")
	c.fake.SetLife(stuck("PENDING"))
	at := func(i int) string { return fmt.Sprintf("%s%03d", strings.TrimSuffix(strangerID, "999"), i) }
	var messages []string
	for i := range many {
		c.fake.SetTransaction(at(i), func(t *cpnfake.Transaction) { t.PaymentID = paymentID })
		messages = append(messages, c.fake.Transactions()[1+i].MessageToBeSigned)
	}
	encoded, _ := json.Marshal(messages) // strings always have a JSON form
	c.setenv("TF_VAR_messages", string(encoded))
	c.configure(signing, "variable \"messages\" {\n  type      = list(string)\n  default   = null\n  ephemeral = true\n}\n",
		submissionBlock(fmt.Sprintf("count = %d", many), `timeouts = { create = "8s" }`, `wait_for = "COMPLETED"`,
			fmt.Sprintf(`transaction_id = format("%s%%03d", count.index)`, strings.TrimSuffix(strangerID, "999")),
			`signed_message = try(var.messages[count.index], null)`))
	c.tries("-parallelism=20").must(c.t, 1)
	if state := c.state(); len(state) > 0 {
		c.t.Errorf("state has %v", state)
	}
	c.unset("TF_VAR_messages")
	for i := range many {
		c.fake.MoveTransaction(at(i), "COMPLETED")
	}
	c.settles()
}
