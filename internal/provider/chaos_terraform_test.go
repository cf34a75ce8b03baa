// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"os"
	"path/filepath"
	"strings"
)

// terraformScenes are what Terraform itself does to a resource.
func terraformScenes() []scene {
	const careful = "  lifecycle {\n    create_before_destroy = true\n  }\n"
	const dependent = "resource \"terraform_data\" \"dependent\" {\n  input = %s.id\n  lifecycle {\n    create_before_destroy = true\n  }\n}\n"
	lose := func(c *chaos) {
		c.fake.Inject(lostResponse())
		c.apply(1)
	}
	var all []scene
	add := func(row, name string, play func(*chaos)) { all = append(all, everyWay(row, name, play)...) }

	add(rowNoRefresh, "-refresh=false", func(c *chaos) {
		lose(c)
		c.settles("-refresh=false")
	})
	add(rowUntaint, "untaint", func(c *chaos) {
		lose(c)
		c.untaint()
		c.settles()
	})
	add(rowCBD, "create_before_destroy", func(c *chaos) {
		c.declareWith(careful)
		lose(c)
		c.settles()
	})
	add(rowCBD, "create_before_destroy on a dependent", func(c *chaos) {
		c.declare(strings.ReplaceAll(dependent, "%s", c.address()))
		lose(c)
		c.settles()
	})
	add(rowCBDUntaint, "create_before_destroy, untaint", func(c *chaos) {
		c.declareWith(careful)
		lose(c)
		c.untaint()
		c.settles()
	})
	add(rowDependency, "a dependency fails in the retry", func(c *chaos) {
		dependency := func(run, command string) string {
			return "resource \"terraform_data\" \"dependency\" {\n  triggers_replace = \"" + run + "\"\n  provisioner \"local-exec\" {\n    command = \"" + command + "\"\n  }\n}\n"
		}
		const after = "  depends_on = [terraform_data.dependency]\n"
		c.declareWith(after, dependency("1", "exit 0"))
		lose(c)
		c.declareWith(after, dependency("2", "exit 1"))
		c.apply(1)
		c.declareWith(after, dependency("3", "exit 0"))
		c.settles()
	})
	add(rowStateLost, "lost state", func(c *chaos) {
		c.apply(0)
		c.loseState()
		c.settles()
	})
	add(rowReplaced, "-replace", func(c *chaos) {
		c.apply(0)
		c.settles("-replace=" + c.address())
	})
	add(rowReplaced, "taint", func(c *chaos) {
		c.apply(0)
		c.plain("taint", c.address())
		c.settles()
	})
	add(rowNothing, "saved plan applied twice", func(c *chaos) {
		c.run("plan", "-out", "saved").must(c.t, 0)
		c.runs++
		c.run("apply", "saved").must(c.t, 0)
		c.run("apply", "saved").must(c.t, 1).has(c.t, "error", "Saved plan is stale")
		c.settles()
	})
	all = append(all, many()...)
	return all
}

// many are three tickets of one block; the responses to two are lost.
func many() []scene {
	play := func(c *chaos) {
		id := ""
		if c.scene.configured {
			id = "  id = \"INC-${count.index}\"\n"
		}
		c.configure(strings.Replace(ticketBlock(), "{\n", "{\n  count = 3\n"+id, 1))
		c.fake.Inject(lostResponse(), lostResponse())
		c.apply(1)
		c.settles()
	}
	return []scene{
		{row: rowLost, name: "count = 3, two responses lost", resource: "ticket", configured: true, objects: 3, play: play},
		{row: rowLost, name: "count = 3, two responses lost", resource: "ticket", objects: 3, play: play},
	}
}

// untaint does what the message of an unfinished resource asks for. A resource with a
// configured id is not in state, so there is nothing to untaint.
func (c *chaos) untaint() {
	c.t.Helper()
	if !c.scene.configured {
		c.plain("untaint", c.address())
	}
}

// loseState removes the state and its backup.
func (w *workspace) loseState() {
	w.t.Helper()
	found, err := filepath.Glob(filepath.Join(w.dir, "terraform.tfstate*"))
	if err != nil || len(found) == 0 {
		w.t.Fatalf("no state to lose: %v", err)
	}
	for _, file := range found {
		if err := os.Remove(file); err != nil {
			w.t.Fatal(err)
		}
	}
}
