// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"fmt"
	"maps"
	"strings"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
)

// walkProcess is a configured process with the calls for resources of one type.
type walkProcess struct {
	*process

	name string
	typ  tftypes.Object
	// identity is that of the resource which the next calls are about, nil for none.
	identity   *tfprotov6.ResourceIdentityData
	noIdentity bool
}

// read refreshes a resource in place.
func (w *walkProcess) read(object *stored) []*tfprotov6.Diagnostic {
	w.tb.Helper()
	resp := rpc(w.tb, w.server.ReadResource, &tfprotov6.ReadResourceRequest{
		TypeName: w.name, CurrentState: w.encode(w.typ, object.value), CurrentIdentity: object.identity, Private: object.private,
	})
	if !failed(resp.Diagnostics) {
		object.value, object.private = w.decode(w.typ, resp.NewState), resp.Private
		object.identity = w.storedIdentity(object.value, resp.NewIdentity)
	}
	return resp.Diagnostics
}

// plan plans a change, and reports whether it is a replacement.
func (w *walkProcess) plan(prior, config tftypes.Value, private []byte) (tftypes.Value, bool, []byte, []*tfprotov6.Diagnostic) {
	w.tb.Helper()
	resp := rpc(w.tb, w.server.PlanResourceChange, &tfprotov6.PlanResourceChangeRequest{
		TypeName: w.name, PriorState: w.encode(w.typ, prior), Config: w.encode(w.typ, config), PriorPrivate: private,
		ProposedNewState: w.encode(w.typ, w.proposed(prior, config)), PriorIdentity: w.identity,
	})
	if failed(resp.Diagnostics) {
		return tftypes.NewValue(w.typ, nil), false, nil, resp.Diagnostics
	}
	if !w.noIdentity {
		w.identity = resp.PlannedIdentity
	}
	return w.decode(w.typ, resp.PlannedState), len(resp.RequiresReplace) > 0, resp.PlannedPrivate, resp.Diagnostics
}

// proposed merges configuration and prior state as Terraform does: computed values that are not
// configured stay.
func (w *walkProcess) proposed(prior, config tftypes.Value) tftypes.Value {
	w.tb.Helper()
	if prior.IsNull() || config.IsNull() {
		return config
	}
	old := membersOf(w.tb, prior)
	merged := maps.Clone(membersOf(w.tb, config)) // it is the configuration's own
	for name := range merged {
		if merged[name].IsNull() && w.computed[w.name][name] {
			merged[name] = old[name]
		}
	}
	return tftypes.NewValue(w.typ, merged)
}

// apply carries out a planned change.
func (w *walkProcess) apply(prior, planned, config tftypes.Value, private []byte) (tftypes.Value, []byte, []*tfprotov6.Diagnostic) {
	w.tb.Helper()
	resp := rpc(w.tb, w.server.ApplyResourceChange, &tfprotov6.ApplyResourceChangeRequest{
		TypeName: w.name, PriorState: w.encode(w.typ, prior), PlannedState: w.encode(w.typ, planned), Config: w.encode(w.typ, config),
		PlannedPrivate: private, PlannedIdentity: w.identity,
	})
	value := w.decode(w.typ, resp.NewState)
	w.identity = w.storedIdentity(value, resp.NewIdentity)
	return value, resp.Private, resp.Diagnostics
}

// create plans and creates a resource.
func (w *walkProcess) create(config tftypes.Value) (stored, []*tfprotov6.Diagnostic) {
	w.tb.Helper()
	null := tftypes.NewValue(w.typ, nil)
	planned, _, private, diags := w.plan(null, config, nil)
	value, private, more := w.apply(null, planned, config, private)
	return stored{value: value, private: private}, append(diags, more...)
}

// record stores the result of an apply in state as Terraform does: an error with a state
// taints a new resource, and leaves an old one unchanged.
func (c *core) record(ch change, object stored, planned tftypes.Value, failed bool) {
	c.tb.Helper()
	switch value := object.value; {
	case value.IsNull() && ch.replace && c.createBeforeDestroy:
		// The old resource stays.
	case value.IsNull():
		delete(c.objects, ch.name)
	default:
		if !value.IsFullyKnown() {
			c.tb.Fatalf("the provider returned unknown values after apply: %v", value)
		}
		if !failed {
			c.consistent(planned, value)
		}
		object.tainted = failed && !ch.update
		c.objects[ch.name] = &object
	}
}

// consistent checks a later value against an earlier plan: known values must stay.
func (c *core) consistent(before, after tftypes.Value) {
	c.tb.Helper()
	now := membersOf(c.tb, after)
	for name, value := range membersOf(c.tb, before) {
		if value.IsFullyKnown() && !value.Equal(now[name]) {
			c.tb.Fatalf("inconsistent result: %s was %v, and is now %v", name, value, now[name])
		}
	}
}

// failed reports whether there is an error among diagnostics.
func failed(diags []*tfprotov6.Diagnostic) bool { return len(errorsOf(diags)) > 0 }

func errorsOf(diags []*tfprotov6.Diagnostic) []*tfprotov6.Diagnostic {
	var out []*tfprotov6.Diagnostic
	for _, d := range diags {
		if d.Severity == tfprotov6.DiagnosticSeverityError {
			out = append(out, d)
		}
	}
	return out
}

// render writes a diagnostic as one text: severity, summary, attribute and detail.
func render(d *tfprotov6.Diagnostic) string {
	at := ""
	if d.Attribute != nil && len(d.Attribute.Steps()) > 0 {
		at = " @ " + attributePath(d.Attribute)
	}
	return fmt.Sprintf("%s: %s%s\n%s", strings.ToLower(d.Severity.String()), d.Summary, at, d.Detail)
}

// attributePath writes a path as configuration does.
func attributePath(path *tftypes.AttributePath) string {
	var b strings.Builder
	for i, step := range path.Steps() {
		switch s := step.(type) {
		case tftypes.AttributeName:
			if i > 0 {
				b.WriteByte('.')
			}
			b.WriteString(string(s))
		case tftypes.ElementKeyString:
			fmt.Fprintf(&b, "[%q]", string(s))
		case tftypes.ElementKeyInt:
			fmt.Fprintf(&b, "[%d]", int64(s))
		default:
			fmt.Fprintf(&b, "[%v]", s)
		}
	}
	return b.String()
}
