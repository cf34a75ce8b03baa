// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"net/http"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/uuid"

	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/cpnfake"
)

// importedID is a transaction that this provider did not create, and importID imports it.
const (
	importedID = "7fcb38c5-a4b5-4cbc-9685-a5a6f2ef38f3"
	importID   = paymentID + "/" + importedID
)

// newImport declares a transaction, and has another one, with metadata, to import. Metadata
// that is nil is not returned.
func newImport(t *testing.T, metadata map[string]string, more attributes) *play {
	t.Helper()
	p := newTransaction(t, more)
	p.fake.SetTransaction(importedID, func(created *cpnfake.Transaction) { created.PaymentID, created.Metadata = paymentID, metadata })
	if metadata == nil {
		p.fake.EditResponses(func(_ string, data map[string]any) { delete(data, "metadata") })
	}
	return p
}

// TestImport lets an imported transaction adopt the id and the metadata that the configuration
// is the first to name, in place and without a request. What it adopted stays. All else is as
// [TestDataSource_responses] has it.
func TestImport(t *testing.T) {
	t.Parallel()
	const nothing, update, replace = "nothing", "update", "replace"
	kv, other, empty := map[string]any{"k": "v"}, map[string]any{"k": "other"}, map[string]any{}
	held, none := map[string]string{"k": "v"}, map[string]string{}
	for name, tc := range map[string]struct {
		atCPN  map[string]string // nil is not returned
		config attributes
		plans  string
	}{
		"no id and no metadata":                    {held, nil, nothing},
		"metadata as at CPN":                       {held, attributes{"metadata": kv}, nothing},
		"empty metadata":                           {held, attributes{"metadata": empty}, nothing},
		"an id, no metadata":                       {held, attributes{"id": "x"}, update},
		"an id and empty metadata":                 {held, attributes{"id": "x", "metadata": empty}, update},
		"CPN's ID as id":                           {held, attributes{"id": importedID}, nothing},
		"other metadata":                           {held, attributes{"metadata": other}, replace},
		"an id and other metadata":                 {held, attributes{"id": "x", "metadata": other}, replace},
		"no metadata where CPN has none":           {none, nil, nothing},
		"metadata where CPN has none":              {none, attributes{"metadata": kv}, replace},
		"metadata that CPN does not return":        {nil, attributes{"metadata": kv}, update},
		"an id and metadata that are not returned": {nil, attributes{"id": "x", "metadata": kv}, update},
		"no metadata, and CPN returns none":        {nil, nil, nothing},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p := newImport(t, tc.atCPN, tc.config)
			p.imports(strings.ToUpper(importID)).are(t)
			changes, _ := p.plan()
			if got := planned(changes); got != tc.plans {
				t.Fatalf("planned %s: %+v", got, changes)
			}
			if tc.plans == replace {
				return
			}
			p.succeeds().are(t)
			p.plansNothing()
			p.hasImported(tc.atCPN)
			if id, _ := tc.config["id"].(string); id == "x" {
				p.set("id", nil)
				p.plansNothing()
				p.set("id", "y")
				if changes, _ := p.plan(); planned(changes) != replace {
					t.Errorf("another id changes %+v", changes)
				}
			}
		})
	}
}

// planned says in a word what is planned for a resource in state.
func planned(changes []change) string {
	switch {
	case len(changes) == 0:
		return "nothing"
	case changes[0].replace:
		return "replace"
	}
	return "update"
}

// hasImported fails the test unless state has the transaction as the data source reads it, with
// what it adopted, and CPN got no create.
func (p *play) hasImported(held map[string]string) {
	p.t.Helper()
	read, diags := startLookup(p.t, "cpn_transaction").read(p.provider, attributes{"payment_id": strings.ToUpper(paymentID), "transaction_id": importedID})
	diags.are(p.t)
	want, config := values(read), p.declared["a"]
	want["id"], want["idempotency_key"], want["timeouts"] = importedID, nil, nil
	if id, ok := config["id"]; ok {
		want["id"] = id
	}
	if held == nil {
		want["metadata"] = config["metadata"]
	}
	if diff := cmp.Diff(want, p.state()); diff != "" || want["message_details"] == nil {
		p.t.Error(diff)
	}
	if n := p.fake.Counts().Creates; n != 0 {
		p.t.Errorf("%d creates", n)
	}
}

