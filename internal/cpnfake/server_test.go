// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package cpnfake_test

import (
	"net/http"
	"strings"
	"testing"

	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/cpnfake"
)

func TestSetTransaction_addsOneThatAlwaysExisted(t *testing.T) {
	t.Parallel()
	fake, c := start(t)
	fake.SetTransaction(strings.ToUpper(key2), func(tr *cpnfake.Transaction) {
		tr.PaymentID, tr.Metadata = strings.ToUpper(payment), map[string]string{"order": "4711"}
	})
	got := c.get(transactionsPath + "/" + key2)
	if got.status != http.StatusOK || !strings.Contains(got.body, `"metadata":{"order":"4711"}`) || !strings.Contains(got.body, `"primaryType"`) {
		t.Errorf("the response is %d %s", got.status, got.body)
	}
	if n := fake.Counts().Transactions; n != 0 {
		t.Errorf("%d transactions count as created, want 0", n)
	}
}

func TestTicketsAndTransactions_areCopies(t *testing.T) {
	t.Parallel()
	fake, c := start(t)
	c.post(ticketsPath, ticket(map[string]any{"ccEmails": []string{"a@b.example"}}))
	c.post(transactionsPath, transaction(map[string]any{"metadata": map[string]string{"a": "b"}}))
	fake.Tickets()[0].CCEmails[0] = "changed"
	fake.Transactions()[0].Metadata["a"] = "changed"
	if got := fake.Tickets()[0].CCEmails[0]; got != "a@b.example" {
		t.Errorf("the stored ticket has %q", got)
	}
	if got := fake.Transactions()[0].Metadata["a"]; got != "b" {
		t.Errorf("the stored transaction has %q", got)
	}
}

func TestEditReplies_changesNothingHeld(t *testing.T) {
	t.Parallel()
	fake, c := start(t)
	fake.EditResponses(func(operation string, data map[string]any) {
		data["operation"] = operation
		if amount, ok := data["amount"].(map[string]any); ok {
			amount["amount"] = "0.01"
		}
	})
	edited := c.post(transactionsPath, transaction(nil)).body
	id := fake.Transactions()[0].ID
	for operation, body := range map[string]string{
		cpnfake.CreateTransaction:   edited,
		cpnfake.GetTransaction:      c.get(transactionsPath + "/" + id).body,
		cpnfake.GetPayment:          c.get(paymentPath).body,
		cpnfake.CreateSupportTicket: c.post(ticketsPath, ticket(nil)).body,
	} {
		if !strings.Contains(body, `"operation":"`+operation+`"`) {
			t.Errorf("%s was not edited: %s", operation, body)
		}
	}
	if !strings.Contains(edited, `"amount":{"amount":"0.01",`) || !strings.Contains(edited, fake.Transactions()[0].MessageToBeSigned) {
		t.Errorf("edit had no effect, or too much: %s", edited)
	}
	fake.EditResponses(nil)
	c.post(transactionsPath, transaction(nil)).is(t, http.StatusCreated, c.get(transactionsPath+"/"+id).body)
	if got := fake.Transactions()[0].Amount.Amount; got != "11.948672" {
		t.Errorf("the stored amount is %s", got)
	}
	fake.EditResponses(func(_ string, data map[string]any) { data["x"] = func() {} })
	if got := c.get(paymentPath); got.status != http.StatusInternalServerError {
		t.Errorf("a response that cannot be encoded is %d %s", got.status, got.body)
	}
}
