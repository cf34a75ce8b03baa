// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/cpnfake"
)

// chaos is the workspace and the CPN of one scene. Its configuration has two tickets and two
// transactions, one of each with a configured id and one without.
type chaos struct {
	*workspace

	fake *cpnfake.Server
	four
	settled int // how often the scene has settled
}

// four is the configuration of a scene.
type four struct {
	count       int    // if not 0, there are so many instances of each block
	attempt     string // of the operator: part of every id, and if not "", no id is omitted
	description string // of the tickets, as HCL
	inside      [4]string
	around      []string
}

// chaotic is a scene of four resources.
func chaotic(name string, whole bool, play func(*chaos), rows ...string) scene {
	return scene{name, rows, whole, func(t *testing.T) (string, int) {
		t.Helper()
		c := newChaos(t)
		play(c)
		n, want := c.fake.Counts(), c.wanted()
		if n.Tickets != want || n.Transactions != want || c.settled == 0 {
			t.Errorf("CPN has %d tickets and %d transactions, want %d of each, in a scene that has settled %d times", n.Tickets, n.Transactions, want, c.settled)
		}
		return fmt.Sprintf("%d tickets and %d transactions of %d", n.Tickets, n.Transactions, want), c.runs
	}}
}

func newChaos(t *testing.T) *chaos {
	t.Helper()
	fake, url := startFake(t)
	c := &chaos{workspace: newWorkspace(t, url), fake: fake, four: four{description: `"It is late."`}}
	c.setenv("CPN_MAX_RETRIES", "0")
	c.declare()
	return c
}

// names are the addresses of the four blocks.
func names() []string {
	return []string{"cpn_support_ticket.configured", "cpn_support_ticket.derived", "cpn_transaction.configured", "cpn_transaction.derived"}
}

// payment is the payment of block i, which each transaction has for itself.
func payment(i int) string { return fmt.Sprintf("c4d1da72-111e-4d52-bdbf-%d00000000000", i) }

// declare writes the configuration.
func (c *chaos) declare() {
	c.t.Helper()
	blocks := slices.Clone(c.around)
	for i, name := range names() {
		kind, label, _ := strings.Cut(name, ".")
		body := []string{fmt.Sprintf("payment_id = %q", payment(i))}
		if c.count > 0 {
			body = []string{fmt.Sprintf("count = %d", c.count), fmt.Sprintf(`payment_id = format("%s%%03d", count.index)`, strings.TrimSuffix(payment(i), "000"))}
		}
		switch id := "INC-1" + c.attempt; {
		case c.count > 0 && label == "configured":
			body = append(body, fmt.Sprintf(`id = "%s/${count.index}"`, id))
		case label == "configured" || c.attempt != "":
			body = append(body, fmt.Sprintf("id = %q", id))
		}
		if kind == "cpn_support_ticket" {
			body = append(body, `issue_type = "OTHER"`, "description = "+c.description, `email = "help@ofi.com"`)
		} else {
			body = append(body, `metadata = { order = "4711" }`)
		}
		body = append(body, c.inside[i])
		blocks = append(blocks, fmt.Sprintf("resource %q %q {\n  %s\n}\n", kind, label, strings.Join(body, "\n  ")))
	}
	c.configure(blocks...)
}

// each lets all creates of one run meet this fault.
func (c *chaos) each(fault cpnfake.Fault) {
	fault.Method, fault.Times = "POST", c.declared()
	c.fake.Inject(fault)
}

// wanted is how many tickets CPN has in the end, and how many transactions.
func (c *chaos) wanted() int { return 2 * max(c.count, 1) }

// declared is how many resources are declared.
func (c *chaos) declared() int { return 2 * c.wanted() }

// applies runs apply, which must succeed.
func (c *chaos) applies(args ...string) cliRun {
	c.t.Helper()
	got := c.run(append([]string{"apply", "-auto-approve"}, args...)...).must(c.t, 0)
	c.has(c.declared())
	return got
}

// fails runs an apply in which nothing succeeds. It leaves nothing in state.
func (c *chaos) fails(args ...string) {
	c.t.Helper()
	c.run(append([]string{"apply", "-auto-approve"}, args...)...).must(c.t, 1)
	c.has(0)
}

// loses runs an apply in which the responses to all creates are lost.
func (c *chaos) loses(args ...string) {
	c.t.Helper()
	c.each(lostResponse())
	c.fails(args...)
}

// settles checks that another apply succeeds, and that the plan after it is empty.
func (c *chaos) settles(args ...string) cliRun {
	c.t.Helper()
	got := c.applies(args...)
	c.plansNothing()
	return got
}

func (c *chaos) plansNothing() {
	c.t.Helper()
	c.run("plan", "-detailed-exitcode").must(c.t, 0)
	c.settled++
}

// has fails the test unless n resources are in state, and none of them is tainted.
func (c *chaos) has(n int) {
	c.t.Helper()
	found := 0
	for address, each := range c.instances() {
		if !strings.HasPrefix(address, "cpn_") {
			continue
		}
		found++
		if each.Status != "" || text(each.Attributes["idempotency_key"]) == "" {
			c.t.Errorf("%s is in state as %+v", address, each)
		}
	}
	if found != n {
		c.t.Fatalf("%d resources are in state, want %d", found, n)
	}
}

// failTransactions lets every transaction of a payment fail, or of all payments if it is "".
func (c *chaos) failTransactions(payment string) {
	for _, created := range c.fake.Transactions() {
		if payment == "" || created.PaymentID == payment {
			c.fake.SetTransaction(created.ID, fail)
		}
	}
}

// within runs what needs a short time limit for each request.
func (c *chaos) within(limit string, do func()) {
	c.setenv("CPN_REQUEST_TIMEOUT", limit)
	do()
	c.unset("CPN_REQUEST_TIMEOUT")
}

// creating starts an apply, and waits until CPN has received n creates.
func (c *chaos) creating(n int) running {
	c.t.Helper()
	before := c.fake.Counts().Creates
	return c.started("creates", func() bool { return c.fake.Counts().Creates >= before+n })
}
