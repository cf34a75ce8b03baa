// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"maps"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/knownvalue"
	"github.com/hashicorp/terraform-plugin-testing/plancheck"
	"github.com/hashicorp/terraform-plugin-testing/statecheck"

	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/cpnfake"
)

// importedID is a transaction that this provider did not create, and importID imports it.
const (
	importedID = "7fcb38c5-a4b5-4cbc-9685-a5a6f2ef38f3"
	importID   = paymentID + "/" + importedID
)

// newImport starts a CPN that has this transaction, with metadata.
func newImport(t *testing.T, metadata map[string]string) (*cpnfake.Server, *workspace) {
	t.Helper()
	fake, url := startFake(t)
	fake.SetTransaction(importedID, func(created *cpnfake.Transaction) { created.PaymentID, created.Metadata = paymentID, metadata })
	return fake, newWorkspace(t, url)
}

// imports runs terraform import, which has no -json.
func (w *workspace) imports(id string) (string, error) {
	w.t.Helper()
	return w.output("import", "-no-color", transactionAddress, id)
}

// importBlock imports the transaction to a resource.
const importBlock = "import {\n  to = " + transactionAddress + "\n  id = \"" + importID + "\"\n}\n"

// TestImport_plansNothing imports in both ways, to configurations that match.
func TestImport_plansNothing(t *testing.T) {
	t.Parallel()
	capitals := strings.ToUpper(importID)
	for name, tc := range map[string]struct {
		metadata map[string]string
		config   []string
		importID string // "" for an import block
		want     map[string]any
	}{
		"a command":                         {nil, nil, importID, nil},
		"a command, with metadata":          {map[string]string{"k": "v"}, []string{`metadata = { k = "v" }`}, importID, nil},
		"a command, with an empty metadata": {nil, []string{`metadata = {}`}, importID, nil},
		"a command, in upper case":          {nil, nil, capitals, map[string]any{"payment_id": strings.ToUpper(paymentID)}},
		"a block":                           {nil, nil, "", nil},
		"a block, with metadata":            {map[string]string{"k": "v"}, []string{`metadata = { k = "v" }`}, "", nil},
		"a block, with an id": {
			map[string]string{"k": "v"},
			[]string{`metadata = { k = "v" }`, `id = "INC-1"`},
			"",
			map[string]any{"id": "INC-1"},
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			fake, w := newImport(t, tc.metadata)
			if tc.importID == "" {
				w.configure(transactionBlock(tc.config...), importBlock)
				w.run("apply", "-auto-approve").must(t, 0)
			} else {
				w.configure(transactionBlock(tc.config...))
				if out, err := w.imports(tc.importID); err != nil {
					t.Fatal(out)
				}
			}
			w.run("plan", "-detailed-exitcode").must(t, 0)

			metadata := map[string]any{}
			for key, value := range tc.metadata {
				metadata[key] = value
			}
			created := fake.Transactions()[0]
			want := map[string]any{
				"id": importedID, "idempotency_key": nil, "payment_id": paymentID, "metadata": metadata, "transaction_id": importedID,
				"status": "CREATED", "expire_date": created.ExpireDate, "sender_address": created.SenderAddress, "blockchain": created.Blockchain,
				"amount": sum(created.Amount.Amount, created.Amount.Currency), "destination_address": created.DestinationAddress, "message_type": created.MessageType,
				"message_to_be_signed": created.MessageToBeSigned, "message_details": fakeDetails(), "failure_reason": nil, "transaction_hash": nil, "timeouts": nil,
			}
			maps.Copy(want, tc.want)
			if diff := cmp.Diff(want, w.values()); diff != "" {
				t.Error(diff)
			}
			if n := fake.Counts().Creates; n != 0 {
				t.Errorf("%d creates", n)
			}
		})
	}
}

// TestImport_twice shows the warning for two resources that have imported the same transaction.
func TestImport_twice(t *testing.T) {
	t.Parallel()
	_, w := newImport(t, nil)
	w.configure(named("test", transactionBlock()), named("other", transactionBlock()),
		importBlock, strings.Replace(importBlock, transactionAddress, "cpn_transaction.other", 1))
	w.run("apply", "-auto-approve").must(t, 0)
	w.run("plan", "-detailed-exitcode").must(t, 0).has(t, "warning", "Two resources manage the same transaction (…"+importedID[len(importedID)-12:]+")")
}