// TestImport_rejects shows which imports are invalid. Nothing is sent.
func TestImport_rejects(t *testing.T) {
	t.Parallel()
	const transaction, submission = "cpn_transaction", "cpn_transaction_submission"
	const byID, byIdentity = "error: Invalid import ID", "error: Invalid import identity"
	for name, tc := range map[string]struct {
		key          any
		resource, id string
		identity     attributes
		errors       []string
		says         string
	}{
		"nothing":                   {testKey, transaction, "", nil, []string{byID}, `"" has 0 slashes.`},
		"one ID":                    {testKey, submission, "x", nil, []string{byID}, `"x" has 0 slashes.`},
		"three IDs":                 {testKey, transaction, "a/b/c", nil, []string{byID}, `"a/b/c" has 2 slashes.`},
		"a slash":                   {testKey, transaction, "/", nil, []string{byID}, "The payment_id: it is empty."},
		"an invalid payment":        {testKey, transaction, "x/" + importedID, nil, []string{byID}, `The payment_id: "x" is not a UUID.`},
		"an invalid UUID":           {testKey, submission, paymentID + "/x", nil, []string{byID}, `The transaction_id: "x" is not a UUID.`},
		"a ticket":                  {testKey, "cpn_support_ticket", importID, nil, []string{"error: A support ticket cannot be imported"}, ""},
		"no key":                    {nil, transaction, importID, nil, []string{"error: Could not read the transaction: no CPN API key @ api_key"}, withoutKey},
		"a payment's identity":      {testKey, transaction, "", attributes{"payment_id": paymentID}, []string{byIdentity}, "Set transaction_id"},
		"an identity without UUIDs": {testKey, submission, "", attributes{"payment_id": "1", "transaction_id": importedID}, []string{byIdentity}, "Set payment_id"},
		"an empty identity":         {testKey, transaction, "", attributes{}, []string{byIdentity, byIdentity}, "Set payment_id"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			fake, url := startFake(t)
			_, resp := importedBy(t, attributes{"api_key": tc.key, "base_url": url}, tc.resource, tc.id, tc.identity)
			wellFormed(t, resp.Diagnostics).are(t, tc.errors...)
			if said := renderAll(resp.Diagnostics); !strings.Contains(said, tc.says) || fake.Counts().Requests != 0 {
				t.Errorf("%d requests, and not %q: %s", fake.Counts().Requests, tc.says, said)
			}
		})
	}
}

// TestImport_findsNothing shows that nothing is imported if nothing is found.
func TestImport_findsNothing(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		fault cpnfake.Fault
		says  string
	}{
		"CPN does not find it": {cpnfake.Fault{Code: 290306}, "Check the transaction's ID, its payment, and the environment of the API key."},
		"a proxy's 404":        {cpnfake.Faults()["HTML from a proxy that says 404"], "Check base_url, and any proxy between this machine and CPN."},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p := newImport(t, map[string]string{}, nil)
			tc.fault.Method, tc.fault.Times = http.MethodGet, 10
			p.fake.Inject(tc.fault)
			if said := p.imports(importID).has(t, "error", "Could not read the transaction", tc.says); strings.Contains(said, "state keeps") || p.state() != nil {
				t.Error(said)
			}
		})
	}
}

// FuzzParseImportID checks that accepted import IDs are two UUIDs, which are safe in a path.
func FuzzParseImportID(f *testing.F) {
	for _, text := range []string{paymentID + "/" + paymentID, "/", paymentID, paymentID + "/../" + paymentID} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		payment, transaction, err := parseImportID(text)
		if err != nil {
			return
		}
		if uuid.Validate(payment) != nil || uuid.Validate(transaction) != nil || payment+"/"+transaction != text {
			t.Errorf("accepted %q as %q and %q", text, payment, transaction)
		}
	})
}
