// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"fmt"
	"path/filepath"
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
	lists, ok := p.server.(tfprotov6.ListResourceServer)
	if err != nil || !ok || len(schemas.ListResourceSchemas) != 1 {
		t.Fatalf("the provider has the lists %v, %v", schemas, err)
	}
	schema := schemas.ListResourceSchemas["cpn_transaction"]
	return query{p, lists, schema, object6(t, schema)}
}

// run configures the provider and lists. It returns the results and all diagnostics.
func (q query) run(provider attributes, paymentID string, whole bool, limit int64) ([]tfprotov6.ListResourceResult, diagnostics) {
	q.tb.Helper()
	q.configure(provider)
	stream, err := q.lists.ListResource(q.tb.Context(), &tfprotov6.ListResourceRequest{
		TypeName: "cpn_transaction", Config: q.encode(q.typ, q.value(q.typ, attributes{"payment_id": paymentID})), IncludeResource: whole, Limit: limit,
	})
	if err != nil {
		q.tb.Fatalf("ListResource: %v", err)
	}
	var results []tfprotov6.ListResourceResult
	var diags diagnostics
	for result := range stream.Results {
		diags = append(diags, result.Diagnostics...)
		if result.Identity != nil {
			results = append(results, result)
		}
	}
	return results, diags
}

// What Terraform shows of the payment's transactions.
const (
	activeListed = "CREATED 11.948672 USDC 7fcb38c5"
	failedListed = "FAILED 11.948672 USDC 0d46f3e8"
)

// withTransactions gives the payment a FAILED transaction, and importedID with metadata.
func withTransactions(fake *cpnfake.Server) {
	fake.SetTransaction(transactionID, func(created *cpnfake.Transaction) { created.PaymentID, created.Status = paymentID, "FAILED" })
	fake.SetTransaction(importedID, func(created *cpnfake.Transaction) {
		created.PaymentID, created.Metadata = paymentID, map[string]string{"order": "4711"}
	})
}

// TestList lists a payment's transactions, the active one first: with a name, an identity, and
// the state that an import would have. No more is read than Terraform wants, and one that
// cannot be read takes the place of none.
func TestList(t *testing.T) {
	t.Parallel()
	const unread = "warning: A transaction of the payment could not be read (…a5a6f2ef38f3)"
	meets := func(fault cpnfake.Fault) func(*cpnfake.Server) {
		return func(fake *cpnfake.Server) { fake.Inject(fault) }
	}
	for name, tc := range map[string]struct {
		arrange func(*cpnfake.Server)
		apiKey  any
		payment string
		limit   int64
		names   []string
		diags   []string
	}{
		"all":                      {nil, testKey, paymentID, 100, []string{activeListed, failedListed}, nil},
		"in another spelling":      {nil, testKey, strings.ToUpper(paymentID), 100, []string{activeListed, failedListed}, nil},
		"as many as are wanted":    {nil, testKey, paymentID, 1, []string{activeListed}, nil},
		"none":                     {nil, testKey, otherPayment, 100, nil, nil},
		"one that is unread":       {meets(cpnfake.Fault{Operation: cpnfake.GetTransaction, Status: 503}), testKey, paymentID, 1, []string{failedListed}, []string{unread}},
		"one that is not returned": {meets(cpnfake.Fault{Operation: cpnfake.GetTransaction, Code: 290306}), testKey, paymentID, 100, []string{failedListed}, []string{unread}},
		"little, and nothing printable": {func(fake *cpnfake.Server) {
			fake.EditResponses(func(_ string, data map[string]any) {
				delete(data, "amount")
				data["status"] = "CREATED\x1b[2J"
			})
		}, testKey, paymentID, 1, []string{`CREATED\x1b[2J 7fcb38c5`}, nil},
		"CPN is away":     {meets(cpnfake.Fault{Status: 502}), testKey, paymentID, 1, nil, []string{"error: Could not read the payment's transactions"}},
		"no such payment": {meets(cpnfake.Fault{Code: 290305}), testKey, paymentID, 1, nil, []string{"error: Could not read the payment's transactions"}},
		"no API key":      {nil, nil, paymentID, 1, nil, []string{"error: Could not list the payment's transactions: no CPN API key @ api_key"}},
	} {
		for _, whole := range []bool{true, false} {
			t.Run(fmt.Sprintf("%s, include_resource %t", name, whole), func(t *testing.T) {
				t.Parallel()
				fake, url := startFake(t)
				withTransactions(fake)
				if tc.arrange != nil {
					tc.arrange(fake)
				}
				provider := attributes{"api_key": tc.apiKey, "base_url": url, "max_retries": 0}
				q := startQuery(t)
				results, diags := q.run(provider, tc.payment, whole, tc.limit)
				wellFormed(t, diags).are(t, tc.diags...)
				if n := fake.Counts().Reads; n > 1+len(results)+len(diags) {
					t.Errorf("%d reads", n)
				}
				var names []string
				for _, result := range results {
					names = append(names, result.DisplayName)
					q.isAsImported(provider, result, whole)
				}
				if diff := cmp.Diff(tc.names, names); diff != "" {
					t.Error(diff)
				}
			})
		}
	}
}

