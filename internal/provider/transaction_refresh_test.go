// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"bytes"
	"encoding/json"
	"maps"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/cpnfake"
)

// TestRefresh_followsTheStatus walks transactions to both final statuses.
func TestRefresh_followsTheStatus(t *testing.T) {
	t.Parallel()
	type step struct {
		at      func(*cpnfake.Transaction)
		changes map[string]any
	}
	pending := step{func(created *cpnfake.Transaction) { created.Status = "PENDING" }, map[string]any{"status": "PENDING"}}
	for name, steps := range map[string][]step{
		"COMPLETED": {
			pending,
			{
				func(created *cpnfake.Transaction) { created.Status, created.TransactionHash = "BROADCASTED", "0xhash" },
				map[string]any{"status": "BROADCASTED", "transaction_hash": "0xhash"},
			},
			{func(created *cpnfake.Transaction) { created.Status = "COMPLETED" }, map[string]any{"status": "COMPLETED"}},
		},
		"FAILED": {
			pending,
			{
				func(created *cpnfake.Transaction) {
					created.Status, created.FailureReason, created.TransactionHash = "FAILED", "OUT_OF_GAS", "0xhash"
				},
				map[string]any{"status": "FAILED", "failure_reason": "OUT_OF_GAS", "transaction_hash": "0xhash"},
			},
		},
		"another hash and date": {
			{func(created *cpnfake.Transaction) { created.TransactionHash = "0xfirst" }, map[string]any{"transaction_hash": "0xfirst"}},
			{
				func(created *cpnfake.Transaction) {
					created.TransactionHash, created.ExpireDate = "0xsecond", "2027-01-01T00:00:00.5Z"
				},
				map[string]any{"transaction_hash": "0xsecond", "expire_date": "2027-01-01T00:00:00.5Z"},
			},
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r := newRefreshed(t)
			for _, s := range steps {
				r.fake.SetTransaction(r.id, s.at)
				r.changesOnly(s.changes)
			}
			if got := r.fake.Counts().Creates; got != 1 {
				t.Errorf("%d creates, want 1", got)
			}
		})
	}
}

// TestRefresh_unusualResponses refreshes from a CPN that returns less, more or other values than
// documented.
func TestRefresh_unusualResponses(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		edit    func(data map[string]any)
		changes map[string]any
	}{
		"every optional member is absent": {func(data map[string]any) { maps.DeleteFunc(data, optional) }, nil},
		"every optional member is null":   {every(nil), nil},
		"every text is empty":             {every(""), nil},
		"every text is something else":    {every([]any{7}), nil},
		"an amount of another type":       {func(data map[string]any) { data["amount"] = "110.27 USDC" }, nil},
		"an amount without its currency":  {func(data map[string]any) { data["amount"] = map[string]any{"amount": "110.27"} }, nil},
		"unknown members":                 {func(data map[string]any) { data["new"] = map[string]any{"deep": []any{1, true}} }, nil},
		"unknown values": {
			func(data map[string]any) { data["status"], data["failureReason"] = "QUEUED", "NEW_REASON" },
			map[string]any{"status": "QUEUED", "failure_reason": "NEW_REASON"},
		},
		"another metadata": {func(data map[string]any) { data["metadata"] = map[string]any{"k": "other"} }, nil},
		"a difference of form": {
			func(data map[string]any) {
				for _, member := range []string{"senderAddress", "destinationAddress"} {
					data[member] = "0x" + strings.ToUpper(strings.TrimPrefix(text(data[member]), "0x"))
				}
				data["amount"] = sum("110.27", "USDC")
				data["messageToBeSigned"] = rewritten(data["messageToBeSigned"])
				data["id"], data["paymentId"] = strings.ToUpper(text(data["id"])), strings.ToUpper(paymentID)
			},
			nil,
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r := newRefreshed(t)
			r.fake.EditResponses(func(_ string, data map[string]any) { tc.edit(data) })
			r.changesOnly(tc.changes)
		})
	}
}

