// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package cpn

import (
	"encoding/json"
	"net/http"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestDecode_documentedExamples decodes the documentation's own examples: every member has
// its place.
func TestDecode_documentedExamples(t *testing.T) {
	t.Parallel()
	var ticket SupportTicket
	if err := into(&ticket, "", paymentID, APIKey{})(result{body: testdata(t, "support_ticket.json")}); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(SupportTicket{
		ID:          paymentID,
		PaymentID:   paymentID,
		IssueType:   new("PAYMENT_SETTLEMENT_DELAY"),
		Description: new("<string>"),
		CaseRefID:   new("<string>"),
		TicketRefID: new(paymentID),
		Email:       new("help@ofi.com"),
		CCEmails:    []string{"ccsupport01@example.com", "ccsupport02@example.com"},
		CreateDate:  new("2023-01-01T12:04:05Z"),
	}, ticket); diff != "" {
		t.Error(diff)
	}
	var transaction Transaction
	if err := into(&transaction, "", paymentID, APIKey{})(result{body: testdata(t, "transaction.json")}); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(Transaction{
		ID:                 paymentID,
		PaymentID:          paymentID,
		Status:             new("PENDING"),
		ExpireDate:         new("2023-01-01T12:04:05Z"),
		SenderAddress:      new("0xe01be9cdd9e744ae6a709794bfe531ec3ec0671c"),
		Blockchain:         new("ETH-SEPOLIA"),
		Amount:             &Amount{new("110.270000"), new("USDC")},
		DestinationAddress: new("0xe01be9cdd9e744ae6a709794bfe531ec3ec0671c"),
		MessageType:        new("PAYMENT_SETTLEMENT_CONTRACT_V1_0_PAYMENT_INTENT"),
		MessageToBeSigned:  []byte("{}"),
		Metadata:           map[string]string{},
		FailureReason:      new("FAILED_ONCHAIN"),
		TransactionHash:    new("2vmEDSBThR143WJyJePkpKVQcERVo9KePuCUwYU8fkoJaQjarTMj6sZG7DNnJ4zjhtRz6hDruqEFEkD4wJpGviiW"),
	}, transaction); diff != "" {
		t.Error(diff)
	}
}

func testdata(tb testing.TB, name string) []byte {
	tb.Helper()
	body, err := os.ReadFile("testdata/" + name)
	if err != nil {
		tb.Fatal(err)
	}
	return body
}

func TestDecode(t *testing.T) {
	t.Parallel()
	const other = "11111111-1111-4111-8111-111111111111"
	for name, tc := range map[string]struct{ body, wantErr string }{
		"another transaction":              {`{"data":{"id":"z","paymentId":"` + paymentID + `"}}`, `the response is about another object, "z"`},
		"an ID and the payment are enough": {`{"data":{"id":"x","paymentId":"` + paymentID + `"}}`, ""},
		"the payment in other letter case": {`{"data":{"id":"x","paymentId":"` + strings.ToUpper(paymentID) + `"}}`, ""},
		"a byte order mark":                {"\ufeff" + `{"data":{"id":"x","paymentId":"` + paymentID + `"}}`, ""},
		"a byte order mark inside":         {`{"data":` + "\ufeff" + `{}}`, "the response is not JSON"},
		"members of unexpected types":      {`{"data":{"status":7,"amount":"110","metadata":[],"id":"x","paymentId":"` + paymentID + `"}}`, ""},
		"members nobody knows":             {`{"new":1,"data":{"new":{},"id":"x","paymentId":"` + paymentID + `"}}`, ""},
		"no data":                          {`{}`, `the response has no "data"`},
		"null data":                        {`{"data":null}`, `the response has no "data"`},
		"data that is no object":           {`{"data":"x"}`, `the response has no "id"`},
		"no ID":                            {`{"data":{"paymentId":"` + paymentID + `"}}`, `the response has no "id"`},
		"an empty ID":                      {`{"data":{"id":"","paymentId":"` + paymentID + `"}}`, `the response has no "id"`},
		"an ID that is no text":            {`{"data":{"id":7,"paymentId":"` + paymentID + `"}}`, `the response has no "id"`},
		"no payment":                       {`{"data":{"id":"x"}}`, `the response has no "paymentId"`},
		"another payment":                  {`{"data":{"id":"x","paymentId":"` + other + `"}}`, `the response is about another payment, "` + other + `"`},
		"a member twice":                   {`{"data":{"id":"x","id":"y"}}`, `the response has the member "id" twice`},
		"NaN":                              {`{"data":{"id":"x","amount":NaN}}`, "the response is not JSON"},
		"UTF-16":                           {"{\x00}\x00", "the response is not JSON"},
		"an empty body":                    {``, "the response is not JSON"},
		"a truncated body":                 {`{"data":{"id":"x","paymentId":"` + paymentID + `"`, "the response is not JSON"},
		"two bodies":                       {`{"data":{"id":"x","paymentId":"` + paymentID + `"}}{}`, "the response is not JSON"},
		"HTML":                             {`<html>`, "the response is not JSON"},
		"bytes that are no text":           {"{\"data\":{\"id\":\"x\xff\",\"paymentId\":\"" + paymentID + "\"}}", "the response is not valid UTF-8"},
		"nesting deeper than any reply":    {`{"data":` + strings.Repeat("[", 20000), "the response is not JSON"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var got Transaction
			err := into(&got, "x", paymentID, APIKey{})(result{body: []byte(tc.body)})
			if tc.wantErr == "" && (err != nil || got.ID != "x") || tc.wantErr != "" && (err == nil || err.Error() != tc.wantErr) {
				t.Errorf("got %+v, error %v, want error %q", got, err, tc.wantErr)
			}
		})
	}
}

