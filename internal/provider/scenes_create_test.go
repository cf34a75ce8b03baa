// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"net/http"
	"slices"
	"strings"

	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/cpnfake"
)

// createScenes are scenes of four resources, or of as many of each as [four] counts. Rows that
// need the same of CPN happen to the same resources, one after the other: each leaves behind
// what the next one could stumble over.
func createScenes(random *rand.Rand) []scene {
	return slices.Concat([]scene{
		chaotic("state", false, (*chaos).lives, "nothing goes wrong", "you replace the resource with -replace or taint", "you destroy the resource, and apply again",
			"the state is lost", "the state is lost, and the next checkout has other line ends, or a byte order mark"),
		chaotic("lost responses", false, losing(random), "the response is lost, unreadable or HTTP 5xx", "three responses in a row are lost",
			"a proxy forwards the create to CPN, but returns its own rejection"),
		chaotic("nothing is created", false, (*chaos).rejected, "CPN cannot be reached", "CPN limits the rate (HTTP 429)",
			"CPN repeats a rejection although its cause is gone, and you follow the message"),
		chaotic("responses are not repeated", false, (*chaos).conflicts, "the response is lost, and CPN then says only that it processed the idempotency key",
			"the response is lost, the transaction fails, and somebody creates another transaction for the payment"),
		chaotic("saved plan", false, (*chaos).savedPlan, "you apply a saved plan twice"),
	}, lifecycleScenes(random), processScenes())
}

// lives is a life without errors.
func (c *chaos) lives() {
	c.t.Helper()
	c.description = `"It is late.\nVery."`
	c.declare()
	c.settles().are(c.t)
	var args []string
	for i, name := range names() {
		if i%2 == 0 {
			args = append(args, "-replace="+name)
			continue
		}
		c.plain("taint", name)
	}
	if got := c.applies(args...); !strings.Contains(got.output, "4 added, 0 changed, 4 destroyed") {
		c.t.Errorf("not all were replaced: %s", got.output)
	}
	c.run("destroy", "-auto-approve").must(c.t, 0)
	c.has(0)
	c.applies()
	c.loseState()
	c.description = `"\uFEFFIt is late.\r\nVery.\r\n"`
	c.declare()
	c.settles()
}

// losing loses responses in all ways, in three runs. Each way meets a ticket and a transaction
// in each run.
func losing(random *rand.Rand) func(*chaos) {
	kinds := lostKinds()
	ways := slices.Sorted(maps.Keys(kinds))
	random.Shuffle(len(ways), func(i, j int) { ways[i], ways[j] = ways[j], ways[i] })
	return func(c *chaos) {
		c.count = (len(ways) + 1) / 2
		c.declare()
		for run := range 3 {
			for i := range 2 * c.count {
				fault := kinds[ways[(5*run+i)%len(ways)]]
				for _, fault.Operation = range []string{cpnfake.CreateSupportTicket, cpnfake.CreateTransaction} {
					c.fake.Inject(fault)
				}
			}
			c.within("3s", func() { c.fails("-parallelism=100") })
		}
		c.settles()
	}
}

// lostKinds are the ways to lose a response.
func lostKinds() map[string]cpnfake.Fault {
	kinds := map[string]cpnfake.Fault{
		"dropped before the work":  {Drop: true},
		"dropped":                  {Drop: true, After: true},
		"truncated":                {Truncate: true},
		"no JSON":                  {After: true, Status: http.StatusCreated, Body: "\x00\xff{"},
		"HTML that says 200":       {After: true, Status: http.StatusOK, Body: "<html>Gateway</html>"},
		"a hang past the time-out": {After: true, Hang: true},
		"someone else's as 201":    {After: true, Status: http.StatusCreated, Body: `{"data":{"id":"` + strangerID + `","paymentId":"` + strangerID + `"}}`},
		"a proxy's rejection":      foreignRejection(),
		"HTTP 500 before the work": {Status: http.StatusInternalServerError},
	}
	for _, status := range []int{
		http.StatusRequestTimeout, http.StatusInternalServerError, http.StatusBadGateway, http.StatusServiceUnavailable, http.StatusGatewayTimeout,
	} {
		kinds[fmt.Sprintf("HTTP %d", status)] = cpnfake.Fault{After: true, Status: status}
	}
	return kinds
}

