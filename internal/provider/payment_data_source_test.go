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

// wholePayment is a payment with every member that CPN documents, all different.
func wholePayment() map[string]any {
	money := func(amount, currency string) map[string]any {
		return map[string]any{"amount": amount, "currency": currency}
	}
	return map[string]any{
		"status": "FAILED", "quoteId": "quote", "paymentMethodType": "SPEI", "blockchain": "MATIC-AMOY", "senderAddress": "0xe01b",
		"refCode": "INV-1", "customerRefId": "customer", "beneficiaryRefId": "beneficiary", "fiatNetworkPaymentRef": "network",
		"expireDate": "2026-01-01T12:04:05.120Z", "createDate": "2026-01-01T11:04:05Z", "failureReason": "CANCELLED", "failureCode": "PM01001",
		"useCase": "B2B", "reasonForPayment": "PMT001", "sourceAmount": money("110.270000", "USDC"), "destinationAmount": money("183.20", "MXN"),
		"fees": map[string]any{
			"totalAmount": money("0.250", "USDC"),
			"breakdown": []any{
				map[string]any{"type": "BFI_TRANSACTION_FEE", "amount": money("0.2400", "USDC")},
				map[string]any{"type": "TAX_FEE", "amount": money("0.01", "USDC")},
			},
		},
		"fiatSettlementTime":  map[string]any{"min": json.RawMessage("1.50"), "max": "9007199254740993", "unit": "HOURS"},
		"onChainTransactions": []any{map[string]any{"id": "t2", "status": "COMPLETED", "transactionHash": "0xdef"}, map[string]any{"id": "t1", "status": "FAILED", "transactionHash": "0x123"}},
		"refundAddress":       "0x5ee7", "statusAddendum": "IN_MANUAL_REVIEW", "metadata": map[string]any{"invoice": "INV-1"},
		"rfis":    []any{map[string]any{"id": "r", "status": "APPROVED"}},
		"refunds": []any{map[string]any{"id": "b", "status": "CREATED", "amount": money("110.00", "USDC"), "transactionHash": "0xabc"}},
	}
}

// inState is what state has for a response: names in snake case, and numbers as text.
func inState(value any) any {
	switch value := value.(type) {
	case map[string]any:
		out := map[string]any{}
		for member, v := range value {
			out[snake(member)] = inState(v)
		}
		return out
	case []any:
		out := []any{}
		for _, element := range value {
			out = append(out, inState(element))
		}
		return out
	case json.RawMessage:
		return string(value)
	}
	return value
}

// onlyMembers removes all other members of a response.
func onlyMembers(members ...string) func(data map[string]any) {
	return func(data map[string]any) {
		kept := map[string]any{}
		for _, member := range members {
			kept[member] = data[member]
		}
		clear(data)
		maps.Copy(data, kept)
	}
}

// withMembers is onlyMembers, followed by adding these members.
func withMembers(members map[string]any, kept ...string) func(data map[string]any) {
	return func(data map[string]any) {
		onlyMembers(kept...)(data)
		maps.Copy(data, members)
	}
}

