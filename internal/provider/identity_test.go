// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"

	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/cpnfake"
)

// identityTypes returns the types of the identities that a provider declares.
func identityTypes(t tb, server tfprotov6.ProviderServer) map[string]tftypes.Object {
	t.Helper()
	resp, err := server.GetResourceIdentitySchemas(t.Context(), &tfprotov6.GetResourceIdentitySchemasRequest{})
	if err != nil {
		t.Fatalf("GetResourceIdentitySchemas: %v", err)
	}
	types := map[string]tftypes.Object{}
	for name, s := range resp.IdentitySchemas {
		types[name], _ = s.ValueType().(tftypes.Object)
	}
	return types
}

// decodeIdentity returns the IDs in an identity, "" for null.
func (p *process) decodeIdentity(name string, identity *tfprotov6.ResourceIdentityData) map[string]string {
	p.tb.Helper()
	return stringsOf(p.tb, p.decode(p.identities[name], identity.IdentityData))
}

// stringsOf returns the strings of an object, "" for null and for other types.
func stringsOf(t tb, object tftypes.Value) map[string]string {
	t.Helper()
	var values map[string]tftypes.Value
	if err := object.As(&values); err != nil {
		t.Fatalf("%v", err)
	}
	out := map[string]string{}
	for name, value := range values {
		if value.Type().Is(tftypes.String) && value.IsKnown() && !value.IsNull() {
			var text string
			if err := value.As(&text); err != nil {
				t.Fatalf("%v", err)
			}
			out[name] = text
		}
	}
	return out
}

// storedIdentity returns what Terraform stores of a resource's identity, and fails the test
// unless it names what the state has.
func (w *walkProcess) storedIdentity(state tftypes.Value, identity *tfprotov6.ResourceIdentityData) *tfprotov6.ResourceIdentityData {
	w.tb.Helper()
	typ, ok := w.identities[w.name]
	if !ok || state.IsNull() {
		return nil
	}
	if identity == nil || !w.decode(typ, identity.IdentityData).IsFullyKnown() {
		w.tb.Fatalf("a resource in state has no identity, or an unknown one")
	}
	got, want := w.decodeIdentity(w.name, identity), stringsOf(w.tb, state)
	if len(typ.AttributeTypes) == 0 {
		w.tb.Fatalf("the identity has no attributes")
	}
	for name := range typ.AttributeTypes {
		if got[name] != strings.ToLower(want[name]) {
			w.tb.Fatalf("the identity has %s = %q, the state %q", name, got[name], want[name])
		}
	}
	if w.noIdentity {
		return nil
	}
	return identity
}

// TestIdentity_declared shows the identities that the provider declares: tickets have none,
// because CPN cannot return them.
func TestIdentity_declared(t *testing.T) {
	t.Parallel()
	both := tftypes.Object{AttributeTypes: map[string]tftypes.Type{"payment_id": tftypes.String, "transaction_id": tftypes.String}}
	got := startProcess(t).identities
	if len(got) != 2 || !got["cpn_transaction"].Equal(both) || !got["cpn_transaction_submission"].Equal(both) {
		t.Errorf("the identities are %v", got)
	}
}

// importedBy is a call of Terraform's that imports the transaction importedID.
func importedBy(t *testing.T, url, resource string, req tfprotov6.ImportResourceStateRequest, identity attributes) (*process, *tfprotov6.ImportResourceStateResponse) {
	t.Helper()
	p := startProcess(t)
	p.configure(attributes{"api_key": testKey, "base_url": url, "max_retries": 0})
	req.TypeName = resource
	if identity != nil {
		typ := p.identities[resource]
		req.Identity = &tfprotov6.ResourceIdentityData{IdentityData: p.encode(typ, p.value(typ, identity))}
	}
	resp, err := p.server.ImportResourceState(t.Context(), &req)
	if err != nil {
		t.Fatal(err)
	}
	return p, resp
}

// TestIdentity_import imports by identity what an import by ID imports, with the same result.
func TestIdentity_import(t *testing.T) {
	t.Parallel()
	for _, resource := range []string{"cpn_transaction", "cpn_transaction_submission"} {
		for name, change := range map[string]func(string) string{"lower case": strings.ToLower, "upper case": strings.ToUpper} {
			t.Run(resource+", "+name, func(t *testing.T) {
				t.Parallel()
				fake, url := startFake(t)
				fake.SetTransaction(importedID, func(created *cpnfake.Transaction) { created.PaymentID, created.Status = paymentID, "PENDING" })
				p, byID := importedBy(t, url, resource, tfprotov6.ImportResourceStateRequest{ID: change(importID)}, nil)
				_, byIdentity := importedBy(t, url, resource, tfprotov6.ImportResourceStateRequest{},
					attributes{"payment_id": change(paymentID), "transaction_id": change(importedID)})
				if diags := append(byID.Diagnostics, byIdentity.Diagnostics...); len(diags) != 0 {
					t.Fatal(renderAll(diags))
				}
				if diff := cmp.Diff(byID.ImportedResources[0].State, byIdentity.ImportedResources[0].State); diff != "" {
					t.Error(diff)
				}
				for _, resp := range []*tfprotov6.ImportResourceStateResponse{byID, byIdentity} {
					got := p.decodeIdentity(resource, resp.ImportedResources[0].Identity)
					if diff := cmp.Diff(map[string]string{"payment_id": paymentID, "transaction_id": importedID}, got); diff != "" {
						t.Error(diff)
					}
				}
			})
		}
	}
}

// TestIdentity_importRejected imports by identities that name no transaction. Nothing is sent.
func TestIdentity_importRejected(t *testing.T) {
	t.Parallel()
	for _, resource := range []string{"cpn_transaction", "cpn_transaction_submission"} {
		for name, tc := range map[string]struct {
			identity attributes
			want     []string
		}{
			"one without a transaction": {attributes{"payment_id": paymentID}, []string{"Set transaction_id"}},
			"no UUID":                   {attributes{"payment_id": "4711", "transaction_id": importedID}, []string{"Set payment_id"}},
			"nothing":                   {attributes{}, []string{"Set payment_id", "Set transaction_id"}},
			"no identity":               {nil, []string{"payment_id/transaction_id"}},
		} {
			t.Run(resource+", "+name, func(t *testing.T) {
				t.Parallel()
				fake, url := startFake(t)
				_, resp := importedBy(t, url, resource, tfprotov6.ImportResourceStateRequest{}, tc.identity)
				got := renderAll(resp.Diagnostics)
				for _, want := range tc.want {
					if !strings.Contains(got, want) {
						t.Errorf("%q is not in %s", want, got)
					}
				}
				if len(resp.Diagnostics) != len(tc.want) || fake.Counts().Requests != 0 {
					t.Errorf("%d requests, %s", fake.Counts().Requests, got)
				}
			})
		}
	}
}
