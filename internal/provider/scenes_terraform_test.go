// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"fmt"
	"strings"
)

// terraformScenes lose the responses, and then let Terraform do what it can do differently.
func terraformScenes() []scene {
	return []scene{
		{row: "the response is lost, and the next run does not refresh", play: func(c *chaos) {
			c.loses("-refresh=false")
			c.settles("-refresh=false")
		}},
		{row: rowLifecycle, name: "one way for each resource", play: lifecycles(0)},
		{row: rowLifecycle, name: "the next way for each", whole: true, play: lifecycles(1)},
		{row: rowLifecycle, name: "the last way for each", whole: true, play: lifecycles(2)},
		{row: "the response is lost, and a dependency fails in the next run", play: func(c *chaos) {
			dependency := func(run, command string) {
				c.around = []string{"resource \"terraform_data\" \"dependency\" {\n  triggers_replace = \"" + run +
					"\"\n  provisioner \"local-exec\" {\n    command = \"" + command + "\"\n  }\n}\n"}
				c.declare()
			}
			for i := range c.inside {
				c.inside[i] = "depends_on = [terraform_data.dependency]"
			}
			dependency("1", "exit 0")
			c.loses()
			dependency("2", "exit 1")
			c.fails()
			dependency("3", "exit 0")
			c.settles()
		}},
		{row: "you apply a saved plan twice", play: func(c *chaos) {
			c.tf(0, "plan", "-out", "saved")
			c.each(lostResponse())
			c.tf(1, "apply", "saved")
			c.has(0)
			// Whether the plan is stale now depends on whether the failed apply wrote a state.
			c.runs++
			if again := c.run("apply", "saved"); again.code != 0 {
				again.has(c.t, "error", "Saved plan is stale")
			}
			c.settles()
		}},
		{row: rowReplace, name: "-replace for two, taint for two", play: replaces(0)},
		{row: rowReplace, name: "the other way around", whole: true, play: replaces(1)},
		{row: "you destroy the resource, and apply again", play: func(c *chaos) {
			c.applies()
			c.tf(0, "destroy", "-auto-approve")
			c.has(0)
			c.settles()
		}},
	}
}

const (
	rowLifecycle = "the response is lost, with create_before_destroy (also on a dependent) or prevent_destroy"
	rowReplace   = "you replace the resource with -replace or taint"
)

// lifecycles gives each resource one of three lifecycles, first the one with this number.
func lifecycles(first int) func(*chaos) {
	return func(c *chaos) {
		for i, name := range names() {
			switch (first + i) % 3 {
			case 0:
				c.inside[i] = "lifecycle {\n    create_before_destroy = true\n  }"
			case 1:
				c.around = append(c.around, fmt.Sprintf("resource \"terraform_data\" \"dependent_%d\" {\n  input = %s.id\n  lifecycle {\n    create_before_destroy = true\n  }\n}\n", i, name))
			case 2:
				c.inside[i] = "lifecycle {\n    prevent_destroy = true\n  }"
			}
		}
		c.declare()
		c.loses()
		c.settles()
	}
}

// replaces taints one ticket and one transaction, and replaces the others.
func replaces(first int) func(*chaos) {
	return func(c *chaos) {
		c.applies()
		var args []string
		for i, name := range names() {
			if i%2 == first {
				args = append(args, "-replace="+name)
				continue
			}
			c.runs++
			c.plain("taint", name)
		}
		if got := c.settles(args...); !strings.Contains(got.output, "4 added, 0 changed, 4 destroyed") {
			c.t.Errorf("not all were replaced: %s", got.output)
		}
	}
}

// nothing goes wrong, and nothing is said.
func (c *chaos) nothing() {
	if got := c.settles(); len(got.diagnostics) != 0 {
		c.t.Errorf("says %+v", got.diagnostics)
	}
}
