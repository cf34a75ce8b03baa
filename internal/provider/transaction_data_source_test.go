// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"encoding/json"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestTransactionDataSource_responses reads transactions of every shape. Whatever want does
// not name must be null.
func TestTransactionDataSource_responses(t *testing.T) {
	t.Parallel()
	const message = `{ "z": 115792089237316195423570985008687907853269984665640564039457584007913129639935, "a": [9007199254740993, "\u00fc\/"] }`
	whole := map[string]any{
		"status": "COMPLETED", "expireDate": "2026-01-01T12:04:05.120Z", "senderAddress": "0xe01b", "blockchain": "MATIC-AMOY",
		"amount": map[string]any{"amount": "110.270000", "currency": "USDC"}, "destinationAddress": "0x1c7d", "messageType": "EIP3009",
		"messageToBeSigned": json.RawMessage(message), "metadata": map[string]any{"order": "4711", "empty": ""},
		"failureReason": "FAILED_ONCHAIN", "transactionHash": "0xabc", "encodedMessageToBeSigned": "AQAB",
	}
	nulls := map[string]any{}
	for member := range whole {
		nulls[member] = nil
	}
	cases := map[string]struct {
		edit func(data map[string]any)
		want map[string]any
	}{
		"every_member": {withMembers(whole, "id", "paymentId"), map[string]any{
			"status": "COMPLETED", "expire_date": "2026-01-01T12:04:05.120Z", "sender_address": "0xe01b", "blockchain": "MATIC-AMOY",
			"amount": map[string]any{"amount": "110.270000", "currency": "USDC"}, "destination_address": "0x1c7d", "message_type": "EIP3009",
			"message_to_be_signed": `{"z":115792089237316195423570985008687907853269984665640564039457584007913129639935,"a":[9007199254740993,"\u00fc\/"]}`,
			"metadata":             map[string]any{"order": "4711", "empty": ""}, "failure_reason": "FAILED_ONCHAIN", "transaction_hash": "0xabc", "encoded_message_to_be_signed": "AQAB",
		}},
		"no_member":      {onlyMembers("id", "paymentId"), nil},
		"every_null":     {withMembers(nulls, "id", "paymentId"), nil},
		"empty_metadata": {withMembers(map[string]any{"metadata": map[string]any{}}, "id", "paymentId"), map[string]any{"metadata": map[string]any{}}},
		"unknown_members": {
			withMembers(map[string]any{"status": "QUEUED", "new": []any{1}, "amount": map[string]any{"amount": "1.0", "new": 1}}, "id", "paymentId"),
			map[string]any{"status": "QUEUED", "amount": map[string]any{"amount": "1.0", "currency": nil}},
		},
		"other_types": {withMembers(map[string]any{"metadata": []any{}, "blockchain": "ETH"}, "id", "paymentId"), map[string]any{"blockchain": "ETH"}},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			fake, url := startFake(t)
			holdTransaction(fake, paymentID)
			fake.EditResponses(func(_ string, data map[string]any) { tc.edit(data) })
			got, diags := startLookup(t, "cpn_transaction").read(attributes{"api_key": testKey, "base_url": url}, lookups()["cpn_transaction"])
			wellFormed(t, diags).are(t)
			want := map[string]any{}
			for attribute := range transactionDataSourceSchema().Attributes {
				want[attribute] = tc.want[attribute]
			}
			want["payment_id"], want["transaction_id"] = paymentID, transactionID
			if diff := cmp.Diff(want, decoded(t, got)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// TestTransactionDataSource_sameAsResource reads what a resource of the same run created: the
// read waits for the create, and every attribute that both have is the same.
func TestTransactionDataSource_sameAsResource(t *testing.T) {
	t.Parallel()
	fake, url := startFake(t)
	w := newWorkspace(t, url)
	w.configure(transactionBlock(`id = "a"`, `metadata = { k = "v" }`), transactionData(`transaction_id = cpn_transaction.test.transaction_id`))
	w.run("plan").must(t, 0)
	if got := fake.Counts().Requests; got != 0 {
		t.Errorf("%d requests at plan", got)
	}
	w.run("apply", "-auto-approve").must(t, 0)
	w.run("plan", "-detailed-exitcode").must(t, 0)
	created, read := w.state()[transactionAddress], w.state()[transactionDataAddress]
	for _, own := range []string{"id", "idempotency_key", "timeouts"} {
		delete(created, own)
	}
	if diff := cmp.Diff(created, read); diff != "" {
		t.Error(diff)
	}
}
