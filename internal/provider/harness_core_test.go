// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
)

// core simulates the parts of Terraform that decide how often a create is sent: two walks
// with a process each, every create planned twice, taint, replacement in both orders, and
// private data that does not reach every call. It stores the state of resources of one type.
type core struct {
	tb       tb
	resource string
	provider attributes
	// server, if set, is one process for all walks, which is faster. It is configured for each.
	server  *process
	objects map[string]*stored
	// declared is the configuration, by name.
	declared map[string]attributes
	// createBeforeDestroy is the lifecycle setting of all resources.
	createBeforeDestroy bool
	noRefresh           bool
	// replaceAll is -replace for each resource in state. Terraform plans it like a plan without
	// changes, and then like a create.
	replaceAll bool
	// noIdentity plays Terraform before 1.12, which stores no identities.
	noIdentity bool
	// crash, if set, is asked before and after each ApplyResourceChange whether Terraform and
	// the provider are killed at that point.
	crash func(name string, creating, after bool) bool
}

// stored is a resource in state.
type stored struct {
	value    tftypes.Value
	private  []byte
	tainted  bool
	identity *tfprotov6.ResourceIdentityData
}

// change is what a plan decided for one name.
type change struct {
	name            string
	planned         tftypes.Value // null to destroy
	private         []byte
	replace, update bool
}

func newCore(t tb, resource string, provider attributes) *core {
	return &core{tb: t, resource: resource, provider: provider, objects: map[string]*stored{}, declared: map[string]attributes{}}
}

// apply plans and applies in two processes, and returns all diagnostics.
func (c *core) apply() []*tfprotov6.Diagnostic {
	c.tb.Helper()
	changes, diags := c.plan()
	if failed(diags) {
		return diags
	}
	walk := c.start()
	for _, change := range changes {
		more, killed := c.carryOut(walk, change)
		diags = append(diags, more...)
		if killed {
			break
		}
	}
	return diags
}

// plan is the plan walk: refresh, plan, and plan again for replacements.
func (c *core) plan() ([]change, []*tfprotov6.Diagnostic) {
	c.tb.Helper()
	walk := c.start()
	var changes []change
	var diags []*tfprotov6.Diagnostic
	for name, object := range c.objects {
		if !c.noRefresh {
			diags = append(diags, walk.read(object)...)
		}
		if _, ok := c.declared[name]; !ok {
			walk.identity = object.identity
			planned, _, private, more := walk.plan(object.value, tftypes.NewValue(walk.typ, nil), object.private)
			diags = append(diags, more...)
			changes = append(changes, change{name: name, planned: planned, private: private})
		}
	}
	for name, a := range c.declared {
		config := walk.value(walk.typ, a)
		prior, private := tftypes.NewValue(walk.typ, nil), []byte(nil)
		walk.identity = nil
		object := c.objects[name]
		if object != nil && !object.tainted {
			prior, private, walk.identity = object.value, object.private, object.identity
		}
		planned, replace, plannedPrivate, more := walk.plan(prior, config, private)
		diags = append(diags, more...)
		replace = replace || c.replaceAll && object != nil && !object.tainted
		if replace {
			planned, _, plannedPrivate, more = walk.plan(tftypes.NewValue(walk.typ, nil), config, plannedPrivate)
			diags = append(diags, errorsOf(more)...) // Terraform drops the warnings of the second call
		}
		if object == nil || object.tainted || replace || !planned.Equal(prior) {
			inPlace := object != nil && !object.tainted && !replace
			changes = append(changes, change{name, planned, plannedPrivate, object != nil && !inPlace, inPlace})
		}
	}
	return changes, diags
}

// carryOut is the part of the apply walk for one change. It returns true if the processes were
// killed on the way.
func (c *core) carryOut(walk *walkProcess, ch change) ([]*tfprotov6.Diagnostic, bool) {
	c.tb.Helper()
	null := tftypes.NewValue(walk.typ, nil)
	old := c.objects[ch.name]
	var diags []*tfprotov6.Diagnostic
	remove := func(private []byte) (killed bool) {
		walk.identity = old.identity
		_, _, more, killed := c.call(walk, ch.name, old.value, null, null, private)
		diags = append(diags, more...)
		return killed
	}
	if ch.planned.IsNull() || ch.replace && !c.createBeforeDestroy {
		if killed := remove(ch.private); killed {
			return diags, true
		}
		delete(c.objects, ch.name)
	}
	if ch.planned.IsNull() {
		return diags, false
	}

	prior, private := null, []byte(nil)
	walk.identity = nil
	if ch.update {
		prior, private, walk.identity = old.value, old.private, old.identity
	}
	config := walk.value(walk.typ, c.declared[ch.name])
	planned, _, plannedPrivate, more := walk.plan(prior, config, private)
	diags = append(diags, errorsOf(more)...)
	if failed(more) {
		return diags, false
	}
	c.consistent(ch.planned, planned)
	value, newPrivate, more, killed := c.call(walk, ch.name, prior, planned, config, plannedPrivate)
	diags = append(diags, more...)
	if killed {
		return diags, true
	}
	c.record(ch, stored{value: value, private: newPrivate, identity: walk.identity}, planned, failed(more))
	if ch.replace && c.createBeforeDestroy && !failed(more) {
		walk.identity = old.identity
		_, _, private, more := walk.plan(old.value, null, old.private)
		diags = append(diags, more...)
		killed = remove(private)
	}
	return diags, killed
}

// call makes one ApplyResourceChange call, unless a crash comes before or after it. A crash
// after it loses the response.
func (c *core) call(
	walk *walkProcess, name string, prior, planned, config tftypes.Value, private []byte,
) (tftypes.Value, []byte, []*tfprotov6.Diagnostic, bool) {
	c.tb.Helper()
	creating := prior.IsNull()
	if c.crash != nil && c.crash(name, creating, false) {
		return prior, nil, nil, true
	}
	value, newPrivate, diags := walk.apply(prior, planned, config, private)
	if c.crash != nil && c.crash(name, creating, true) {
		return prior, nil, nil, true
	}
	return value, newPrivate, diags, false
}

// start starts a configured process for one walk.
func (c *core) start() *walkProcess {
	c.tb.Helper()
	p := c.server
	if p == nil {
		p = startProcess(c.tb)
	}
	if diags := p.configure(c.provider); failed(diags) {
		c.tb.Fatalf("configure: %s", renderAll(diags))
	}
	return &walkProcess{process: p, name: c.resource, typ: p.resources[c.resource], noIdentity: c.noIdentity}
}
