// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"encoding/json"
	"fmt"
	"maps"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// fakeDetails is what the fake's messages say.
func fakeDetails() map[string]any {
	return map[string]any{
		"from": "0xe01be9cdd9e744ae6a709794bfe531ec3ec0671c", "to": "0x1c7d4b196cb0c7b01d743fbc6116a902379c7238", "value": "110270000",
		"token": usdc, "spender": "0xe2b17d0c1736dc7c462abc4233c91bdb9f27dd1d",
		"chain_id": "11155111", "deadline": "9007199254740993",
	}
}

const (
	usdc  = "0x1c7D4B196Cb0C7B01d743Fbc6116a902379C7238" // the token's contract
	payee = "0x1c7d4b196cb0c7b01d743fbc6116a902379c7238"
)

// TestDetails_created shows what the message says, in plan and state, and that it is there
// to stay.
func TestDetails_created(t *testing.T) {
	t.Parallel()
	_, url := startFake(t)
	w := newWorkspace(t, url)
	w.configure(transactionBlock(`id = "a"`), transactionData(`transaction_id = cpn_transaction.test.transaction_id`),
		"output \"to\" {\n  value = cpn_transaction.test.message_details.to\n}\n")
	if got := w.run("plan").must(t, 0); !strings.Contains(got.output, "cpn_transaction.test: Plan to create") || len(got.diagnostics) != 0 {
		t.Error(got.output)
	}
	if got := w.run("apply", "-auto-approve").must(t, 0); len(got.diagnostics) != 0 {
		t.Errorf("the apply says %+v", got.diagnostics)
	}
	w.run("plan", "-detailed-exitcode").must(t, 0)
	for _, address := range []string{transactionAddress, transactionDataAddress} {
		if diff := cmp.Diff(any(fakeDetails()), w.state()[address]["message_details"]); diff != "" {
			t.Errorf("%s: %s", address, diff)
		}
	}
	// Another change leaves it alone.
	w.configure(transactionBlock(`id = "a"`, `timeouts = { read = "10s" }`))
	if got := w.run("plan", "-detailed-exitcode").must(t, 2); strings.Contains(got.output, "known after apply") {
		t.Error(got.output)
	}
	w.run("apply", "-auto-approve").must(t, 0)
	if diff := cmp.Diff(any(fakeDetails()), w.values()["message_details"]); diff != "" {
		t.Error(diff)
	}
}

// TestDetails_forms reads messages that are not as the fake has them, in one run. What is
// null stays so when something else changes.
func TestDetails_forms(t *testing.T) {
	t.Parallel()
	const largest = "115792089237316195423570985008687907853269984665640564039457584007913129639935"
	cases := map[string]struct {
		edit func(data map[string]any)
		want any
	}{
		"another_type":         {withMessage("EIP3009", "", ""), nil},
		"solana":               {func(data map[string]any) { data["messageType"], data["messageToBeSigned"] = "SOLANA", "AQAB" }, nil},
		"no_message":           {func(data map[string]any) { delete(data, "messageToBeSigned") }, nil},
		"another_primary_type": {withMessage("", `"primaryType":"PermitWitnessTransferFrom"`, `"primaryType":"TokenPermissions"`), nil},
		"large_number":         {withMessage("", `"deadline":9007199254740993`, `"deadline":`+largest), detailsWith("deadline", largest)},
		"hexadecimal":          {withMessage("", `"chainId":11155111`, `"chainId":"0xaa36a7"`), detailsWith("chain_id", "0xaa36a7")},
		"member_of_no_type":    {withMessage("", `"deadline":9007199254740993`, `"deadline":true`), detailsWith("deadline", nil)},
		"checksum": {
			withMessage("", `"to":"`+payee, `"to":"0x1c7D4B196Cb0C7B01d743Fbc6116a902379C7238`),
			detailsWith("to", "0x1c7D4B196Cb0C7B01d743Fbc6116a902379C7238"),
		},
	}
	fake, url := startFake(t)
	payments, edits, blocks := map[string]string{}, map[string]func(map[string]any){}, map[string][]string{}
	for name, tc := range cases {
		payments[name] = fmt.Sprintf("abcdefab-2222-4222-8222-%012d", len(payments))
		edits[payments[name]] = tc.edit
		for when, timeout := range map[string]string{"first": "20s", "later": "10s"} {
			blocks[when] = append(blocks[when], named(name, transactionBlock(`payment_id = "`+payments[name]+`"`, `timeouts = { read = "`+timeout+`" }`)))
		}
	}
	fake.EditResponses(func(_ string, data map[string]any) { edits[text(data["paymentId"])](data) })
	w := newWorkspace(t, url)
	for _, when := range []string{"first", "later"} {
		w.configure(blocks[when]...)
		if got := w.run("apply", "-auto-approve").must(t, 0); len(got.diagnostics) != 0 {
			t.Errorf("the %s apply says %+v", when, got.diagnostics)
		}
		state := w.state()
		for name, tc := range cases {
			if diff := cmp.Diff(tc.want, state["cpn_transaction."+name]["message_details"]); diff != "" {
				t.Errorf("%s, %s: %s", name, when, diff)
			}
		}
	}
	w.run("plan", "-detailed-exitcode").must(t, 0)
}

// detailsWith is what the fake's messages say, but for one member.
func detailsWith(member string, value any) map[string]any {
	details := fakeDetails()
	details[member] = value
	return details
}

// withMessage returns an edit of the message's type, unless it is "", and of its text.
func withMessage(messageType, old, now string) func(data map[string]any) {
	return func(data map[string]any) {
		if message, ok := data["messageToBeSigned"].(json.RawMessage); ok {
			data["messageToBeSigned"] = json.RawMessage(strings.Replace(string(message), old, now, 1))
		}
		if messageType != "" {
			data["messageType"] = messageType
		}
	}
}

// TestDetails_followTheMessage fills the details that state lacks, as one that is older than
// the attribute does, from the message that CPN returns or else from that in state.
func TestDetails_followTheMessage(t *testing.T) {
	t.Parallel()
	for name, edit := range map[string]func(operation string, data map[string]any){
		"CPN returns the message":   nil,
		"CPN leaves everything out": func(_ string, data map[string]any) { maps.DeleteFunc(data, optional) },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r := newRefreshed(t)
			var state map[string]any
			if err := json.Unmarshal(r.file(), &state); err != nil {
				t.Fatal(err)
			}
			delete(attributesOf(t, state), "message_details")
			file, err := json.Marshal(state)
			if err != nil {
				t.Fatal(err)
			}
			r.write(filepath.Join(r.dir, "terraform.tfstate"), string(file))
			r.run("plan", "-refresh=false", "-detailed-exitcode").must(t, 0)
			r.fake.EditResponses(edit)
			r.changesOnly(map[string]any{"message_details": fakeDetails()})
		})
	}
}

// attributesOf returns the attributes of the one object in a state.
func attributesOf(t *testing.T, state map[string]any) map[string]any {
	t.Helper()
	found := any(state)
	for _, step := range []string{"resources", "instances", "attributes"} {
		members, _ := found.(map[string]any)
		found = members[step]
		if list, ok := found.([]any); ok && len(list) == 1 {
			found = list[0]
		}
	}
	attributes, ok := found.(map[string]any)
	if !ok {
		t.Fatalf("no attributes in %v", state)
	}
	return attributes
}
