// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"maps"
	"testing"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"

	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/cpnfake"
)

// newImported declares a transaction that was imported, with this metadata at CPN. nil is not
// returned.
func newImported(t *testing.T, metadata map[string]string) *stage {
	t.Helper()
	s := newStage(t, "cpn_transaction", "")
	s.fake.SetTransaction(importedID, func(created *cpnfake.Transaction) {
		created.PaymentID, created.Metadata = paymentID, maps.Clone(metadata)
	})
	if metadata == nil {
		s.fake.EditResponses(func(_ string, data map[string]any) { delete(data, "metadata") })
	}
	walk := s.core.start()
	resp, err := walk.server.ImportResourceState(t.Context(), &tfprotov6.ImportResourceStateRequest{TypeName: walk.name, ID: importID})
	if err != nil || failed(resp.Diagnostics) {
		t.Fatalf("%v: %s", err, renderAll(resp.Diagnostics))
	}
	found := resp.ImportedResources[0]
	s.core.objects["a"] = &stored{value: walk.decode(walk.typ, found.State), private: found.Private, identity: found.Identity}
	return s
}

// TestAdopt lets an imported transaction adopt the id and the metadata that the configuration
// is the first to name, in place and without a request. What it adopted stays.
func TestAdopt(t *testing.T) {
	t.Parallel()
	kv, other, empty := map[string]any{"k": "v"}, map[string]any{"k": "other"}, map[string]any{}
	atCPN := map[string]string{"k": "v"}
	for name, tc := range map[string]struct {
		atCPN   map[string]string
		config  attributes
		changes bool // in place
		replace bool
	}{
		"no id and no metadata":                    {atCPN: atCPN},
		"metadata as at CPN":                       {atCPN: atCPN, config: attributes{"metadata": kv}},
		"empty metadata":                           {atCPN: atCPN, config: attributes{"metadata": empty}},
		"an id, no metadata":                       {atCPN: atCPN, config: attributes{"id": "x"}, changes: true},
		"an id and empty metadata":                 {atCPN: atCPN, config: attributes{"id": "x", "metadata": empty}, changes: true},
		"CPN's ID as id":                           {atCPN: atCPN, config: attributes{"id": importedID}},
		"other metadata":                           {atCPN: atCPN, config: attributes{"metadata": other}, replace: true},
		"an id and other metadata":                 {atCPN: atCPN, config: attributes{"id": "x", "metadata": other}, replace: true},
		"metadata where CPN has none":              {atCPN: map[string]string{}, config: attributes{"metadata": kv}, replace: true},
		"metadata that CPN does not return":        {config: attributes{"metadata": kv}, changes: true},
		"an id and metadata that are not returned": {config: attributes{"id": "x", "metadata": kv}, changes: true},
		"no metadata, and CPN returns none":        {},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := newImported(t, tc.atCPN)
			s.core.declared["a"] = validTransaction().with(tc.config)
			changes, diags := s.core.plan()
			if failed(diags) || (len(changes) == 1) != (tc.changes || tc.replace) || len(changes) == 1 && changes[0].replace != tc.replace {
				t.Fatalf("the plan changes %+v: %s", changes, renderAll(diags))
			}
			if tc.replace {
				return
			}
			s.succeeds()
			if changes, diags := s.core.plan(); len(changes) != 0 || len(diags) != 0 {
				t.Errorf("the next plan changes %v: %s", changes, renderAll(diags))
			}
			id, _ := tc.config["id"].(string)
			if got := s.attribute("id"); got != id && (id != "" || got != importedID) || s.attribute("idempotency_key") != "" || s.fake.Counts().Creates != 0 {
				t.Errorf("the id is %s, the idempotency key %q, after %d creates", got, s.attribute("idempotency_key"), s.fake.Counts().Creates)
			}
			if id == "" || id == importedID {
				return
			}
			delete(s.core.declared["a"], "id")
			s.plansNothing()
			s.core.declared["a"]["id"] = "y"
			if changes, _ := s.core.plan(); len(changes) != 1 || !changes[0].replace {
				t.Errorf("another id changes %+v", changes)
			}
		})
	}
}
