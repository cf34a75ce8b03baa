// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package cpnfake_test

import (
	"net/http"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/cpnfake"
)

// stage is what a response shows of a transaction's life, as STATUS, STATUS with a hash,
// or STATUS because of a reason.
func (a response) stage(t *testing.T) string {
	t.Helper()
	data := a.data(t)
	text, _ := data["status"].(string)
	if hash, has := data["transactionHash"].(string); has {
		text += " with a hash"
		if len(hash) != len("0x")+64 || !strings.HasPrefix(hash, "0x") {
			t.Errorf("the hash is %q", hash)
		}
	}
	if reason, has := data["failureReason"].(string); has {
		text += " because of " + reason
	}
	return text
}

// stages reads a transaction n times.
func (c *client) stages(n int) []string {
	var seen []string
	for range n {
		seen = append(seen, c.get(transactionPath).stage(c.t))
	}
	return seen
}

func TestLife(t *testing.T) {
	t.Parallel()
	const done = "COMPLETED with a hash"
	is := func(statuses ...string) cpnfake.Life { return cpnfake.Life{Statuses: statuses} }
	for name, tc := range map[string]struct {
		life  cpnfake.Life
		shown []string // by the response to the submit, and by reads
	}{
		"usually":                       {cpnfake.Life{}, []string{"PENDING", done, done}},
		"at once":                       {is("COMPLETED"), []string{done, done}},
		"each status for one read":      {cpnfake.Life{Reads: 1}, []string{"PENDING", "PENDING", "BROADCASTED", done, done}},
		"each status for two reads":     {cpnfake.Life{Reads: 2}, []string{"PENDING", "PENDING", "PENDING", "BROADCASTED", "BROADCASTED", done}},
		"stuck before it is broadcast":  {is("PENDING"), []string{"PENDING", "PENDING", "PENDING"}},
		"stuck after it was broadcast":  {is("PENDING", "BROADCASTED"), []string{"PENDING", "BROADCASTED", "BROADCASTED"}},
		"failed after it was broadcast": {is("PENDING", "BROADCASTED", "FAILED"), []string{"PENDING", "FAILED because of FAILED_ONCHAIN"}},
		"failed at once":                {is("FAILED"), []string{"FAILED because of FAILED_ONCHAIN", "FAILED because of FAILED_ONCHAIN"}},
		"a status nobody knows":         {is("PENDING", "HELD"), []string{"PENDING", "HELD"}},
		"failed before it is broadcast": {
			cpnfake.Life{Statuses: []string{"PENDING", "FAILED"}, Reads: 1, FailureReason: "NONCE_TOO_LOW"},
			[]string{"PENDING", "PENDING", "FAILED because of NONCE_TOO_LOW"},
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			fake, c := waiting(t)
			fake.SetLife(tc.life)
			if got := c.stages(2); got[1] != "CREATED" {
				t.Errorf("before it is submitted it is %s", got)
			}
			shown := []string{c.post(submitPath, signed).stage(t)}
			if diff := cmp.Diff(tc.shown, append(shown, c.stages(len(tc.shown)-1)...)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestMoveTransaction(t *testing.T) {
	t.Parallel()
	fake, c := waiting(t)
	fake.SetLife(cpnfake.Life{Reads: 1})
	c.post(submitPath, signed).expect(t, rejection{})
	fake.MoveTransaction(strings.ToUpper(key2), "BROADCASTED")
	if diff := cmp.Diff([]string{"BROADCASTED", "BROADCASTED", "BROADCASTED"}, c.stages(3)); diff != "" {
		t.Error(diff)
	}
	fake.SetLife(cpnfake.Life{FailureReason: "OUT_OF_GAS"})
	fake.MoveTransaction(key2, "FAILED")
	if got := c.stages(1)[0]; got != "FAILED because of OUT_OF_GAS" {
		t.Errorf("it is %s", got)
	}
	counted(t, fake, cpnfake.SubmitCounts{Submits: 1, Submitted: 1})
}

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
	for _, issue := range []string{
		"PAYMENT_SENT_TO_WRONG_RECIPIENT", "PAYMENT_AMOUNT_INCORRECT", "REQUEST_FOR_INFORMATION_OFI", "REQUEST_FOR_INFORMATION_SENDER",
		"REQUEST_FOR_INFORMATION_RECEIVER", "FUNDING_AMOUNT_DISCREPANCY", "REVERSE_FUNDS", "EXISTING_TICKET", "OTHER",
	} {
		c.post(ticketsPath, ticket(map[string]any{"issueType": issue})).expect(t, rejection{})
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
