// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"encoding/json"
	"maps"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// sum is an amount as CPN returns it.
func sum(amount, currency string) map[string]any {
	return map[string]any{"amount": amount, "currency": currency}
}

// TestRefresh_anotherValue shows what an operator reads, and at which attribute, if CPN returns
// another value for what a wallet signs, and that nothing of such a response goes to state.
func TestRefresh_anotherValue(t *testing.T) {
	t.Parallel()
	const digit, another = "9007199254740993", "9007199254740992"
	for name, tc := range map[string]struct {
		response        map[string]any
		at, stored, now string
	}{
		"amount":               {map[string]any{"amount": sum("110.28", "USDC")}, "amount.amount", "110.270000", "110.28"},
		"currency":             {map[string]any{"amount": sum("110.270000", "EURC")}, "amount.currency", "USDC", "EURC"},
		"sender":               {map[string]any{"senderAddress": "0xe2"}, "sender_address", "0xe01be9cdd9e744ae6a709794bfe531ec3ec0671c", "0xe2"},
		"destination":          {map[string]any{"destinationAddress": "0xe2"}, "destination_address", "0x1c7d4b196cb0c7b01d743fbc6116a902379c7238", "0xe2"},
		"blockchain":           {map[string]any{"blockchain": "MATIC-AMOY"}, "blockchain", "ETH-SEPOLIA", "MATIC-AMOY"},
		"message type":         {map[string]any{"messageType": "EIP3009"}, "message_type", "PAYMENT_SETTLEMENT_CONTRACT_V1_0_PAYMENT_INTENT", "EIP3009"},
		"a digit of a message": {nil, "message_to_be_signed", digit, another},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r := newRefreshed(t)
			message := r.fake.Transactions()[0].MessageToBeSigned
			if tc.response == nil {
				tc.stored, tc.now = message, strings.Replace(message, digit, another, 1)
				tc.response = map[string]any{"messageToBeSigned": json.RawMessage(tc.now)}
			}
			before := r.file()
			// A change that is allowed does not go to state together with one that is not.
			r.fake.EditResponses(func(_ string, data map[string]any) {
				maps.Copy(data, tc.response)
				data["status"] = "COMPLETED"
			})
			got := r.refresh().must(t, 1).has(t, "error", "DO NOT SIGN: "+tc.at+" changed at CPN")
			want := "Do not sign or submit this transaction.\n" +
				"1. Stop any job that reads message_to_be_signed: state still holds the old message.\n" +
				"2. Send both values below to Circle support.\n\n" +
				"CPN must not change this value once a transaction exists. `-refresh=false` only hides this error.\n\n" +
				"  in state:        " + tc.stored + "\n  at CPN:          " + tc.now + help("do-not-sign")
			if diff := cmp.Diff(want, got.Detail); diff != "" {
				t.Error(diff)
			}
			r.unchanged(before)
			r.run("plan", "-refresh=false", "-detailed-exitcode").must(t, 0)
		})
	}
}

// TestRefresh_anotherValueAt shows at which attribute the error is, which Terraform's output
// omits.
func TestRefresh_anotherValueAt(t *testing.T) {
	t.Parallel()
	fake, url := startFake(t)
	c := newCore(t, "cpn_transaction", attributes{"api_key": testKey, "base_url": url})
	c.declared["a"] = validTransaction()
	if diags := c.apply(); len(diags) != 0 {
		t.Fatal(renderAll(diags))
	}
	before := c.objects["a"].value
	fake.EditResponses(func(_ string, data map[string]any) {
		maps.Copy(data, map[string]any{
			"amount": sum("1", "EURC"), "senderAddress": "0x1", "destinationAddress": "0x2", "blockchain": "SOL", "messageType": "SOLANA",
			"messageToBeSigned": json.RawMessage(`"x"`), "status": "COMPLETED",
		})
	})
	changes, diags := c.plan()
	var got []string
	for _, d := range diags {
		got = append(got, strings.ToLower(d.Severity.String())+" @ "+attributePath(d.Attribute))
	}
	want := []string{
		"error @ sender_address", "error @ destination_address", "error @ blockchain", "error @ message_type", "error @ message_to_be_signed",
		"error @ amount.amount", "error @ amount.currency",
	}
	if diff := cmp.Diff(want, got); diff != "" || len(changes) != 0 || !c.objects["a"].value.Equal(before) {
		t.Errorf("%d changes planned for %v: %s", len(changes), c.objects["a"].value, diff)
	}
}
