// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
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
	backend *backend // of the state; nil is a local file
	settled int      // how often the scene has settled
	runs    int      // of the command line
}

// four is the configuration of a scene.
type four struct {
	count       int    // if not 0, there are so many instances of each block
	attempt     string // of the operator: part of every id, and if not "", no id is omitted
	description string // of the tickets, as HCL
	inside      [4]string
	around      []string
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

// inject lets the two tickets and the two transactions meet these faults, one each.
func (c *chaos) inject(faults [4]cpnfake.Fault) {
	for i, fault := range faults {
		fault.Operation = cpnfake.CreateSupportTicket
		if i >= 2 {
			fault.Operation, fault.Path = cpnfake.CreateTransaction, "/v2/cpn/payments/"+payment(i)+"/transactions"
		}
		c.fake.Inject(fault)
	}
}

// each lets all creates of one run meet this fault.
func (c *chaos) each(fault cpnfake.Fault) {
	fault.Method, fault.Times = "POST", c.instances()
	c.fake.Inject(fault)
}

// wanted is how many tickets CPN has in the end, and how many transactions.
func (c *chaos) wanted() int { return 2 * max(c.count, 1) }

// instances is how many resources are declared.
func (c *chaos) instances() int { return 2 * c.wanted() }

// tf runs a command, which must end with this exit code.
func (c *chaos) tf(code int, args ...string) cliRun {
	c.t.Helper()
	c.runs++
	return c.run(args...).must(c.t, code)
}

// applies runs apply, which must succeed.
func (c *chaos) applies(args ...string) cliRun {
	c.t.Helper()
	got := c.tf(0, append([]string{"apply", "-auto-approve"}, args...)...)
	c.has(c.instances())
	return got
}

// fails runs an apply in which nothing succeeds. It leaves nothing in state.
func (c *chaos) fails(args ...string) {
	c.t.Helper()
	c.tf(1, append([]string{"apply", "-auto-approve"}, args...)...)
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
	c.tf(0, "plan", "-detailed-exitcode")
	c.settled++
	return got
}

// has fails the test unless n resources are in state, and none of them is tainted.
func (c *chaos) has(n int) {
	c.t.Helper()
	found := 0
	for address, instances := range c.inState() {
		found += len(instances)
		for _, instance := range instances {
			if instance.Status != "" || text(instance.Attributes["idempotency_key"]) == "" {
				c.t.Errorf("%s is in state as %+v", address, instance)
			}
		}
	}
	if found != n {
		c.t.Fatalf("%d resources are in state, want %d", found, n)
	}
}

// instance is a resource in a state.
type instance struct {
	Status     string         `json:"status"` // "tainted", or ""
	Attributes map[string]any `json:"attributes"`
}

// inState returns the resources of this provider in state, by the address of their block.
// There are none if there is no state.
func (c *chaos) inState() map[string][]instance {
	c.t.Helper()
	text, err := os.ReadFile(filepath.Join(c.dir, "terraform.tfstate"))
	if c.backend != nil {
		text, err = c.backend.stored(), nil
	}
	var file struct {
		Resources []struct {
			Type      string     `json:"type"`
			Name      string     `json:"name"`
			Instances []instance `json:"instances"`
		} `json:"resources"`
	}
	if err == nil && len(text) > 0 {
		err = json.Unmarshal(text, &file)
	}
	if err != nil && !os.IsNotExist(err) {
		c.t.Fatal(err)
	}
	found := map[string][]instance{}
	for _, r := range file.Resources {
		if strings.HasPrefix(r.Type, "cpn_") {
			found[r.Type+"."+r.Name] = append(found[r.Type+"."+r.Name], r.Instances...)
		}
	}
	return found
}