// TestImport_adoptsMetadata imports a transaction whose metadata CPN does not return: the
// configured metadata is adopted in place, and changing it later replaces.
func TestImport_adoptsMetadata(t *testing.T) {
	t.Parallel()
	for name, metadata := range map[string][]string{"configured": {`metadata = { k = "v" }`}, "empty": {`metadata = {}`}, "left out": nil} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			fake, w := newImport(t, map[string]string{"k": "v"})
			fake.EditResponses(func(_ string, data map[string]any) { delete(data, "metadata") })
			w.configure(transactionBlock(append(metadata, `id = "PAY-1"`)...), importBlock)
			if got := w.run("apply", "-auto-approve").must(t, 0); !strings.Contains(got.output, "1 imported, 0 added, 1 changed, 0 destroyed") {
				t.Error(got.output)
			}
			w.run("plan", "-detailed-exitcode").must(t, 0)
			want := map[string]any{}
			if name == "configured" {
				want["k"] = "v"
			}
			if diff := cmp.Diff(want, w.values()["metadata"]); diff != "" || fake.Counts().Creates != 0 {
				t.Errorf("%d creates, %s", fake.Counts().Creates, diff)
			}
			w.configure(transactionBlock(`id = "PAY-1"`, `metadata = { k = "other" }`))
			if got := w.run("plan").must(t, 0); !strings.Contains(got.output, "1 to add, 0 to change, 1 to destroy") {
				t.Error(got.output)
			}
		})
	}
}

// TestImport_adoptsID follows an imported transaction: the first configured id is adopted in
// place, and changing it later replaces, as for any other resource.
func TestImport_adoptsID(t *testing.T) {
	t.Parallel()
	fake, url := startFake(t)
	fake.SetTransaction(importedID, func(created *cpnfake.Transaction) {
		created.PaymentID, created.Metadata = paymentID, map[string]string{"k": "v"}
	})
	config := func(attributes ...string) string {
		return providerBlock(url) + transactionBlock(append([]string{`metadata = { k = "v" }`}, attributes...)...)
	}
	adopted := func(id string) resource.TestStep {
		return resource.TestStep{
			Config: config(`id = "` + id + `"`),
			ConfigPlanChecks: planned(
				plancheck.ExpectResourceAction(transactionAddress, plancheck.ResourceActionUpdate),
				onlyChange{transactionAddress, "id"},
			),
			ConfigStateChecks: []statecheck.StateCheck{
				transactionIs("id", knownvalue.StringExact(id)), transactionIs("idempotency_key", knownvalue.Null()),
				transactionIs("transaction_id", knownvalue.StringExact(importedID)),
			},
		}
	}
	resource.UnitTest(t, resource.TestCase{
		ProtoV6ProviderFactories: factories(),
		Steps: []resource.TestStep{
			{Config: config(), ResourceName: transactionAddress, ImportState: true, ImportStateId: importID, ImportStatePersist: true},
			{Config: config(), ConfigPlanChecks: planned(plancheck.ExpectEmptyPlan())},
			adopted("INC-1"),
			{Config: config(), ConfigPlanChecks: planned(plancheck.ExpectEmptyPlan())},
			{
				PreConfig: func() {
					if n := fake.Counts().Creates; n != 0 {
						t.Errorf("%d creates for an id", n)
					}
					fake.SetTransaction(importedID, fail)
				},
				// The first id was adopted; changing it now replaces.
				Config:           config(`id = "INC-2"`),
				ConfigPlanChecks: planned(plancheck.ExpectResourceAction(transactionAddress, plancheck.ResourceActionReplace)),
			},
		},
	})
	if n := fake.Counts().Creates; n != 1 {
		t.Errorf("%d creates, want 1", n)
	}
}

// TestImport_adoptsSilently shows that adopting an id sends no request.
func TestImport_adoptsSilently(t *testing.T) {
	t.Parallel()
	fake, w := newImport(t, nil)
	w.configure(transactionBlock())
	if out, err := w.imports(importID); err != nil {
		t.Fatal(out)
	}
	before := fake.Counts().Requests
	w.configure(transactionBlock(`id = "INC-1"`))
	if got := w.run("apply", "-auto-approve", "-refresh=false").must(t, 0); len(got.diagnostics) != 0 || fake.Counts().Requests != before {
		t.Errorf("%d requests: %s", fake.Counts().Requests-before, got.output)
	}
	if got := w.values(); got["id"] != "INC-1" || got["idempotency_key"] != nil {
		t.Errorf("state has %v", got)
	}
}
