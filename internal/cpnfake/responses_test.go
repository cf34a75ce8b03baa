// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package cpnfake_test

import (
	"net/http"
	"strings"
	"testing"

	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/cpnfake"
)

func TestCreateSupportTicket(t *testing.T) {
	t.Parallel()
	fake, c := start(t)
	first := c.post(ticketsPath, ticket(map[string]any{"paymentId": strings.ToUpper(payment)}))
	second := c.post(ticketsPath, ticket(map[string]any{"idempotencyKey": key2, "ccEmails": []string{"a@b.example", "c@d.example"}}))
	third := c.post(ticketsPath, ticket(map[string]any{"idempotencyKey": payment, "ccEmails": []string{}}))
	tickets := fake.Tickets()
	if len(tickets) != 3 || tickets[0].CCEmails != nil || tickets[1].IdempotencyKey != key2 || len(tickets[1].CCEmails) != 2 {
		t.Fatalf("tickets held: %+v", tickets)
	}
	first.is(t, http.StatusCreated, `{"data":{"caseRefId":"`+tickets[0].CaseRefID+`","createDate":"2100-01-01T00:00:00.000000Z",`+
		`"description":"Where is it?","email":"help@ofi.com","id":"`+tickets[0].ID+`","issueType":"PAYMENT_SETTLEMENT_DELAY",`+
		`"paymentId":"c4d1da72-111e-4d52-bdbf-2e74a2d803d5","ticketRefId":"`+tickets[0].TicketRefID+`"}}`)
	if !strings.Contains(second.body, `"ccEmails":["a@b.example","c@d.example"]`) || !strings.Contains(third.body, `"ccEmails":[]`) {
		t.Errorf("the responses do not echo ccEmails: %s, %s", second.body, third.body)
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

func TestGetTransaction(t *testing.T) {
	t.Parallel()
	fake, c, _ := begun(t, nil)
	id := fake.Transactions()[0].ID
	fake.SetTransaction(id, func(tr *cpnfake.Transaction) {
		tr.Status, tr.FailureReason, tr.TransactionHash, tr.Metadata = "FAILED", "FAILED_ONCHAIN", "0xabc", nil
	})
	got := c.get(transactionsPath + "/" + strings.ToUpper(id)).body
	for _, part := range []string{`"status":"FAILED"`, `"failureReason":"FAILED_ONCHAIN"`, `"transactionHash":"0xabc"`, `"metadata":{}`} {
		if !strings.Contains(got, part) {
			t.Errorf("the response lacks %s: %s", part, got)
		}
	}
	want := `"onChainTransactions":[{"id":"` + id + `","status":"FAILED","transactionHash":"0xabc"}]`
	if payment := c.get(paymentPath).body; !strings.Contains(payment, want) {
		t.Errorf("the payment lacks %s: %s", want, payment)
	}
}

func TestGetPayment(t *testing.T) {
	t.Parallel()
	fake, c := start(t)
	first := c.get(paymentPath)
	data := first.data(t)
	for _, name := range []string{
		"id", "quoteId", "paymentMethodType", "blockchain", "senderAddress", "refCode", "customerRefId", "expireDate", "createDate",
		"status", "useCase", "reasonForPayment", "sourceAmount", "destinationAmount", "fees", "fiatSettlementTime", "onChainTransactions",
		"rfis", "refunds", "refundAddress", "metadata",
	} {
		if data[name] == nil {
			t.Errorf("the response lacks %s: %s", name, first.body)
		}
	}
	if !strings.Contains(first.body, `"status":"CRYPTO_FUNDS_PENDING"`) || !strings.Contains(first.body, `"onChainTransactions":[]`) {
		t.Errorf("the new payment is %s", first.body)
	}
	fake.SetPayment(strings.ToUpper(payment), func(p *cpnfake.Payment) { p.Status = "FAILED" })
	c.get("/v1/cpn/payments/"+strings.ToUpper(payment)).is(t, http.StatusOK, strings.Replace(first.body, "CRYPTO_FUNDS_PENDING", "FAILED", 1))
}
