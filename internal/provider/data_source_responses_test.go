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

// wholePayment is a payment with every member that CPN documents, all different.
func wholePayment() map[string]any {
	return map[string]any{
		"status": "FAILED", "quoteId": "quote", "paymentMethodType": "SPEI", "blockchain": "MATIC-AMOY", "senderAddress": "0xe01b",
		"refCode": "INV-1", "customerRefId": "customer", "beneficiaryRefId": "beneficiary", "fiatNetworkPaymentRef": "network",
		"expireDate": "2026-01-01T12:04:05.120Z", "createDate": "2026-01-01T11:04:05Z", "failureReason": "CANCELLED", "failureCode": "PM01001",
		"useCase": "B2B", "reasonForPayment": "PMT001", "sourceAmount": sum("110.270000", "USDC"), "destinationAmount": sum("183.20", "MXN"),
		"fees": map[string]any{
			"totalAmount": sum("0.250", "USDC"),
			"breakdown": []any{
				map[string]any{"type": "BFI_TRANSACTION_FEE", "amount": sum("0.2400", "USDC")},
				map[string]any{"type": "TAX_FEE", "amount": sum("0.01", "USDC")},
			},
		},
		"fiatSettlementTime":  map[string]any{"min": json.RawMessage("1.50"), "max": "9007199254740993", "unit": "HOURS"},
		"onChainTransactions": []any{map[string]any{"id": "t2", "status": "COMPLETED", "transactionHash": "0xdef"}, map[string]any{"id": "t1", "status": "FAILED", "transactionHash": "0x123"}},
		"refundAddress":       "0x5ee7", "statusAddendum": "IN_MANUAL_REVIEW", "metadata": map[string]any{"invoice": "INV-1"},
		"rfis":    []any{map[string]any{"id": "r", "status": "APPROVED"}},
		"refunds": []any{map[string]any{"id": "b", "status": "CREATED", "amount": sum("110.00", "USDC"), "transactionHash": "0xabc"}},
	}
}

// wholeTransaction is the same of a transaction.
func wholeTransaction() map[string]any {
	return map[string]any{
		"status": "COMPLETED", "expireDate": "2026-01-01T12:04:05.120Z", "senderAddress": "0xe01b", "blockchain": "MATIC-AMOY",
		"amount": sum("110.270000", "USDC"), "destinationAddress": "0x1c7d", "messageType": "EIP3009",
		"messageToBeSigned": json.RawMessage(`{"z":115792089237316195423570985008687907853269984665640564039457584007913129639935,"a":[9007199254740993,"\u00fc\/"]}`),
		"metadata":          map[string]any{"order": "4711", "empty": ""},
		"failureReason":     "FAILED_ONCHAIN", "transactionHash": "0xabc", "encodedMessageToBeSigned": "AQAB",
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

// TestDataSource_responses reads payments and transactions of every shape. What a response
// does not have is null, and so is what is empty until it is known.
func TestDataSource_responses(t *testing.T) {
	t.Parallel()
	const payment, transaction = "cpn_payment", "cpn_transaction"
	id := map[string]any{"id": nil, "status": nil}
	empty := map[string]any{}
	for name, tc := range map[string]struct {
		data      string
		has, want map[string]any // members of the response, and attributes in state
	}{
		"a whole payment":         {payment, wholePayment(), values(inState(wholePayment()))},
		"a whole transaction":     {transaction, wholeTransaction(), values(inState(wholeTransaction()))},
		"a payment of nulls":      {payment, nulls(wholePayment()), nil},
		"a transaction of nulls":  {transaction, nulls(wholeTransaction()), nil},
		"a payment of nothing":    {payment, nil, nil},
		"members of another type": {payment, map[string]any{"onChainTransactions": 7, "refunds": empty, "rfis": "r", "useCase": "B2B"}, map[string]any{"use_case": "B2B"}},
		"empty metadata":          {transaction, map[string]any{"metadata": empty}, map[string]any{"metadata": empty}},
		"empty texts":             {payment, map[string]any{"statusAddendum": "", "failureReason": "", "failureCode": "", "refCode": ""}, map[string]any{"ref_code": ""}},
		"no currency":             {transaction, map[string]any{"amount": map[string]any{"amount": "1.0"}}, map[string]any{"amount": map[string]any{"amount": "1.0", "currency": nil}}},
		"empty lists": {
			payment,
			map[string]any{"onChainTransactions": []any{}, "rfis": []any{}, "refunds": []any{}, "fees": map[string]any{"breakdown": []any{}}},
			map[string]any{
				"on_chain_transactions": []any{}, "rfis": []any{}, "refunds": []any{},
				"fees": map[string]any{"total_amount": nil, "breakdown": []any{}},
			},
		},
		"empty objects": {
			payment,
			map[string]any{
				"sourceAmount": empty, "destinationAmount": empty, "fees": empty, "fiatSettlementTime": empty,
				"onChainTransactions": []any{empty}, "rfis": []any{empty}, "refunds": []any{empty},
			},
			map[string]any{
				"fees":                  map[string]any{"total_amount": nil, "breakdown": nil},
				"fiat_settlement_time":  map[string]any{"min": nil, "max": nil, "unit": nil},
				"on_chain_transactions": []any{map[string]any{"id": nil, "status": nil, "transaction_hash": nil}}, "rfis": []any{id},
				"refunds": []any{map[string]any{"id": nil, "status": nil, "amount": nil, "transaction_hash": nil}},
			},
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			fake, url := startFake(t)
			holdTransaction(fake)
			fake.EditResponses(func(_ string, data map[string]any) {
				maps.DeleteFunc(data, optional)
				maps.Copy(data, tc.has)
			})
			l, inputs := startLookup(t, tc.data), lookups()[tc.data]
			inputs["payment_id"] = strings.ToUpper(paymentID)
			got, diags := l.read(attributes{"api_key": testKey, "base_url": url}, inputs)
			wellFormed(t, diags).are(t)
			want := map[string]any{}
			for attribute := range l.typ.AttributeTypes {
				want[attribute] = tc.want[attribute]
			}
			maps.Copy(want, inputs)
			if diff := cmp.Diff(want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// nulls returns a response in which each member is null.
func nulls(response map[string]any) map[string]any {
	for member := range response {
		response[member] = nil
	}
	return response
}

func values(object any) map[string]any {
	values, _ := object.(map[string]any)
	return values
}
