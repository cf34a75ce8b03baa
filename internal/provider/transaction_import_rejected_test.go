// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6"

	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/cpnfake"
)

// TestImport_rejects shows what an operator reads after an invalid import.
func TestImport_rejects(t *testing.T) {
	t.Parallel()
	const form = " is not of the form payment_id/transaction_id, two UUIDs with one slash between them"
	const uuid = `want the form "` + paymentID + `"`
	for name, tc := range map[string]struct{ resource, id, want string }{
		"nothing":            {"cpn_transaction", "", `Invalid import ID: ""` + form + ": it has 0 slashes"},
		"one ID":             {"cpn_transaction", "x", `Invalid import ID: "x"` + form + ": it has 0 slashes"},
		"three IDs":          {"cpn_transaction", "a/b/c", `Invalid import ID: "a/b/c"` + form + ": it has 2 slashes"},
		"a slash":            {"cpn_transaction", "/", `Invalid import ID: "/"` + form + ". The payment_id: it is empty; " + uuid},
		"an invalid payment": {"cpn_transaction", "x/" + importedID, `Invalid import ID: "x/` + importedID + `"` + form + `. The payment_id: "x" is not one; ` + uuid},
		"an invalid UUID":    {"cpn_transaction", paymentID + "/x", `Invalid import ID: "` + paymentID + `/x"` + form + `. The transaction_id: "x" is not one; ` + uuid},
		"a ticket": {
			"cpn_support_ticket", importID, "A support ticket cannot be imported: CPN has no call that returns a ticket. Declare it with the id " +
				"and the inputs it was made with: applying that finds it again.",
		},
		"no key": {
			"cpn_transaction", importID, "Could not read the transaction: There is no CPN API key, so no request was sent. Set the environment variable " +
				"CPN_API_KEY, or api_key in the provider block, to a key of the form PREFIX:ID:SECRET.",
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p := startProcess(t)
			if diags := p.configure(attributes{}); failed(diags) {
				t.Fatal(renderAll(diags))
			}
			resp, err := p.server.ImportResourceState(t.Context(), &tfprotov6.ImportResourceStateRequest{TypeName: tc.resource, ID: tc.id})
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, d := range errorsOf(resp.Diagnostics) {
				got = append(got, fmt.Sprintf("%s: %s", d.Summary, d.Detail))
			}
			if diff := cmp.Diff([]string{tc.want}, got); diff != "" {
				t.Error(diff)
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
		"CPN does not find it": {cpnfake.Fault{Code: 290306}, "Check the transaction's ID, that it belongs to this payment"},
		"a proxy's 404":        {cpnfake.Faults()["HTML from a proxy that says 404"], "Check base_url, and what stands between this machine and CPN."},
		"no response":          {cpnfake.Fault{Drop: true}, "There was no usable answer: connection closed"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			fake, w := newImport(t, nil)
			w.setenv("CPN_MAX_RETRIES", "0")
			tc.fault.Method, tc.fault.Times = http.MethodGet, 10
			fake.Inject(tc.fault)
			w.configure(transactionBlock())
			out, err := w.imports(importID)
			plain := strings.Join(strings.Fields(out), " ")
			if err == nil || !strings.Contains(plain, "Error: Could not read the transaction") || !strings.Contains(plain, tc.says) ||
				strings.Contains(plain, "State keeps") || len(w.state()) != 0 {
				t.Error(out)
			}
		})
	}
}
