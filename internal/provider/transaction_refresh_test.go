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

// newRefreshed has a transaction in state, with metadata and more attributes.
func newRefreshed(t *testing.T, more attributes) *play {
	t.Helper()
	p := newTransaction(t, attributes{"id": "a", "metadata": map[string]any{"k": "v"}}.with(more))
	p.succeeds()
	return p
}

// changesOnly refreshes, and fails the test unless only these attributes change in state and
// nothing is planned.
func (p *play) changesOnly(changes map[string]any) {
	p.t.Helper()
	want := p.state()
	maps.Copy(want, changes)
	p.refresh().are(p.t)
	if diff := cmp.Diff(want, p.state()); diff != "" {
		p.t.Error(diff)
	}
	p.plansNothing()
}

// TestRefresh_followsTheStatus walks transactions to both final statuses.
func TestRefresh_followsTheStatus(t *testing.T) {
	t.Parallel()
	for name, steps := range map[string][]map[string]any{
		"COMPLETED": {{"status": "PENDING"}, {"status": "BROADCASTED", "transaction_hash": "0xhash"}, {"status": "COMPLETED"}},
		"FAILED":    {{"status": "PENDING"}, {"status": "FAILED", "failure_reason": "OUT_OF_GAS", "transaction_hash": "0xhash"}},
		"another hash and date": {
			{"transaction_hash": "0xfirst"}, {"transaction_hash": "0xsecond", "expire_date": "2027-01-01T00:00:00.5Z"},
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p := newRefreshed(t, nil)
			for _, changes := range steps {
				p.fake.SetTransaction(p.fake.Transactions()[0].ID, func(at *cpnfake.Transaction) {
					for attribute, field := range map[string]*string{
						"status": &at.Status, "failure_reason": &at.FailureReason, "transaction_hash": &at.TransactionHash, "expire_date": &at.ExpireDate,
					} {
						if value, ok := changes[attribute]; ok {
							*field = text(value)
						}
					}
				})
				p.changesOnly(changes)
			}
			if got := p.fake.Counts().Creates; got != 1 {
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
		"every text is empty": {func(data map[string]any) {
			for member := range data {
				if optional(member, nil) && member != "messageToBeSigned" { // which may have any type
					data[member] = ""
				}
			}
		}, nil},
		"an amount without its currency": {func(data map[string]any) { data["amount"] = map[string]any{"amount": total + "00"} }, nil},
		"unknown values": {
			func(data map[string]any) { data["status"], data["failureReason"] = "QUEUED", "NEW_REASON" },
			map[string]any{"status": "QUEUED", "failure_reason": "NEW_REASON"},
		},
		"another metadata": {func(data map[string]any) { data["metadata"] = map[string]any{"k": "other"} }, nil},
		"a difference of form": {
			func(data map[string]any) {
				for _, member := range []string{"senderAddress", "destinationAddress", "encodedMessageToBeSigned"} {
					data[member] = "0x" + strings.ToUpper(strings.TrimPrefix(text(data[member]), "0x"))
				}
				data["amount"] = sum(total+"0", "USDC")
				data["messageToBeSigned"] = rewritten(data["messageToBeSigned"])
				data["id"], data["paymentId"] = strings.ToUpper(text(data["id"])), strings.ToUpper(paymentID)
			},
			nil,
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p := newRefreshed(t, nil)
			p.fake.EditResponses(func(_ string, data map[string]any) { tc.edit(data) })
			p.changesOnly(tc.changes)
		})
	}
}

// TestRefresh_fillsNulls shows that values which the create did not return are stored later,
// message_details of a state that is older than the attribute included.
func TestRefresh_fillsNulls(t *testing.T) {
	t.Parallel()
	p := newTransaction(t, nil)
	p.fake.EditResponses(func(_ string, data map[string]any) {
		for _, member := range []string{"senderAddress", "messageToBeSigned", "encodedMessageToBeSigned"} {
			delete(data, member)
		}
		data["amount"] = map[string]any{"amount": total}
	})
	p.succeeds()
	for _, attribute := range []string{"sender_address", "message_to_be_signed", "encoded_message_to_be_signed", "message_details"} {
		if got := p.state()[attribute]; got != nil {
			t.Fatalf("%s is %v", attribute, got)
		}
	}
	p.fake.EditResponses(nil)
	made := p.fake.Transactions()[0]
	filled := map[string]any{
		"sender_address": made.SenderAddress, "amount": sum(total, "USDC"), "message_to_be_signed": made.MessageToBeSigned,
		"encoded_message_to_be_signed": made.EncodedMessageToBeSigned, "message_details": detailsOf(t, made.MessageToBeSigned),
	}
	p.changesOnly(filled)
	p.nullify("message_details")
	p.fake.EditResponses(func(_ string, data map[string]any) { maps.DeleteFunc(data, optional) })
	p.changesOnly(map[string]any{"message_details": filled["message_details"]})
}

// TestRefresh_anotherValue shows what an operator reads, and at which attribute, if CPN returns
// another value for what a wallet signs, and that nothing of such a response goes to state.
func TestRefresh_anotherValue(t *testing.T) {
	t.Parallel()
	const digits, other = `"value":11048874`, `"value":11048875`
	for name, tc := range map[string]struct {
		response        map[string]any
		at, stored, now string
	}{
		"amount":       {map[string]any{"amount": sum("11.95", "USDC")}, "amount.amount", total, "11.95"},
		"currency":     {map[string]any{"amount": sum(total, "EURC")}, "amount.currency", "USDC", "EURC"},
		"sender":       {map[string]any{"senderAddress": "0xe2"}, "sender_address", wallet, "0xe2"},
		"destination":  {map[string]any{"destinationAddress": "0xe2"}, "destination_address", payee, "0xe2"},
		"blockchain":   {map[string]any{"blockchain": "MATIC"}, "blockchain", "ETH", "MATIC"},
		"message type": {map[string]any{"messageType": "EIP3009"}, "message_type", "PAYMENT_SETTLEMENT_CONTRACT_V1_0_PAYMENT_INTENT", "EIP3009"},
		"a digest":     {map[string]any{"encodedMessageToBeSigned": "0xe2"}, "encoded_message_to_be_signed", "0x", "0xe2"},
		"a digit":      {nil, "message_to_be_signed", digits, other},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p := newRefreshed(t, nil)
			if tc.response == nil {
				message := p.fake.Transactions()[0].MessageToBeSigned
				tc.response = map[string]any{"messageToBeSigned": json.RawMessage(strings.Replace(message, digits, other, 1))}
			}
			before := p.state()
			// A change that is allowed does not go to state together with one that is not.
			p.fake.EditResponses(func(_ string, data map[string]any) {
				maps.Copy(data, tc.response)
				data["status"] = "COMPLETED"
			})
			diags := p.refresh()
			diags.are(t, "error: DO NOT SIGN: "+tc.at+" changed at CPN @ "+tc.at)
			diags.has(t, "error", "DO NOT SIGN: "+tc.at+" changed at CPN", tc.stored, tc.now)
			if diff := cmp.Diff(before, p.state()); diff != "" {
				t.Error(diff)
			}
		})
	}
}