// every returns an edit that sets every optional member to value. The message may have any
// type, so it is changed too.
func every(value any) func(map[string]any) {
	return func(data map[string]any) {
		for member := range data {
			if optional(member, nil) && (member != "messageToBeSigned" || value == nil) {
				data[member] = value
			}
		}
	}
}

// optional reports whether a response may lack a member.
func optional(member string, _ any) bool { return member != "id" && member != "paymentId" }

// rewritten returns a message with its members in another order, and with other white space and
// escapes. Anything that cannot be rewritten becomes another message.
func rewritten(message any) json.RawMessage {
	raw, _ := message.(json.RawMessage)
	decoder := json.NewDecoder(bytes.NewReader(raw))
	decoder.UseNumber()
	var v map[string]any
	if err := decoder.Decode(&v); err != nil {
		return json.RawMessage(`"not an object"`)
	}
	out, err := json.MarshalIndent(v, "", "\t")
	if err != nil {
		return json.RawMessage(`"not JSON"`)
	}
	return out
}

// TestRefresh_fillsNulls shows that values which the create did not return are stored later.
func TestRefresh_fillsNulls(t *testing.T) {
	t.Parallel()
	r := newRefreshed(t)
	whole := r.values()
	r.fake.EditResponses(func(_ string, data map[string]any) {
		delete(data, "senderAddress")
		delete(data, "messageToBeSigned")
		data["amount"] = map[string]any{"amount": "110.270000"}
	})
	second := `payment_id = "11111111-1111-4111-8111-111111111111"`
	r.configure(transactionBlock(`id = "b"`, second))
	r.run("apply", "-auto-approve").must(t, 0)
	for _, attribute := range []string{"sender_address", "message_to_be_signed", "message_details"} {
		if got := r.values()[attribute]; got != nil {
			t.Fatalf("%s is %v", attribute, got)
		}
	}
	r.fake.EditResponses(nil)
	r.changesOnly(map[string]any{
		"sender_address": whole["sender_address"], "amount": whole["amount"], "message_to_be_signed": r.fake.Transactions()[1].MessageToBeSigned,
		"message_details": whole["message_details"],
	})
}

// TestRefresh_waitsForTheProvider shows that an unknown provider block does not prevent
// planning: the transaction is not read.
func TestRefresh_waitsForTheProvider(t *testing.T) {
	t.Parallel()
	r := newRefreshed(t)
	before := r.values()
	reads := r.fake.Counts().Reads
	r.configure(
		"resource \"terraform_data\" \"key\" {\n  input = \""+testKey+"\"\n}\n",
		"provider \"cpn\" {\n  api_key = terraform_data.key.output\n}\n",
		transactionBlock(`id = "a"`, `metadata = { k = "v" }`),
	)
	got := r.run("plan", "-out", "saved").must(t, 0)
	if d := got.has(t, "warning", "The transaction was not refreshed"); !strings.Contains(d.Detail, "Do not sign: the stored values were not compared") {
		t.Errorf("says %s", d.Detail)
	}
	if len(got.diagnostics) != 1 || r.fake.Counts().Reads != reads {
		t.Errorf("%d reads, and the plan says %+v", r.fake.Counts().Reads-reads, got.diagnostics)
	}
	r.run("apply", "saved").must(t, 0)
	r.run("plan", "-detailed-exitcode").must(t, 0)
	if diff := cmp.Diff(before, r.state()[transactionAddress]); diff != "" {
		t.Error(diff)
	}
}

// TestRefresh_withoutKey shows what an operator reads if the API key is missing.
func TestRefresh_withoutKey(t *testing.T) {
	t.Parallel()
	r := newRefreshed(t)
	before, requests := r.file(), r.fake.Counts().Requests
	r.setenv("CPN_API_KEY", "")
	got := r.refresh().must(t, 1).has(t, "error", "Could not read the transaction: no CPN API key")
	if got.Detail != withoutKey || r.fake.Counts().Requests != requests {
		t.Errorf("after %d requests: %s", r.fake.Counts().Requests-requests, got.Detail)
	}
	r.unchanged(before)
}