// rejected lets creates fail that CPN has not carried out.
func (c *chaos) rejected() {
	c.t.Helper()
	c.setenv("CPN_BASE_URL", "http://127.0.0.1:1")
	c.fails()
	c.setenv("CPN_BASE_URL", c.url)
	c.fake.SetRepeats(cpnfake.RepeatsReplayRejections)
	for _, unknown := range []bool{true, false} {
		for i := range names() {
			c.fake.SetPayment(payment(i), func(p *cpnfake.Payment) { p.Unknown = unknown })
		}
		c.fails()
	}
	c.attempt = "/again"
	c.declare()
	// Such attempts do not count as retries, of which there are none.
	c.each(cpnfake.Fault{Status: http.StatusTooManyRequests, Header: map[string]string{"Retry-After": "1"}})
	c.settles()
}

// conflicts loses the responses of a CPN that does not repeat them. One transaction fails, and
// its payment has another one by the next run.
func (c *chaos) conflicts() {
	c.t.Helper()
	c.fake.SetRepeats(cpnfake.RepeatsConflict)
	c.loses()
	c.failTransactions(payment(3))
	c.fake.SetTransaction(strangerID, func(t *cpnfake.Transaction) { t.PaymentID = payment(3) })
	got := c.settles()
	for i, name := range names() {
		warned := func(line string) bool { return saysAll(line, `"severity":"warning"|"address":"`+name+`"`) }
		attributes := c.state()[name]
		isTicket, without := i < 2, attributes["ticket_id"] == nil && attributes["transaction_id"] == nil
		if isTicket != without || attributes["transaction_id"] == strangerID || !slices.ContainsFunc(strings.Split(got.output, "\n"), warned) {
			c.t.Errorf("%s is in state as %v: %s", name, attributes, got.output)
		}
	}
}

// savedPlan applies a saved plan twice. Whether it is stale the second time depends on whether
// the failed apply wrote a state.
func (c *chaos) savedPlan() {
	c.t.Helper()
	c.run("plan", "-out", "saved").must(c.t, 0)
	c.each(lostResponse())
	c.run("apply", "saved").must(c.t, 1)
	c.has(0)
	if again := c.run("apply", "saved"); again.code != 0 {
		again.has(c.t, "error", "Saved plan is stale")
	}
	c.settles()
}

// lifecycleScenes lose the responses of resources with one of three lifecycles, of which each
// has its turn at night.
func lifecycleScenes(random *rand.Rand) []scene {
	var all []scene
	for i, first := range random.Perm(3) {
		all = append(all, chaotic(fmt.Sprintf("lifecycles from %d", first), i > 0, lifecycles(first),
			"the response is lost, with create_before_destroy (also on a dependent) or prevent_destroy",
			"the response is lost, and a dependency fails in the next run", "the response is lost, and the transaction fails before the next run",
			"the response is lost, and the next run does not refresh"))
	}
	return all
}

// lifecycles gives each resource a lifecycle, first the one with this number, and all a dependency.
func lifecycles(first int) func(*chaos) {
	return func(c *chaos) {
		var dependents []string
		for i, name := range names() {
			c.inside[i] = "depends_on = [terraform_data.dependency]\n"
			switch (first + i) % 3 {
			case 0:
				c.inside[i] += "  lifecycle {\n    create_before_destroy = true\n  }"
			case 1:
				dependents = append(dependents, fmt.Sprintf("resource \"terraform_data\" \"dependent_%d\" {\n  input = %s.id\n  lifecycle {\n    create_before_destroy = true\n  }\n}\n", i, name))
			case 2:
				c.inside[i] += "  lifecycle {\n    prevent_destroy = true\n  }"
			}
		}
		dependency := func(run, command string) {
			c.around = append(slices.Clone(dependents), "resource \"terraform_data\" \"dependency\" {\n  triggers_replace = \""+run+
				"\"\n  provisioner \"local-exec\" {\n    command = \""+command+"\"\n  }\n}\n")
			c.declare()
		}
		dependency("1", "exit 0")
		c.loses()
		c.failTransactions("")
		dependency("2", "exit 1")
		c.fails()
		dependency("3", "exit 0")
		c.settles("-refresh=false")
	}
}
