// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/cpnfake"
)

const thief = "0x00000000000000000000000000000000deadbeef"

// paysThief makes messages pay somebody else, and more.
func paysThief(_ string, data map[string]any) {
	message, ok := data["messageToBeSigned"].(json.RawMessage)
	if ok {
		data["messageToBeSigned"] = json.RawMessage(strings.NewReplacer(
			`"to":"`+payee, `"to":"`+thief, `"value":"110270000"`, `"value":"999990000"`).Replace(string(message)))
	}
}

// doNotSign fails the test unless the run warned once of a message that pays thief, and
// of nothing else.
func (r cliRun) doNotSign(t *testing.T, id string) {
	t.Helper()
	got := r.has(t, "warning", "DO NOT SIGN: the message pays another address (…"+id[24:]+")").Detail
	const want = "  status:                CREATED\n" +
		"  destination_address:   " + payee + "\n  message_details.to:    " + thief + "\n" +
		"  amount:                110.270000 USDC\n  message_details.value: 999990000 (999.990000 USDC)"
	_, evidence, _ := strings.Cut(got, "  transaction_id:        "+id+"\n")
	evidence, _, _ = strings.Cut(evidence, "\n\n  help:")
	if diff := cmp.Diff(want, evidence); diff != "" || len(r.diagnostics) != 1 {
		t.Errorf("%d diagnostics: %s", len(r.diagnostics), diff)
	}
}

// TestContradicts_everywhere shows that a message which pays somebody else is a warning
// wherever it is seen, and never an error: that would taint what exists.
func TestContradicts_everywhere(t *testing.T) {
	t.Parallel()
	fake, url := startFake(t)
	fake.EditResponses(paysThief)
	w := newWorkspace(t, url)
	w.configure(transactionBlock(`id = "a"`))
	created := w.run("apply", "-auto-approve").must(t, 0)
	id := fake.Transactions()[0].ID
	created.doNotSign(t, id)
	w.run("plan", "-detailed-exitcode").must(t, 0).doNotSign(t, id)
	w.run("apply", "-refresh-only", "-auto-approve").must(t, 0).doNotSign(t, id)

	reading := newWorkspace(t, url)
	reading.configure(transactionData(`transaction_id = "` + strings.ToUpper(id) + `"`))
	reading.run("apply", "-auto-approve").must(t, 0).doNotSign(t, id)

	importing := newWorkspace(t, url)
	importing.configure(transactionBlock(), strings.Replace(importBlock, importedID, id, 1))
	importing.run("plan").must(t, 0).doNotSign(t, id)
}

// TestContradicts_listed shows the warning beside a name that has the described amount.
func TestContradicts_listed(t *testing.T) {
	t.Parallel()
	fake, url := startFake(t)
	withTransactions(fake)
	fake.EditResponses(paysThief)
	for _, whole := range []bool{true, false} {
		_, diags := startQuery(t).run(attributes{"api_key": testKey, "base_url": url}, paymentID, whole)
		for _, id := range []string{transactionID, importedID} {
			if got := renderAll(diags); strings.Count(got, "DO NOT SIGN: the message pays another address (…"+id[24:]+")") != 1 {
				t.Errorf("include_resource %t: %s", whole, got)
			}
		}
	}
}

// TestContradicts_unread shows the warning of a transaction that is found among the
// payment's because its response was lost, and of one that is not read after its create.
func TestContradicts_unread(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		fault   cpnfake.Fault
		retries string
	}{
		"found":    {lostResponse(), "1"},
		"not read": {cpnfake.Fault{Method: "GET", Status: 500}, "0"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			fake, url := startFake(t)
			fake.EditResponses(paysThief)
			fake.SetRepeats(cpnfake.RepeatsConflict)
			fake.Inject(tc.fault)
			w := newWorkspace(t, url)
			w.setenv("CPN_MAX_RETRIES", tc.retries)
			w.configure(transactionBlock(`id = "a"`, `metadata = { k = "v" }`))
			got := w.run("apply", "-auto-approve").must(t, 0)
			got.has(t, "warning", "DO NOT SIGN: the message pays another address (…"+fake.Transactions()[0].ID[24:]+")")
			if len(got.diagnostics) != 2 || w.values()["transaction_id"] == nil {
				t.Errorf("state has %v after %+v", w.values(), got.diagnostics)
			}
		})
	}
}

// TestContradicts_eachIsSeen shows the warnings of all transactions, of which Terraform would
// show one if they had the same summary.
func TestContradicts_eachIsSeen(t *testing.T) {
	t.Parallel()
	fake, url := startFake(t)
	fake.EditResponses(paysThief)
	w := newWorkspace(t, url)
	w.configure(transactionBlock(`id = "a"`), named("other", transactionBlock(`id = "b"`, `payment_id = "11111111-1111-4111-8111-111111111111"`)))
	out, err := w.command("apply", "-auto-approve", "-no-color").CombinedOutput()
	if err != nil {
		t.Fatal(string(out))
	}
	for _, made := range fake.Transactions() {
		if n := strings.Count(string(out), "DO NOT SIGN: the message pays another address (…"+made.ID[24:]+")"); n != 1 {
			t.Errorf("%d warnings of %s in:\n%s", n, made.ID, out)
		}
	}
}
