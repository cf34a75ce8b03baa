// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"encoding/json"
	"maps"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/cpnfake"
)

const transactionAddress = "cpn_transaction.test"

// TestTransaction_lifecycle creates, follows, changes and replaces a transaction with the
// command line. What a wallet signs comes out of Terraform as CPN sent it, with an escape for
// each character that Terraform would change to another form.
func TestTransaction_lifecycle(t *testing.T) {
	t.Parallel()
	fake, url := startFake(t)
	w := newWorkspace(t, url)
	const output = "output \"message\" {\n  value = cpn_transaction.test.message_to_be_signed\n}\noutput \"to\" {\n  value = cpn_transaction.test.message_details.to\n}\n"
	const odd, escaped = "{\"memo\":\"cafe\u0301 \u212b\",", `{"memo":"cafe\u0301 \u212b",`
	fake.EditResponses(func(_ string, data map[string]any) {
		message, _ := data["messageToBeSigned"].(json.RawMessage)
		data["messageToBeSigned"] = json.RawMessage(strings.Replace(string(message), "{", odd, 1))
	})
	w.configure(transactionBlock(`metadata = { a = "1" }`), output)
	if got := w.run("apply", "-auto-approve").must(t, 0); len(got.diagnostics) != 0 {
		t.Errorf("the apply says %v", got.diagnostics)
	}
	made := fake.Transactions()[0]
	if got, want := w.rawOutput("message"), strings.Replace(made.MessageToBeSigned, "{", escaped, 1); got != want {
		t.Errorf("the message changed:\n%s\n%s", got, want)
	}
	identity := map[string]any{"payment_id": paymentID, "transaction_id": made.ID}
	w.hasIdentity(transactionAddress, identity)
	fake.MoveTransaction(made.ID, "PENDING")
	w.configure(transactionBlock(`metadata = { a = "1" }`, `timeouts = { create = "90s", read = "10s" }`), output)
	if got := w.run("apply", "-auto-approve").must(t, 0); !strings.Contains(got.output, "0 added, 1 changed, 0 destroyed") || w.values()["status"] != "PENDING" {
		t.Error(got.output)
	}
	w.hasIdentity(transactionAddress, identity)
	fake.SetTransaction(made.ID, fail)
	w.configure(transactionBlock(`metadata = { a = "2" }`))
	w.run("apply", "-auto-approve").must(t, 0).has(t, "warning", "This plan creates another transaction; the old one stays at CPN")
	if got := fake.Counts(); got.Transactions != 2 || got.Creates != 2 || w.values()["transaction_id"] == made.ID {
		t.Errorf("CPN holds %d transactions after %d creates", got.Transactions, got.Creates)
	}
}

// TestTransaction_documentedExample sends the documented request and gets the documented
// response: exactly the documented members are sent, and every member of the response is in
// state. Empty metadata is not sent, so that it is the same request as null.
func TestTransaction_documentedExample(t *testing.T) {
	t.Parallel()
	const address, hash = "0xe01be9cdd9e744ae6a709794bfe531ec3ec0671c", "2vmEDSBThR143WJyJePkpKVQcERVo9KePuCUwYU8fkoJaQjarTMj6sZG7DNnJ4zjhtRz6hDruqEFEkD4wJpGviiW"
	documented := map[string]any{
		"id": paymentID, "status": "PENDING", "expireDate": "2023-01-01T12:04:05Z", "blockchain": "ETH-SEPOLIA",
		"senderAddress": address, "destinationAddress": address, "amount": sum("110.270000", "USDC"),
		"messageType": "PAYMENT_SETTLEMENT_CONTRACT_V1_0_PAYMENT_INTENT", "messageToBeSigned": json.RawMessage(`{}`), "encodedMessageToBeSigned": nil,
		"metadata": map[string]any{}, "failureReason": "FAILED_ONCHAIN", "transactionHash": hash,
	}
	p := newTransaction(t, attributes{"id": "PAY-1", "metadata": map[string]any{}})
	p.fake.EditResponses(func(_ string, data map[string]any) { maps.Copy(data, documented) })
	p.fake.SetTransaction(paymentID, func(t *cpnfake.Transaction) { t.PaymentID, t.Status = paymentID, "FAILED" }) // to read it back
	p.succeeds().are(t, "warning: CPN returned an earlier transaction", "warning: The message to be signed was not checked"+end(paymentID))
	want := map[string]any{
		"id": "PAY-1", "idempotency_key": "12168f10-eaa3-4f6e-a925-8d74503af635", "payment_id": paymentID, "metadata": map[string]any{}, "transaction_id": paymentID,
		"status": "PENDING", "expire_date": "2023-01-01T12:04:05Z", "sender_address": address, "blockchain": "ETH-SEPOLIA", "amount": sum("110.270000", "USDC"),
		"destination_address": address, "message_type": "PAYMENT_SETTLEMENT_CONTRACT_V1_0_PAYMENT_INTENT", "message_to_be_signed": "{}", "encoded_message_to_be_signed": nil,
		"message_details": nil, "failure_reason": "FAILED_ONCHAIN", "transaction_hash": hash, "timeouts": nil,
	}
	if diff := cmp.Diff(want, p.state()); diff != "" {
		t.Error(diff)
	}
	sent(t, p.fake, "/v2/cpn/payments/"+paymentID+"/transactions", `{"idempotencyKey": "12168f10-eaa3-4f6e-a925-8d74503af635"}`)
}
