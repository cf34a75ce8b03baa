// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"

	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/cpnfake"
)

// query is a list block in a process of its own.
type query struct {
	*process

	lists  tfprotov6.ListResourceServer
	schema *tfprotov6.Schema
	typ    tftypes.Object
}

// startQuery starts a process for list "cpn_transaction".
func startQuery(t *testing.T) query {
	t.Helper()
	p := startProcess(t)
	schemas, err := p.server.GetProviderSchema(t.Context(), &tfprotov6.GetProviderSchemaRequest{})
	if err != nil || len(schemas.Diagnostics) != 0 {
		t.Fatalf("GetProviderSchema: %v %s", err, renderAll(schemas.Diagnostics))
	}
	lists, ok := p.server.(tfprotov6.ListResourceServer)
	if !ok || len(schemas.ListResourceSchemas) != 1 {
		t.Fatalf("the provider has %d lists", len(schemas.ListResourceSchemas))
	}
	schema := schemas.ListResourceSchemas["cpn_transaction"]
	return query{p, lists, schema, object6(t, schema)}
}

// validate validates a list block.
func (q query) validate(a attributes) []*tfprotov6.Diagnostic {
	q.tb.Helper()
	resp, err := q.lists.ValidateListResourceConfig(q.tb.Context(), &tfprotov6.ValidateListResourceConfigRequest{
		TypeName: "cpn_transaction", Config: q.encode(q.typ, q.value(q.typ, a)),
	})
	if err != nil {
		q.tb.Fatalf("ValidateListResourceConfig: %v", err)
	}
	return resp.Diagnostics
}

// run configures the provider and lists. It returns the results and all diagnostics.
func (q query) run(provider attributes, paymentID string, whole bool) ([]tfprotov6.ListResourceResult, []*tfprotov6.Diagnostic) {
	q.tb.Helper()
	q.configure(provider)
	stream, err := q.lists.ListResource(q.tb.Context(), &tfprotov6.ListResourceRequest{
		TypeName: "cpn_transaction", Config: q.encode(q.typ, q.value(q.typ, attributes{"payment_id": paymentID})), IncludeResource: whole, Limit: 100,
	})
	if err != nil {
		q.tb.Fatalf("ListResource: %v", err)
	}
	var results []tfprotov6.ListResourceResult
	var diags []*tfprotov6.Diagnostic
	for result := range stream.Results {
		diags = append(diags, result.Diagnostics...)
		if result.Identity != nil {
			results = append(results, result)
		}
	}
	return results, diags
}

// withTransactions gives the payment a FAILED transaction, and importedID with metadata.
func withTransactions(fake *cpnfake.Server) {
	fake.SetTransaction(transactionID, func(created *cpnfake.Transaction) { created.PaymentID, created.Status = paymentID, "FAILED" })
	fake.SetTransaction(importedID, func(created *cpnfake.Transaction) {
		created.PaymentID, created.Metadata = paymentID, map[string]string{"order": "4711"}
	})
}

// TestList_transactions lists a payment's transactions: with a name, an identity, and the
// state that an import would have.
func TestList_transactions(t *testing.T) {
	t.Parallel()
	for _, whole := range []bool{true, false} {
		for _, payment := range []string{paymentID, strings.ToUpper(paymentID)} {
			t.Run(fmt.Sprintf("include_resource %t, %s", whole, payment), func(t *testing.T) {
				t.Parallel()
				fake, url := startFake(t)
				withTransactions(fake)
				q := startQuery(t)
				results, diags := q.run(attributes{"api_key": testKey, "base_url": url}, payment, whole)
				if len(diags) != 0 {
					t.Fatal(renderAll(diags))
				}
				var names, ids []string
				for _, result := range results {
					identity := q.decodeIdentity("cpn_transaction", result.Identity)
					names, ids = append(names, result.DisplayName), append(ids, identity["transaction_id"])
					if identity["payment_id"] != paymentID {
						t.Errorf("the identity is %v", identity)
					}
					if whole {
						imported := importedState(t, url, identity["transaction_id"])
						if diff := cmp.Diff(imported, result.Resource); diff != "" {
							t.Errorf("not as imported: %s", diff)
						}
					} else if result.Resource != nil && !q.decode(q.resources["cpn_transaction"], result.Resource).IsNull() {
						t.Error("the resource is included")
					}
				}
				slices.Sort(names)
				slices.Sort(ids)
				if diff := cmp.Diff([]string{"CREATED 11.948672 USDC 7fcb38c5", "FAILED 11.948672 USDC 0d46f3e8"}, names); diff != "" {
					t.Error(diff)
				}
				if diff := cmp.Diff([]string{transactionID, importedID}, ids); diff != "" {
					t.Error(diff)
				}
			})
		}
	}
}

// importedState returns the state after an import by ID.
func importedState(t *testing.T, url, transactionID string) *tfprotov6.DynamicValue {
	t.Helper()
	_, resp := importedBy(t, url, "cpn_transaction", tfprotov6.ImportResourceStateRequest{ID: paymentID + "/" + transactionID}, nil)
	if len(resp.Diagnostics) != 0 {
		t.Fatal(renderAll(resp.Diagnostics))
	}
	return resp.ImportedResources[0].State
}

// TestList_noTransactions lists a payment without transactions.
func TestList_noTransactions(t *testing.T) {
	t.Parallel()
	_, url := startFake(t)
	if results, diags := startQuery(t).run(attributes{"api_key": testKey, "base_url": url}, paymentID, true); len(results) != 0 || len(diags) != 0 {
		t.Errorf("%d results, %s", len(results), renderAll(diags))
	}
}

// TestList_sparse lists a transaction of which CPN returns little, and nothing printable.
func TestList_sparse(t *testing.T) {
	t.Parallel()
	fake, url := startFake(t)
	holdTransaction(fake, paymentID)
	fake.EditResponses(func(_ string, data map[string]any) {
		delete(data, "amount")
		data["status"] = "CREATED\x1b[2J"
	})
	results, diags := startQuery(t).run(attributes{"api_key": testKey, "base_url": url}, paymentID, true)
	if len(results) != 1 || results[0].DisplayName != `CREATED\x1b[2J 0d46f3e8` || len(diags) != 0 {
		t.Errorf("results %v, %s", results, renderAll(diags))
	}
}

// TestList_unread lists transactions of which CPN does not return the first.
func TestList_unread(t *testing.T) {
	t.Parallel()
	fake, url := startFake(t)
	withTransactions(fake)
	fake.Inject(cpnfake.Fault{Operation: cpnfake.GetTransaction, Code: 290306})
	results, diags := startQuery(t).run(attributes{"api_key": testKey, "base_url": url}, paymentID, true)
	if got := renderAll(diags); len(results) != 1 || len(diags) != 1 || !strings.Contains(got, "warning: A transaction of the payment could not be read") {
		t.Errorf("%d results, %s", len(results), got)
	}
}
