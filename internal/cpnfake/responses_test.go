// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package cpnfake_test

import (
	"encoding/json"
	"net/http"
	"strings"
	"testing"

	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/cpnfake"
)

func TestCreateSupportTicket(t *testing.T) {
	t.Parallel()
	fake, c := start(t)
	c.post(ticketsPath, ticket(map[string]any{"paymentId": strings.ToUpper(payment)})).is(t, http.StatusCreated,
		`{"data":{"caseRefId":"CIR-000001","createDate":"2026-01-02T03:04:05.000000Z","description":"Where is it?",`+
			`"email":"help@ofi.com","id":"00000000-0000-4000-8000-000000000001","issueType":"PAYMENT_SETTLEMENT_DELAY",`+
			`"paymentId":"c4d1da72-111e-4d52-bdbf-2e74a2d803d5","ticketRefId":"00000000-0000-4000-8000-000000000002"}}`)
	second := c.post(ticketsPath, ticket(map[string]any{"idempotencyKey": key2, "ccEmails": []string{"a@b.example", "c@d.example"}}))
	for _, part := range []string{`"ccEmails":["a@b.example","c@d.example"]`, `"caseRefId":"CIR-000002"`} {
		if !strings.Contains(second.body, part) {
			t.Errorf("the response lacks %s: %s", part, second.body)
		}
	}
	third := c.post(ticketsPath, ticket(map[string]any{"idempotencyKey": payment, "ccEmails": []string{}}))
	if !strings.Contains(third.body, `"ccEmails":[]`) {
		t.Errorf("the response does not echo an empty ccEmails: %s", third.body)
	}
	tickets := fake.Tickets()
	if len(tickets) != 3 || tickets[0].CCEmails != nil || tickets[1].IdempotencyKey != key2 || len(tickets[1].CCEmails) != 2 {
		t.Errorf("tickets held: %+v", tickets)
	}
}

func TestCreateSupportTicket_everyIssueType(t *testing.T) {
	t.Parallel()
	_, c := start(t)
	for _, issue := range []string{
		"PAYMENT_SETTLEMENT_DELAY", "PAYMENT_SENT_TO_WRONG_RECIPIENT", "PAYMENT_AMOUNT_INCORRECT",
		"REQUEST_FOR_INFORMATION_OFI", "REQUEST_FOR_INFORMATION_SENDER", "REQUEST_FOR_INFORMATION_RECEIVER",
		"FUNDING_AMOUNT_DISCREPANCY", "REVERSE_FUNDS", "EXISTING_TICKET", "OTHER",
	} {
		if a := c.post(ticketsPath, ticket(map[string]any{"issueType": issue})); a.status != http.StatusCreated {
			t.Errorf("%s: %d %s", issue, a.status, a.body)
		}
	}
}

func TestCreateTransaction_isWhatGetReturns(t *testing.T) {
	t.Parallel()
	fake, c := start(t)
	created := c.post(transactionsPath, transaction(map[string]any{"metadata": map[string]string{"b": "2", "a": ""}}))
	held := fake.Transactions()
	if len(held) != 1 {
		t.Fatalf("transactions held: %+v", held)
	}
	c.get(transactionsPath+"/"+held[0].ID).is(t, http.StatusOK, created.body)
	fake.SetTransaction(held[0].ID, func(tr *cpnfake.Transaction) {
		tr.Status, tr.FailureReason, tr.TransactionHash, tr.Metadata = "FAILED", "FAILED_ONCHAIN", "0xabc", nil
	})
	got := c.get(transactionsPath + "/" + strings.ToUpper(held[0].ID)).body
	for _, part := range []string{`"status":"FAILED"`, `"failureReason":"FAILED_ONCHAIN"`, `"transactionHash":"0xabc"`, `"metadata":{}`} {
		if !strings.Contains(got, part) {
			t.Errorf("the response lacks %s: %s", part, got)
		}
	}
}

func TestGetPayment(t *testing.T) {
	t.Parallel()
	fake, c := start(t)
	var response struct{ Data map[string]any }
	first := c.get(paymentPath)
	if err := json.Unmarshal([]byte(first.body), &response); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{
		"id", "quoteId", "paymentMethodType", "blockchain", "senderAddress", "refCode", "customerRefId", "expireDate", "createDate",
		"status", "useCase", "reasonForPayment", "sourceAmount", "destinationAmount", "fees", "onChainTransactions", "rfis", "refunds", "refundAddress", "metadata",
	} {
		if response.Data[name] == nil {
			t.Errorf("the response lacks %s: %s", name, first.body)
		}
	}
	if !strings.Contains(first.body, `"status":"CRYPTO_FUNDS_PENDING"`) || !strings.Contains(first.body, `"onChainTransactions":[]`) {
		t.Errorf("the new payment is %s", first.body)
	}
	c.get("/v1/cpn/payments/"+strings.ToUpper(payment)).is(t, http.StatusOK, first.body)

	c.post(transactionsPath, transaction(nil))
	fake.SetPayment(strings.ToUpper(payment), func(p *cpnfake.Payment) {
		p.Status = "FAILED"
		p.Members["failureCode"] = "X1"
		delete(p.Members, "fiatSettlementTime")
	})
	got := c.get(paymentPath).body
	for part, want := range map[string]bool{
		`"onChainTransactions":[{"id":"00000000-0000-4000-8000-000000000001","status":"CREATED"}]`: true,
		`"status":"FAILED"`:  true,
		`"failureCode":"X1"`: true,
		`fiatSettlementTime`: false,
	} {
		if strings.Contains(got, part) != want {
			t.Errorf("the response contains %s: %t, want %t: %s", part, !want, want, got)
		}
	}
}
