// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"maps"

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
	resp, err := w.server.ReadResource(w.tb.Context(), &tfprotov6.ReadResourceRequest{
		TypeName: w.name, CurrentState: w.encode(w.typ, object.value), CurrentIdentity: object.identity, Private: object.private,
	})
	if err != nil {
		w.tb.Fatalf("ReadResource: %v", err)
	}
	if !failed(resp.Diagnostics) {
		object.value, object.private = w.decode(w.typ, resp.NewState), resp.Private
		object.identity = w.storedIdentity(object.value, resp.NewIdentity)
	}
	return resp.Diagnostics
}

// plan plans a change, and reports whether it is a replacement.
func (w *walkProcess) plan(prior, config tftypes.Value, private []byte) (tftypes.Value, bool, []byte, []*tfprotov6.Diagnostic) {
	w.tb.Helper()
	resp, err := w.server.PlanResourceChange(w.tb.Context(), &tfprotov6.PlanResourceChangeRequest{
		TypeName: w.name, PriorState: w.encode(w.typ, prior), Config: w.encode(w.typ, config), PriorPrivate: private,
		ProposedNewState: w.encode(w.typ, w.proposed(prior, config)), PriorIdentity: w.identity,
	})
	if err != nil {
		w.tb.Fatalf("PlanResourceChange: %v", err)
	}
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
	var old, merged map[string]tftypes.Value
	if err := prior.As(&old); err != nil {
		w.tb.Fatalf("%v", err)
	}
	if err := config.As(&merged); err != nil {
		w.tb.Fatalf("%v", err)
	}
	merged = maps.Clone(merged) // it is the configuration's own
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
	resp, err := w.server.ApplyResourceChange(w.tb.Context(), &tfprotov6.ApplyResourceChangeRequest{
		TypeName: w.name, PriorState: w.encode(w.typ, prior), PlannedState: w.encode(w.typ, planned), Config: w.encode(w.typ, config),
		PlannedPrivate: private, PlannedIdentity: w.identity,
	})
	if err != nil {
		w.tb.Fatalf("ApplyResourceChange: %v", err)
	}
	value := w.decode(w.typ, resp.NewState)
	w.identity = w.storedIdentity(value, resp.NewIdentity)
	return value, resp.Private, resp.Diagnostics
}
