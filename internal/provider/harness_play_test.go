// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"maps"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/hashicorp/terraform-plugin-go/tftypes"

	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/cpnfake"
)

// play is one resource that is planned and applied in process, and its CPN. What needs a
// process, a signal, a plan file or a state file is tested with a [workspace] instead.
type play struct {
	*core

	t    *testing.T
	fake *cpnfake.Server
}

// newPlay declares one resource with these attributes. Each of its requests is sent once.
func newPlay(t *testing.T, resource string, a attributes) *play {
	t.Helper()
	fake, url := startFake(t)
	c := newCore(t, resource, attributes{"api_key": testKey, "base_url": url, "max_retries": 0})
	c.declared["a"] = a
	return &play{c, t, fake}
}

// newTicket and newTransaction declare valid resources, with more attributes.
func newTicket(t *testing.T, more attributes) *play {
	t.Helper()
	return newPlay(t, "cpn_support_ticket", validTicket().with(more))
}

func newTransaction(t *testing.T, more attributes) *play {
	t.Helper()
	return newPlay(t, "cpn_transaction", validTransaction().with(more))
}

// createOnly are the resources that CPN can only create, and what messages call them.
func createOnly() map[string]string {
	return map[string]string{"cpn_support_ticket": "support ticket", "cpn_transaction": "transaction"}
}

// newCreateOnly declares one of these resources with an id, which is omitted if it is "".
func newCreateOnly(t *testing.T, resource, id string) *play {
	t.Helper()
	a := map[string]attributes{"cpn_support_ticket": validTicket(), "cpn_transaction": validTransaction()}[resource]
	if id != "" {
		a["id"] = id
	}
	return newPlay(t, resource, a)
}

// validTicket and validTransaction are all required inputs.
func validTicket() attributes {
	return attributes{"payment_id": paymentID, "issue_type": "OTHER", "description": "It is late.", "email": "help@ofi.com"}
}

func validTransaction() attributes { return attributes{"payment_id": paymentID} }

// with returns a block with these attributes set as well.
func (a attributes) with(more attributes) attributes {
	out := maps.Clone(a)
	maps.Copy(out, more)
	return out
}

// set changes the configuration.
func (p *play) set(name string, value any) { p.declared["a"][name] = value }

// apply applies, and returns all diagnostics.
func (p *play) apply() diagnostics {
	p.t.Helper()
	return wellFormed(p.t, p.core.apply())
}

// plan plans, and returns what changes, and all diagnostics.
func (p *play) plan() ([]change, diagnostics) {
	p.t.Helper()
	changes, diags := p.core.plan()
	return changes, wellFormed(p.t, diags)
}

// refresh writes CPN's present values to state, and plans nothing.
func (p *play) refresh() diagnostics {
	p.t.Helper()
	return wellFormed(p.t, p.start().read(p.objects["a"]))
}

// succeeds applies without an error.
func (p *play) succeeds() diagnostics {
	p.t.Helper()
	diags := p.apply()
	if failed(diags) {
		p.t.Fatal(renderAll(diags))
	}
	return diags
}

// fails applies with an error. It leaves nothing in state that was not there.
func (p *play) fails() diagnostics {
	p.t.Helper()
	before := p.state()
	diags := p.apply()
	if !failed(diags) {
		p.t.Fatalf("no error: %s", renderAll(diags))
	}
	if diff := cmp.Diff(before, p.state()); diff != "" {
		p.t.Errorf("the error changed the state: %s", diff)
	}
	return diags
}

// plansNothing fails the test unless the plan is empty, and silent.
func (p *play) plansNothing() {
	p.t.Helper()
	if changes, diags := p.plan(); len(changes) != 0 || len(diags) != 0 {
		p.t.Errorf("the plan changes %v: %s", changes, renderAll(diags))
	}
}

// imports imports by ID, and refreshes as Terraform does after that.
func (p *play) imports(id string) diagnostics {
	p.t.Helper()
	_, resp := importedBy(p.t, p.provider, p.resource, id, nil)
	if failed(resp.Diagnostics) {
		return wellFormed(p.t, resp.Diagnostics)
	}
	walk := p.start()
	found := resp.ImportedResources[0]
	p.objects["a"] = &stored{value: walk.decode(walk.typ, found.State), private: found.Private, identity: found.Identity}
	return wellFormed(p.t, append(resp.Diagnostics, walk.read(p.objects["a"])...))
}

// loseState is what happens if nobody keeps the state.
func (p *play) loseState() { p.objects = map[string]*stored{} }

// state is the resource in state, nil for none.
func (p *play) state() map[string]any {
	p.t.Helper()
	if p.objects["a"] == nil {
		return nil
	}
	values, _ := decoded(p.t, p.objects["a"].value).(map[string]any)
	return values
}

// failTransactions lets every transaction fail.
func (p *play) failTransactions() {
	for _, created := range p.fake.Transactions() {
		p.fake.SetTransaction(created.ID, fail)
	}
}

// decoded returns a value as encoding/json would decode it.
func decoded(t tb, v tftypes.Value) any {
	t.Helper()
	var text string
	var elements []tftypes.Value
	switch {
	case v.IsNull():
		return nil
	case !v.IsKnown():
		return unknown{}
	case v.As(&text) == nil:
		return text
	case v.As(&elements) == nil:
		list := []any{}
		for _, element := range elements {
			list = append(list, decoded(t, element))
		}
		return list
	}
	object := map[string]any{}
	for name, member := range membersOf(t, v) {
		object[name] = decoded(t, member)
	}
	return object
}
