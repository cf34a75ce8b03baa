// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"strings"
	"time"

	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/cpnfake"
)

// elsewhere is another machine with the same configuration, signature and CPN, and with its
// own state.
func (c *submissionChaos) elsewhere() *submissionChaos {
	c.t.Helper()
	other := &submissionChaos{submitting: &submitting{quick(c.t, c.url()), c.atCPN, c.fake}, scene: c.scene}
	other.sign(signedCanary)
	other.configureWait()
	return other
}

// twoMachines applies one configuration twice at the same time. Both read CREATED, and both
// send the signed form while it is; CPN accepts one.
func (c *submissionChaos) twoMachines() {
	c.t.Helper()
	c.setenv("CPN_REQUEST_TIMEOUT", "30s")
	other := c.elsewhere()
	c.fake.Inject(cpnfake.Fault{Method: http.MethodPost, Delay: 3 * time.Second})
	cmd, out := c.started("submit", c.submits)
	other.tries().must(c.t, 0)
	if err := cmd.Wait(); err != nil {
		c.t.Errorf("%v: %s", err, out)
	}
	c.runs++
	c.settles()
	other.settles()
}

// waitKilled kills Terraform and the provider while the status is waited for.
func (c *submissionChaos) waitKilled() {
	c.t.Helper()
	if c.scene.waitFor == "" {
		c.scene.waitFor = "COMPLETED"
		c.configureWait()
	}
	c.fake.SetLife(stuck("PENDING"))
	c.killed("wait", c.waits, true)
	c.fake.MoveTransaction(submittedID, "COMPLETED")
	c.sign("")
	c.settles()
}

// manyWaits lets the time of many waits end at once. Terraform must not crash, and nothing is
// left in state.
func (c *submissionChaos) manyWaits() {
	c.t.Helper()
	c.setenv("CPN_REQUEST_TIMEOUT", "30s")
	c.fake.SetLife(stuck("PENDING"))
	at := func(i int) string { return fmt.Sprintf("%s%03d", strings.TrimSuffix(strangerID, "999"), i) }
	var messages []string
	for i := range c.scene.many {
		c.fake.SetTransaction(at(i), func(t *cpnfake.Transaction) { t.PaymentID = paymentID })
		messages = append(messages, c.fake.Transactions()[1+i].MessageToBeSigned)
	}
	encoded, _ := json.Marshal(messages) // strings always have a JSON form
	c.setenv("TF_VAR_messages", string(encoded))
	c.configure(signing, "variable \"messages\" {\n  type      = list(string)\n  default   = null\n  ephemeral = true\n}\n",
		submissionBlock(fmt.Sprintf("count = %d", c.scene.many), `timeouts = { create = "8s" }`, `wait_for = "COMPLETED"`,
			fmt.Sprintf(`transaction_id = format("%s%%03d", count.index)`, strings.TrimSuffix(strangerID, "999")),
			`signed_message = try(var.messages[count.index], null)`))
	c.tries("-parallelism=20").must(c.t, 1)
	if state := c.state(); len(state) > 0 {
		c.t.Errorf("state has %v", state)
	}
	c.unset("TF_VAR_messages")
	for i := range c.scene.many {
		c.fake.MoveTransaction(at(i), "COMPLETED")
	}
	c.settles()
}

// killed kills the provider with kill -9 once so, and Terraform too if both is true.
func (c *submissionChaos) killed(what string, so func() bool, both bool) {
	c.t.Helper()
	cmd, out := c.started(what, so)
	killProvider(c.t, cmd, both)
	c.ended(cmd, out)
}

// signaled sends Terraform signals, one after the other, while CPN processes a submit.
func (c *submissionChaos) signaled(signals ...os.Signal) {
	c.t.Helper()
	needSignals(c.t)
	cmd, out := c.started("submit", c.submits)
	sendSignals(c.t, cmd, signals)
	c.ended(cmd, out)
}

// ended waits for an apply that does not end well, and keeps what it printed.
func (c *submissionChaos) ended(cmd *exec.Cmd, out *bytes.Buffer) {
	c.t.Helper()
	c.runs++
	c.workspace.ended(cmd, out)
	c.printed(out.Bytes())
}

// killedBeforeState kills Terraform at the moment when it stores the state.
func (c *submissionChaos) killedBeforeState() {
	c.t.Helper()
	b := &backend{}
	server := httptest.NewServer(b)
	c.t.Cleanup(server.Close)
	c.mirrored()
	c.configureWait(fmt.Sprintf("terraform {\n  backend \"http\" {\n    address = %q\n  }\n}\n", server.URL))
	c.plain("init", "-no-color")
	arrived := b.holdNext(func() bool { return true })
	cmd, out := c.started("state", func() bool { return isClosed(arrived) })
	killProvider(c.t, cmd, true)
	c.ended(cmd, out)
	c.settles()
	c.printed(b.stored())
}
