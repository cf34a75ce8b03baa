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
	notAnID := func(problem string) string {
		return "Invalid import ID: Use payment_id/transaction_id: two UUIDs with one slash between them.\n\n" + problem + help("import-id")
	}
	for name, tc := range map[string]struct{ resource, id, want string }{
		"nothing":            {"cpn_transaction", "", notAnID(`"" has 0 slashes.`)},
		"one ID":             {"cpn_transaction", "x", notAnID(`"x" has 0 slashes.`)},
		"three IDs":          {"cpn_transaction", "a/b/c", notAnID(`"a/b/c" has 2 slashes.`)},
		"a slash":            {"cpn_transaction", "/", notAnID("The payment_id: it is empty.")},
		"an invalid payment": {"cpn_transaction", "x/" + importedID, notAnID(`The payment_id: "x" is not a UUID.`)},
		"an invalid UUID":    {"cpn_transaction", paymentID + "/x", notAnID(`The transaction_id: "x" is not a UUID.`)},
		"a ticket": {
			"cpn_support_ticket", importID, "A support ticket cannot be imported: Declare the ticket with the id and the inputs with which it was created, and run `terraform apply`. " +
				"CPN returns the existing ticket.\n\nCPN has no call that reads a ticket." + help("import-id"),
		},
		"no key": {
			"cpn_transaction", importID, "Could not read the transaction: no CPN API key: " + withoutKey,
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
		"CPN does not find it": {cpnfake.Fault{Code: 290306}, "Check the transaction's ID, its payment, and the environment of the API key."},
		"a proxy's 404":        {cpnfake.Faults()["HTML from a proxy that says 404"], "Check base_url, and any proxy between this machine and CPN."},
		"no response":          {cpnfake.Fault{Drop: true}, "Only attempt: connection closed before a response."},
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
				strings.Contains(plain, "state keeps") || len(w.state()) != 0 {
				t.Error(out)
			}
		})
	}
}