// isAsImported compares a result with an import by its identity.
func (q query) isAsImported(provider attributes, result tfprotov6.ListResourceResult, whole bool) {
	q.tb.Helper()
	id := q.decodeIdentity("cpn_transaction", result.Identity)
	_, resp := importedBy(q.tb, provider, "cpn_transaction", text(id["payment_id"])+"/"+text(id["transaction_id"]), nil)
	imported := resp.ImportedResources[0]
	if diff := cmp.Diff(imported.Identity, result.Identity); diff != "" {
		q.tb.Fatalf("the identity is not as imported: %s", diff)
	}
	if !whole {
		imported.State = nil
	}
	if diff := cmp.Diff(imported.State, result.Resource); diff != "" {
		q.tb.Fatalf("not as imported: %s", diff)
	}
}

// listPage is the documentation of list "cpn_transaction".
const listPage = "templates/list-resources/transaction.md"

// TestQuery lists a payment's transactions with the command line, if it can, and imports
// them with the configuration that it generates, which plans nothing.
func TestQuery(t *testing.T) {
	t.Parallel()
	fake, url := startFake(t)
	withTransactions(fake)
	w := newWorkspace(t, url)
	if w.configure(); !w.since("1.14", never) {
		t.Skip("the command line has no query")
	}
	w.write(filepath.Join(w.dir, "payment.tfquery.hcl"), blockAfter(t, listPage, "## Example Usage", "terraform"))
	got := w.run("query", "-generate-config-out="+filepath.Join(w.dir, "generated.tf")).must(t, 0)
	if !saysAll(got.output, `"display_name":"`+activeListed+`"|"display_name":"`+failedListed+`"`) {
		t.Error(got.output)
	}
	if text := w.read("generated.tf"); strings.Count(text, "identity = {") != 2 {
		t.Fatalf("generated %s", text)
	}
	if got := w.run("apply", "-auto-approve").must(t, 0); !strings.Contains(got.output, "2 imported, 0 added, 0 changed, 0 destroyed") {
		t.Error(got.output)
	}
}

// TestList_page shows that the page about the list, which is not generated, has its schema.
func TestList_page(t *testing.T) {
	t.Parallel()
	_, section, _ := strings.Cut(repositoryFile(t, listPage), "## Schema\n")
	all := startQuery(t).schema.Block.Attributes
	want := fmt.Sprintf("\n### Required\n\n- `payment_id` (String) %s\n", all[0].Description)
	if section != want || len(all) != 1 || !all[0].Required {
		t.Errorf("the schema is %q, want %q", section, want)
	}
}
