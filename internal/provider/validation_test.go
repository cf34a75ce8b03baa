// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"fmt"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
)

// The blocks that are validated.
const (
	aTicket, aTransaction      = "cpn_support_ticket", "cpn_transaction"
	aPayment, aDataTransaction = "data.cpn_payment", "data.cpn_transaction"
	aList, theProvider         = "list.cpn_transaction", "provider"
)

// validated validates a block, with valid inputs for what it does not have.
func validated(t *testing.T, block string, a attributes) []*tfprotov6.Diagnostic {
	t.Helper()
	switch kind, name, _ := strings.Cut(block, "."); kind {
	case theProvider:
		return startProcess(t).validateProvider(a)
	case "data":
		return startLookup(t, name).validate(lookups()[name].with(a))
	case "list":
		q := startQuery(t)
		resp, err := q.lists.ValidateListResourceConfig(t.Context(), &tfprotov6.ValidateListResourceConfigRequest{
			TypeName: name, Config: q.encode(q.typ, q.value(q.typ, validTransaction().with(a))),
		})
		if err != nil {
			t.Fatal(err)
		}
		return resp.Diagnostics
	}
	valid := map[string]attributes{aTicket: validTicket(), aTransaction: validTransaction()}
	return startProcess(t).validateResource(block, valid[block].with(a))
}

// TestValidate_rejects shows that validate rejects whatever it can know to be wrong, at the
// attribute, and that no message shows an input, which may be secret. Packages validators and
// cpn have all forms of a value.
func TestValidate_rejects(t *testing.T) {
	t.Parallel()
	const uuid, email, blank = " to a UUID, such as|is not a UUID.", "one email address, such as|It is not an email address alone", "Set description to text that is not blank."
	metadata := func(key string, value any) attributes { return attributes{"metadata": map[string]any{key: value}} }
	copies := func(second any) attributes { return attributes{"cc_emails": []any{"canary@example.com", second}} }
	for name, tc := range map[string]struct {
		block    string
		change   attributes
		at, says string
	}{
		"payment of a ticket":             {aTicket, attributes{"payment_id": "4711"}, "payment_id", "Set payment_id" + uuid},
		"payment of a transaction":        {aTransaction, attributes{"payment_id": "4711"}, "payment_id", "Set payment_id" + uuid},
		"payment to read":                 {aPayment, attributes{"payment_id": "4711"}, "payment_id", "Set payment_id" + uuid},
		"payment of a transaction's data": {aDataTransaction, attributes{"payment_id": "4711"}, "payment_id", "Set payment_id" + uuid},
		"transaction to read":             {aDataTransaction, attributes{"transaction_id": "4711"}, "transaction_id", "Set transaction_id" + uuid},
		"payment of a list":               {aList, attributes{"payment_id": "4711"}, "payment_id", "Set payment_id" + uuid},
		"unknown issue type":              {aTicket, attributes{"issue_type": "LATE"}, "issue_type", `Attribute issue_type value must be one of: ["PAYMENT_SETTLEMENT_DELAY" |got: "LATE"`},
		"issue type in lower case":        {aTicket, attributes{"issue_type": "other"}, "issue_type", `got: "other"`},
		"blank description":               {aTicket, attributes{"description": " \n"}, "description", blank},
		"email":                           {aTicket, attributes{"email": "canary@ofi.com "}, "email", email},
		"one address of several":          {aTicket, copies("canary"), "cc_emails[1]", email},
		"a repeated address":              {aTicket, copies("canary@example.com"), "cc_emails[1]", "Remove element 0 or 1.|They are the same."},
		"a null address":                  {aTicket, copies(nil), "cc_emails[1]", "Set cc_emails[1] to a text, or remove it."},
		"51 metadata keys":                {aTransaction, attributes{"metadata": keys(51)}, "metadata", "at most 50 elements, got: 51"},
		"a metadata key too long":         {aTransaction, metadata(strings.Repeat("ü", 41), "v"), `metadata["` + strings.Repeat("ü", 41) + `"]`, "must be between 1 and 40, got: 41"},
		"an empty metadata key":           {aTransaction, metadata("", "v"), `metadata[""]`, "must be between 1 and 40, got: 0"},
		"a metadata value too long":       {aTransaction, metadata("k", "canary"+strings.Repeat("ü", 495)), `metadata["k"]`, "must be at most 500, got: 501"},
		"a null metadata value":           {aTransaction, metadata("k", nil), `metadata["k"]`, "Set metadata[\"k\"] to a text, or remove it."},
		"id of a ticket":                  {aTicket, attributes{"id": ""}, "id", "or omit it.|It is empty."},
		"id of a transaction":             {aTransaction, attributes{"id": "a\tb"}, "id", "Set id to 1 to 255 printable characters"},
		"timeouts of a ticket":            {aTicket, attributes{"timeouts": map[string]any{"create": "90"}}, "timeouts.create", "Set timeouts.create to a positive duration"},
		"timeouts of a transaction":       {aTransaction, attributes{"timeouts": map[string]any{"read": "0s"}}, "timeouts.read", "Set timeouts.read to a positive duration"},
		"an empty API key":                {theProvider, attributes{"api_key": ""}, "api_key", "Set api_key to an API key of the form PREFIX:ID:SECRET.|It is empty."},
		"an API key":                      {theProvider, attributes{"api_key": "canary"}, "api_key", "It does not have three non-empty parts"},
		"environment":                     {theProvider, attributes{"environment": "prod"}, "environment", `value must be one of: ["test" "live"], got: "prod"`},
		"base_url":                        {theProvider, attributes{"base_url": "https://canary:canary@api.circle.com"}, "base_url", "Set base_url to an absolute https URL|It contains a user name"},
		"request_timeout":                 {theProvider, attributes{"request_timeout": "30"}, "request_timeout", "Set request_timeout to a positive duration"},
		"too many retries":                {theProvider, attributes{"max_retries": 21}, "max_retries", "must be between 0 and 20, got: 21"},
		"negative retries":                {theProvider, attributes{"max_retries": -1}, "max_retries", "must be between 0 and 20, got: -1"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got := validated(t, tc.block, tc.change)
			rejectedAt(t, got, tc.at, tc.says)
			if said := renderAll(wellFormed(t, got)); strings.Contains(said, "canary") {
				t.Errorf("the error shows an input: %s", said)
			}
		})
	}
}