// TestPaymentDataSource_responses reads payments of every shape. Whatever want does not name
// must be null.
func TestPaymentDataSource_responses(t *testing.T) {
	t.Parallel()
	whole, _ := inState(wholePayment()).(map[string]any)
	nothing := map[string]any{"id": nil, "status": nil}
	noTransaction := map[string]any{"id": nil, "status": nil, "transaction_hash": nil}
	nulls := map[string]any{}
	for member := range wholePayment() {
		nulls[member] = nil
	}
	cases := map[string]struct {
		edit func(data map[string]any)
		want map[string]any
	}{
		"every_member":    {withMembers(wholePayment(), "id"), whole},
		"no_member":       {onlyMembers("id"), nil},
		"every_null":      {withMembers(nulls, "id"), nil},
		"id_in_uppercase": {func(data map[string]any) { onlyMembers("id")(data); data["id"] = strings.ToUpper(text(data["id"])) }, nil},
		"unknown_members": {
			withMembers(map[string]any{"status": "ON_HOLD", "new": map[string]any{"deep": []any{1, nil}}, "rfis": []any{map[string]any{"id": "r", "level": 2}}}, "id"),
			map[string]any{"status": "ON_HOLD", "rfis": []any{map[string]any{"id": "r", "status": nil}}},
		},
		"other_types": {
			withMembers(map[string]any{"onChainTransactions": 7, "refunds": map[string]any{}, "rfis": "r", "useCase": "B2B"}, "id"),
			map[string]any{"use_case": "B2B"},
		},
		"empty_texts": { // of what is not yet known, and of what is known to be empty
			withMembers(map[string]any{"statusAddendum": "", "failureReason": "", "failureCode": "", "refCode": ""}, "id"),
			map[string]any{"ref_code": ""},
		},
		"empty_lists": {
			withMembers(map[string]any{"onChainTransactions": []any{}, "rfis": []any{}, "refunds": []any{}, "fees": map[string]any{"breakdown": []any{}}}, "id"),
			map[string]any{
				"on_chain_transactions": []any{}, "rfis": []any{}, "refunds": []any{},
				"fees": map[string]any{"total_amount": nil, "breakdown": []any{}},
			},
		},
		"empty_objects": {
			withMembers(map[string]any{
				"sourceAmount": map[string]any{}, "destinationAmount": map[string]any{}, "fees": map[string]any{}, "fiatSettlementTime": map[string]any{},
				"onChainTransactions": []any{map[string]any{}}, "rfis": []any{map[string]any{}}, "refunds": []any{map[string]any{}},
			}, "id"),
			map[string]any{
				"fees":                  map[string]any{"total_amount": nil, "breakdown": nil},
				"fiat_settlement_time":  map[string]any{"min": nil, "max": nil, "unit": nil},
				"on_chain_transactions": []any{noTransaction}, "rfis": []any{nothing},
				"refunds": []any{map[string]any{"id": nil, "status": nil, "amount": nil, "transaction_hash": nil}},
			},
		},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			fake, url := startFake(t)
			fake.EditResponses(func(_ string, data map[string]any) { tc.edit(data) })
			got, diags := startLookup(t, "cpn_payment").read(attributes{"api_key": testKey, "base_url": url}, attributes{"payment_id": paymentID})
			wellFormed(t, diags).are(t)
			want := map[string]any{}
			for attribute := range paymentSchema().Attributes {
				want[attribute] = tc.want[attribute]
			}
			want["payment_id"] = paymentID
			if diff := cmp.Diff(want, decoded(t, got)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// TestPaymentDataSource_unknownWaits reads a payment whose ID is known only during the apply.
func TestPaymentDataSource_unknownWaits(t *testing.T) {
	t.Parallel()
	fake, url := startFake(t)
	w := newWorkspace(t, url)
	later := "resource \"terraform_data\" \"later\" {\n  input = \"" + strings.ToUpper(paymentID) + "\"\n}\n"
	w.configure(later, paymentData(`payment_id = terraform_data.later.output`))
	w.run("plan").must(t, 0)
	if got := fake.Counts().Requests; got != 0 {
		t.Errorf("%d requests at plan", got)
	}
	w.run("apply", "-auto-approve").must(t, 0)
	if got := w.state()[paymentDataAddress]; got["payment_id"] != strings.ToUpper(paymentID) || got["status"] != "CRYPTO_FUNDS_PENDING" || fake.Counts().Reads != 1 {
		t.Errorf("after %d reads: %v", fake.Counts().Reads, got)
	}
	w.configure(strings.Replace(later, strings.ToUpper(paymentID), "no-uuid", 1), paymentData(`payment_id = terraform_data.later.output`))
	if got := w.run("apply", "-auto-approve").must(t, 1).has(t, "error", "Invalid payment_id"); got.Address != paymentDataAddress {
		t.Errorf("the error is at %s", got.Address)
	}
}

// TestPaymentDataSource_example applies the documentation's example, whose precondition does no
// harm once the payment has moved on. [TestExample_paymentStatus] shows what it blocks.
func TestPaymentDataSource_example(t *testing.T) {
	t.Parallel()
	fake, url := startFake(t)
	w := newWorkspace(t, url)
	w.configure(exampleText(t, "data-sources/cpn_payment/data-source.tf"))
	w.run("apply", "-auto-approve").must(t, 0)
	fake.SetPayment(paymentID, func(p *cpnfake.Payment) { p.Status = "COMPLETED" })
	w.run("plan", "-detailed-exitcode").must(t, 0)
	w.configure(strings.ReplaceAll(exampleText(t, "data-sources/cpn_payment/data-source.tf"), paymentID, otherPayment))
	fake.SetPayment(otherPayment, func(p *cpnfake.Payment) { p.Status = "COMPLETED" })
	w.run("apply", "-auto-approve").must(t, 1).has(t, "error", "Resource precondition failed")
	if got := fake.Counts(); got.Creates != 1 {
		t.Errorf("%d creates: one payment passed because of another's status", got.Creates)
	}
}
