// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"maps"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
)

// TestDerivedID_isPlanned shows that id and idempotency_key are in the plan as soon as all
// inputs are known, and that the create keeps them.
func TestDerivedID_isPlanned(t *testing.T) {
	t.Parallel()
	for resource, inputs := range map[string]attributes{"cpn_support_ticket": validTicket(), "cpn_transaction": validTransaction()} {
		for name, id := range map[string]any{"omitted": nil, "configured": "INC-1", "unknown": unknown{}} {
			for _, payment := range []any{paymentID, unknown{}} {
				a := maps.Clone(inputs)
				a["id"], a["payment_id"] = id, payment
				_, url := startFake(t)
				c := newCore(t, resource, attributes{"api_key": testKey, "base_url": url, "max_retries": 0})
				walk := c.start()
				config, null := walk.value(walk.typ, a), tftypes.NewValue(walk.typ, nil)
				planned, _, _, diags := walk.plan(null, config, nil)
				if failed(diags) {
					t.Fatal(renderAll(diags))
				}
				known := id != any(unknown{}) && payment != any(unknown{})
				if got := keysOf(t, planned); got[0].IsKnown() != (known || name == "configured") || got[1].IsKnown() != known {
					t.Errorf("%s, %s id, payment %v: planned %v", resource, name, payment, got)
				}
				if !known {
					continue
				}
				created, _, diags := walk.apply(null, planned, config, nil)
				if diff := cmp.Diff(keysOf(t, planned), keysOf(t, created)); diff != "" || failed(diags) {
					t.Errorf("%s, %s id: %s %s", resource, name, diff, renderAll(diags))
				}
			}
		}
	}
}

// keysOf returns id and idempotency_key.
func keysOf(t *testing.T, resource tftypes.Value) [2]tftypes.Value {
	t.Helper()
	values := map[string]tftypes.Value{}
	if err := resource.As(&values); err != nil {
		t.Fatal(err)
	}
	return [2]tftypes.Value{values["id"], values["idempotency_key"]}
}
