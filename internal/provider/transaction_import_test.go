// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"net/http"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6"

	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/cpnfake"
)

// importedID is a transaction that this provider did not create, and importID imports it.
const (
	importedID = "7fcb38c5-a4b5-4cbc-9685-a5a6f2ef38f3"
	importID   = paymentID + "/" + importedID
)

// importBlock imports the transaction to a resource.
const importBlock = "import {\n  to = " + transactionAddress + "\n  id = \"" + importID + "\"\n}\n"

// newImport declares a transaction, and has another one, with metadata, to import.
func newImport(t *testing.T, metadata map[string]string, more attributes) *play {
	t.Helper()
	p := newTransaction(t, more)
	p.fake.SetTransaction(importedID, func(created *cpnfake.Transaction) { created.PaymentID, created.Metadata = paymentID, metadata })
	return p
}

// TestImport_cli imports with the command and with a block, which adopts an id in the same run.
func TestImport_cli(t *testing.T) {
	t.Parallel()
	fake, url := startFake(t)
	fake.SetTransaction(importedID, func(created *cpnfake.Transaction) { created.PaymentID = paymentID })
	byCommand, byBlock := newWorkspace(t, url), newWorkspace(t, url)
	byCommand.configure(transactionBlock())
	byCommand.plain("import", "-no-color", transactionAddress, strings.ToUpper(importID))
	byCommand.run("plan", "-detailed-exitcode").must(t, 0)
	byBlock.configure(transactionBlock(`id = "INC-1"`), importBlock)
	if got := byBlock.run("apply", "-auto-approve").must(t, 0); !strings.Contains(got.output, "1 imported, 0 added, 1 changed, 0 destroyed") {
		t.Error(got.output)
	}
	byBlock.run("plan", "-detailed-exitcode").must(t, 0)
	if n := fake.Counts().Creates; n != 0 {
		t.Errorf("%d creates", n)
	}
}

// TestImport_plansNothing imports to configurations that match, and shows what state has then.
// [TestAdopt] has the others.
func TestImport_plansNothing(t *testing.T) {
	t.Parallel()
	held := map[string]string{"k": "v"}
	for name, tc := range map[string]struct {
		held     map[string]string
		metadata any
		id       string
	}{
		"no metadata":                     {nil, nil, importID},
		"no metadata, and {} is declared": {nil, map[string]any{}, importID},
		"metadata that is declared":       {held, map[string]any{"k": "v"}, importID},
		"metadata that is not declared":   {held, nil, importID},
		"metadata, and {} is declared":    {held, map[string]any{}, importID},
		"in upper case":                   {nil, nil, strings.ToUpper(importID)},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p := newImport(t, tc.held, attributes{"metadata": tc.metadata})
			p.imports(tc.id).are(t)
			p.plansNothing()
			created := p.fake.Transactions()[0]
			metadata := map[string]any{}
			for key, value := range tc.held {
				metadata[key] = value
			}
			want := map[string]any{
				"id": importedID, "idempotency_key": nil, "payment_id": strings.Split(tc.id, "/")[0], "metadata": metadata, "transaction_id": importedID,
				"status": "CREATED", "expire_date": created.ExpireDate, "sender_address": created.SenderAddress, "blockchain": created.Blockchain,
				"amount": sum(created.Amount.Amount, created.Amount.Currency), "destination_address": created.DestinationAddress, "message_type": created.MessageType,
				"message_to_be_signed": created.MessageToBeSigned, "encoded_message_to_be_signed": created.EncodedMessageToBeSigned,
				"message_details": detailsOf(t, created.MessageToBeSigned), "failure_reason": nil, "transaction_hash": nil, "timeouts": nil,
			}
			if diff := cmp.Diff(want, p.state()); diff != "" {
				t.Error(diff)
			}
			if n := p.fake.Counts().Creates; n != 0 {
				t.Errorf("%d creates", n)
			}
		})
	}
}

// sum is an amount as CPN returns it.
func sum(amount, currency string) map[string]any {
	return map[string]any{"amount": amount, "currency": currency}
}

// TestImport_rejects shows what an operator reads after an invalid import.
func TestImport_rejects(t *testing.T) {
	t.Parallel()
	notAnID := func(problem string) string {
		return "Invalid import ID: Use payment_id/transaction_id: two UUIDs with one slash between them.\n\n" + problem + help("import-id")
	}
	for name, tc := range map[string]struct{ resource, id, want string }{
		"nothing":            {"cpn_transaction", "", notAnID(`"" has 0 slashes.`)},
		"one ID":             {"cpn_transaction_submission", "x", notAnID(`"x" has 0 slashes.`)},
		"three IDs":          {"cpn_transaction", "a/b/c", notAnID(`"a/b/c" has 2 slashes.`)},
		"a slash":            {"cpn_transaction", "/", notAnID("The payment_id: it is empty.")},
		"an invalid payment": {"cpn_transaction", "x/" + importedID, notAnID(`The payment_id: "x" is not a UUID.`)},
		"an invalid UUID":    {"cpn_transaction_submission", paymentID + "/x", notAnID(`The transaction_id: "x" is not a UUID.`)},
		"a ticket": {
			"cpn_support_ticket", importID, "A support ticket cannot be imported: Declare the ticket with the id and the inputs with which it was created, and run `terraform apply`. " +
				"CPN returns the existing ticket.\n\nCPN has no call that reads a ticket." + help("import-id"),
		},
		"no key": {"cpn_transaction", importID, "Could not read the transaction: no CPN API key: " + withoutKey},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p := startProcess(t)
			p.configure(attributes{})
			resp, err := p.server.ImportResourceState(t.Context(), &tfprotov6.ImportResourceStateRequest{TypeName: tc.resource, ID: tc.id})
			if err != nil || len(resp.Diagnostics) != 1 {
				t.Fatalf("%v %s", err, renderAll(resp.Diagnostics))
			}
			if diff := cmp.Diff(tc.want, resp.Diagnostics[0].Summary+": "+resp.Diagnostics[0].Detail); diff != "" {
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
			p := newImport(t, nil, nil)
			tc.fault.Method, tc.fault.Times = http.MethodGet, 10
			p.fake.Inject(tc.fault)
			if said := p.imports(importID).has(t, "error", "Could not read the transaction", tc.says); strings.Contains(said, "state keeps") || p.state() != nil {
				t.Error(said)
			}
		})
	}
}
