// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"fmt"
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

// decodeIdentity returns the IDs in an identity.
func (p *process) decodeIdentity(name string, identity *tfprotov6.ResourceIdentityData) map[string]any {
	p.tb.Helper()
	ids, _ := decoded(p.tb, p.decode(p.identities[name], identity.IdentityData)).(map[string]any)
	return ids
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
	got := w.decodeIdentity(w.name, identity)
	want, _ := decoded(w.tb, state).(map[string]any)
	if len(typ.AttributeTypes) == 0 {
		w.tb.Fatalf("the identity has no attributes")
	}
	for name := range typ.AttributeTypes {
		if got[name] != strings.ToLower(text(want[name])) {
			w.tb.Fatalf("the identity has %s = %q, the state %q", name, got[name], want[name])
		}
	}
	if w.noIdentity {
		return nil
	}
	return identity
}

// importedBy is a call of Terraform's that imports the transaction importedID.
func importedBy(t tb, provider attributes, resource, id string, identity attributes) (*process, *tfprotov6.ImportResourceStateResponse) {
	t.Helper()
	p := startProcess(t)
	p.configure(provider)
	req := &tfprotov6.ImportResourceStateRequest{TypeName: resource, ID: id}
	if typ := p.identities[resource]; identity != nil {
		req.Identity = &tfprotov6.ResourceIdentityData{IdentityData: p.encode(typ, p.value(typ, identity))}
	}
	resp, err := p.server.ImportResourceState(t.Context(), req)
	if err != nil {
		t.Fatalf("ImportResourceState: %v", err)
	}
	return p, resp
}

// TestIdentity_import imports by identity what an import by ID imports, with the same result.
// Tickets have no identity, because CPN cannot return them.
func TestIdentity_import(t *testing.T) {
	t.Parallel()
	for _, resource := range []string{"cpn_transaction", "cpn_transaction_submission"} {
		for name, change := range map[string]func(string) string{"lower case": strings.ToLower, "upper case": strings.ToUpper} {
			t.Run(resource+", "+name, func(t *testing.T) {
				t.Parallel()
				fake, url := startFake(t)
				fake.SetTransaction(importedID, func(created *cpnfake.Transaction) { created.PaymentID, created.Status = paymentID, "PENDING" })
				provider := attributes{"api_key": testKey, "base_url": url}
				p, byID := importedBy(t, provider, resource, change(importID), nil)
				_, byIdentity := importedBy(t, provider, resource, "", attributes{"payment_id": change(paymentID), "transaction_id": change(importedID)})
				if diags := append(byID.Diagnostics, byIdentity.Diagnostics...); len(diags) != 0 || len(p.identities) != 2 {
					t.Fatalf("%v: %s", p.identities, renderAll(diags))
				}
				if diff := cmp.Diff(byID.ImportedResources, byIdentity.ImportedResources); diff != "" {
					t.Error(diff)
				}
				want := map[string]any{"payment_id": paymentID, "transaction_id": importedID}
				if diff := cmp.Diff(want, p.decodeIdentity(resource, byID.ImportedResources[0].Identity)); diff != "" {
					t.Error(diff)
				}
			})
		}
	}
}

// hasIdentity fails the test unless state has this identity, or none if the tool stores none.
func (w *workspace) hasIdentity(address string, want map[string]any) {
	w.t.Helper()
	if !w.since("1.12", "1.12") {
		want = nil
	}
	if diff := cmp.Diff(want, w.instances()[address].Identity); diff != "" {
		w.t.Errorf("identity of %s: %s", address, diff)
	}
}

// TestIdentity_cli imports a transaction with the command, by ID, and then its submission by
// identity, if the tool can: to a configuration that plans nothing.
func TestIdentity_cli(t *testing.T) {
	t.Parallel()
	fake, url := startFake(t)
	fake.SetTransaction(importedID, func(created *cpnfake.Transaction) { created.PaymentID, created.Status = paymentID, "PENDING" })
	w := newWorkspace(t, url)
	w.configure(transactionBlock())
	w.plain("import", "-no-color", transactionAddress, strings.ToUpper(importID))
	w.configure(transactionBlock(),
		block("cpn_transaction_submission", map[string]string{"payment_id": fmt.Sprintf("%q", paymentID), "transaction_id": fmt.Sprintf("%q", importedID)}, nil),
		fmt.Sprintf("import {\n  to = %s\n  identity = {\n    payment_id     = %q\n    transaction_id = %q\n  }\n}\n", submissionAddress, paymentID, importedID),
	)
	if !w.since("1.12", "1.12") {
		w.toolRejects("identity", "plan")
		return
	}
	w.run("apply", "-auto-approve").must(t, 0)
	for _, address := range []string{transactionAddress, submissionAddress} {
		w.hasIdentity(address, map[string]any{"payment_id": paymentID, "transaction_id": importedID})
	}
	w.run("plan", "-detailed-exitcode").must(t, 0)
	if n := fake.Counts().Creates; n != 0 {
		t.Errorf("%d creates", n)
	}
}