// rejectedAt fails the test unless there is a single error, at this attribute and with all
// parts of this text, which "|" separates.
func rejectedAt(t *testing.T, diagnostics []*tfprotov6.Diagnostic, at, says string) {
	t.Helper()
	if len(diagnostics) != 1 || diagnostics[0].Severity != tfprotov6.DiagnosticSeverityError {
		t.Fatalf("want one error, got %s", renderAll(diagnostics))
	}
	text := render(diagnostics[0])
	if !saysAll(text, says) || !strings.Contains(text, " @ "+at+"\n") {
		t.Errorf("want %q at %s, got %s", says, at, text)
	}
}

// saysAll reports whether a text has each of the parts, which "|" separates.
func saysAll(text, parts string) bool {
	for part := range strings.SplitSeq(parts, "|") {
		if !strings.Contains(text, part) {
			return false
		}
	}
	return true
}

// keys returns metadata with n keys.
func keys(n int) map[string]any {
	m := map[string]any{}
	for i := range n {
		m[fmt.Sprint("key", i)] = "v"
	}
	return m
}

// TestValidate_accepts shows that validate accepts values at the limits, and what is not known
// yet.
func TestValidate_accepts(t *testing.T) {
	t.Parallel()
	open := unknown{}
	for name, tc := range map[string]struct {
		block string
		in    attributes
	}{
		"a ticket":                {aTicket, nil},
		"an unknown ticket":       {aTicket, attributes{"payment_id": open, "issue_type": open, "description": open, "email": open, "cc_emails": open, "id": open}},
		"an empty cc_emails":      {aTicket, attributes{"cc_emails": []any{}}},
		"an unknown address":      {aTicket, attributes{"cc_emails": []any{"a@example.com", open}}},
		"a transaction":           {aTransaction, nil},
		"unknown metadata":        {aTransaction, attributes{"metadata": open}},
		"an unknown value":        {aTransaction, attributes{"metadata": map[string]any{"k": open}}},
		"50 metadata keys":        {aTransaction, attributes{"metadata": keys(50)}},
		"40 and 500 characters":   {aTransaction, attributes{"metadata": map[string]any{strings.Repeat("ü", 40): strings.Repeat("\U0001f600", 500)}}},
		"an empty metadata":       {aTransaction, attributes{"metadata": map[string]any{}}},
		"an empty metadata value": {aTransaction, attributes{"metadata": map[string]any{"k": ""}}},
		"255 characters of id":    {aTransaction, attributes{"id": strings.Repeat("ü", 255)}},
		"unknown timeouts":        {aTransaction, attributes{"timeouts": map[string]any{"create": open, "read": nil}}},
		"an unknown payment":      {aPayment, attributes{"payment_id": open}},
		"unknown IDs":             {aDataTransaction, attributes{"payment_id": open, "transaction_id": open}},
		"an unknown list":         {aList, attributes{"payment_id": open}},
		"an unknown provider":     {theProvider, attributes{"api_key": open, "environment": open, "base_url": open, "request_timeout": open, "max_retries": open}},
		"a provider without key":  {theProvider, nil},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if got := validated(t, tc.block, tc.in); len(got) != 0 {
				t.Error(renderAll(got))
			}
		})
	}
}

// TestInput_hasNoAPIKey shows that an input with the API key is neither planned nor sent, also if
// it is known only in the apply, and that no message shows it.
func TestInput_hasNoAPIKey(t *testing.T) {
	t.Parallel()
	const secret = "It is late. test-secret"
	for name, p := range map[string]*play{
		"id":          newTicket(t, attributes{"id": testKey}),
		"description": newTicket(t, attributes{"description": secret}),
		"cc_emails":   newTicket(t, attributes{"cc_emails": []any{"a@example.com", "test-secret@example.com"}}),
		"metadata":    newTransaction(t, attributes{"metadata": map[string]any{"k": testKey}}),
	} {
		p.declared["b"] = p.declared["a"] // which is no duplicate before its inputs are right
		_, diags := p.plan()
		diags.are(t, "error: Invalid "+name+" @ "+name, "error: Invalid "+name+" @ "+name)
		if all := renderAll(diags); !strings.Contains(all, "contains the API key") || strings.Contains(all, "test-secret") {
			t.Error(all)
		}
	}
	for _, p := range []*play{newTicket(t, nil), newTransaction(t, nil)} {
		changes, diags := p.plan()
		diags.are(t)
		p.provider["api_key"] = "TEST_API_KEY:x:" + paymentID // which is an input
		walk := p.start()
		_, _, more := walk.apply(tftypes.NewValue(walk.typ, nil), changes[0].planned, walk.value(walk.typ, p.declared["a"]), nil)
		diagnostics(more).are(t, "error: Invalid payment_id @ payment_id")
		if n := p.fake.Counts().Requests; n != 0 {
			t.Errorf("%d requests", n)
		}
	}
}
