// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"testing"

	"github.com/hashicorp/terraform-plugin-go/tftypes"

	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/cpnfake"
)

// TestIdentity_submission follows the identity of a submission: [walkProcess.storedIdentity]
// checks it after the create, which fails or not, a refresh, and a change in place. Terraform
// before 1.12 sends no identity back.
func TestIdentity_submission(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		status     string
		noIdentity bool
	}{
		"submitted":                     {"CREATED", false},
		"submitted, no identity stored": {"CREATED", true},
		"submitted before":              {"PENDING", false},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			fake, url := startFake(t)
			fake.SetTransaction(importedID, func(created *cpnfake.Transaction) { created.PaymentID, created.Status = paymentID, tc.status })
			c := newCore(t, "cpn_transaction_submission", attributes{"api_key": testKey, "base_url": url, "max_retries": 0})
			c.noIdentity = tc.noIdentity
			walk := c.start()
			a := attributes{
				"payment_id": paymentID, "transaction_id": importedID, "signed_message": fake.Transactions()[0].MessageToBeSigned, "signed_transaction": "0xf86c",
			}
			config, null := walk.value(walk.typ, a), tftypes.NewValue(walk.typ, nil)
			planned, _, private, diags := walk.plan(null, config, nil)
			if failed(diags) {
				t.Fatal(renderAll(diags))
			}
			object := &stored{}
			object.value, object.private, diags = walk.apply(null, planned, config, private)
			object.identity = walk.identity
			if failed(diags) || object.value.IsNull() {
				t.Fatal(renderAll(diags))
			}
			if diags := walk.read(object); failed(diags) {
				t.Fatal(renderAll(diags))
			}
			walk.identity = object.identity
			a["timeouts"] = map[string]any{"read": "2m"}
			planned, _, private, _ = walk.plan(object.value, walk.value(walk.typ, a), object.private)
			if _, _, diags = walk.apply(object.value, planned, config, private); failed(diags) {
				t.Fatal(renderAll(diags))
			}
			if (walk.identity == nil) != tc.noIdentity {
				t.Errorf("the identity is %v", walk.identity)
			}
		})
	}
}
