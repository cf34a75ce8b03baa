// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/cpnfake"
)

// TestTransactionDataSource_responses reads transactions of every shape in one run. Whatever want
// does not name must be null.
func TestTransactionDataSource_responses(t *testing.T) {
	t.Parallel()
	const message = `{ "z": 115792089237316195423570985008687907853269984665640564039457584007913129639935, "a": [9007199254740993, "\u00fc\/"] }`
	whole := map[string]any{
		"status": "COMPLETED", "expireDate": "2026-01-01T12:04:05.120Z", "senderAddress": "0xe01b", "blockchain": "MATIC-AMOY",
		"amount": map[string]any{"amount": "110.270000", "currency": "USDC"}, "destinationAddress": "0x1c7d", "messageType": "EIP3009",
		"messageToBeSigned": json.RawMessage(message), "metadata": map[string]any{"order": "4711", "empty": ""},
		"failureReason": "FAILED_ONCHAIN", "transactionHash": "0xabc",
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
			"metadata":             map[string]any{"order": "4711", "empty": ""}, "failure_reason": "FAILED_ONCHAIN", "transaction_hash": "0xabc",
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
	fake, url := startFake(t)
	w := newWorkspace(t, url)
	edits, ids, blocks := map[string]func(map[string]any){}, map[string]string{}, []string{}
	for name, tc := range cases {
		id := fmt.Sprintf("abcdefab-2222-4222-8222-%012d", len(ids))
		ids[name], edits[id] = id, tc.edit
		fake.SetTransaction(id, func(created *cpnfake.Transaction) { created.PaymentID = id })
		blocks = append(blocks, strings.Replace(transactionData(`payment_id = "`+id+`"`, `transaction_id = "`+id+`"`), `"test"`, `"`+name+`"`, 1))
	}
	fake.EditResponses(responses(edits))
	w.configure(blocks...)
	w.run("apply", "-auto-approve").must(t, 0)
	w.run("plan", "-detailed-exitcode").must(t, 0)
	state := w.state()
	for name, tc := range cases {
		want := map[string]any{}
		for attribute := range transactionDataSourceSchema().Attributes {
			want[attribute] = tc.want[attribute]
		}
		want["payment_id"], want["transaction_id"] = ids[name], ids[name]
		if diff := cmp.Diff(want, state["data.cpn_transaction."+name]); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
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