// A message is signed by its hash: numbers past 2^53 and past a float, member order and escapes must arrive
// as they were sent.
func TestDecode_keepsTheMessageByteForByte(t *testing.T) {
	t.Parallel()
	const message = `{"z":115792089237316195423570985008687907853269984665640564039457584007913129639935, "a":[9007199254740993,1e400,true],"m":"\u00fc\/"}`
	var got Transaction
	err := into(&got, "", paymentID, APIKey{})(result{body: []byte(`{"data":{"id":"x","paymentId":"` + paymentID + `","messageToBeSigned":` + message + `}}`)})
	if err != nil || string(got.MessageToBeSigned) != message {
		t.Errorf("got %s, %v", got.MessageToBeSigned, err)
	}
}

// TestResponse_growsWithTheRequest shows that a ticket is not lost because CPN repeats a long
// description, however it escapes it.
func TestResponse_growsWithTheRequest(t *testing.T) {
	t.Parallel()
	description := strings.Repeat("<", 200<<10)
	escaped := strings.ReplaceAll(description, "<", `\u003c`)
	c := dial(t, serve(t, write(http.StatusCreated, strings.Replace(created, `"x"`, `"x","description":"`+escaped+`"`, 1))).URL)
	in := NewSupportTicket{PaymentID: paymentID, IssueType: "OTHER", Description: description, Email: "help@ofi.com"}
	if got, err := c.CreateSupportTicket(t.Context(), in, "key"); err != nil || *got.Description != description {
		t.Error(err)
	}
}

// TestAmount_ofEachForm shows that a number is compared as a text is, with its digits.
func TestAmount_ofEachForm(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]Amount{
		`{"amount":"1.50","currency":"USDC"}`:  {new("1.50"), new("USDC")},
		`{"amount":1.50,"currency":"USDC"}`:    {new("1.50"), new("USDC")},
		`{"amount":"a lot","currency":"USDC"}`: {new("a lot"), new("USDC")},
		`{"amount":{},"currency":"USDC"}`:      {new(""), new("USDC")},
		`{"amount":null,"currency":7}`:         {nil, new("")},
	} {
		var got Amount
		_ = json.Unmarshal([]byte(text), &got) // never fails
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s: %s", text, diff)
		}
	}
}
