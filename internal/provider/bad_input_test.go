// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"fmt"
	"maps"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
)

// TestBadInput_resources shows that validate rejects whatever it can know to be wrong, at the
// attribute, and says what to do.
func TestBadInput_resources(t *testing.T) {
	t.Parallel()
	const ticket, transaction = "cpn_support_ticket", "cpn_transaction"
	for name, tc := range map[string]struct {
		resource string
		change   attributes
		at, says string
	}{
		"unknown issue type":           {ticket, attributes{"issue_type": "LATE"}, "issue_type", `Attribute issue_type value must be one of: ["PAYMENT_SETTLEMENT_DELAY" |got: "LATE"`},
		"issue type in lower case":     {ticket, attributes{"issue_type": "other"}, "issue_type", `got: "other"`},
		"UUID in braces":               {ticket, attributes{"payment_id": "{" + paymentID + "}"}, "payment_id", "Set payment_id to a UUID, such as|is not a UUID."},
		"UUID as a URN":                {transaction, attributes{"payment_id": "urn:uuid:" + paymentID}, "payment_id", "Set payment_id to a UUID, such as|is not a UUID."},
		"UUID as bare digits":          {transaction, attributes{"payment_id": strings.ReplaceAll(paymentID, "-", "")}, "payment_id", "Set payment_id to a UUID, such as|is not a UUID."},
		"empty UUID":                   {transaction, attributes{"payment_id": ""}, "payment_id", "Set payment_id to a UUID, such as|It is empty."},
		"email with a display name":    {ticket, attributes{"email": "Help <help@ofi.com>"}, "email", "one email address, such as|It is not an email address alone"},
		"email with a space":           {ticket, attributes{"email": "he lp@ofi.com"}, "email", "one email address, such as|It is not an email address alone"},
		"email with two @":             {ticket, attributes{"email": "help@ofi@com"}, "email", "one email address, such as|It is not an email address alone"},
		"email without a dot":          {ticket, attributes{"email": "help@ofi"}, "email", "one email address, such as|It has no domain with a dot"},
		"blank description":            {ticket, attributes{"description": " \n"}, "description", "Set description to text that is not blank.|It is blank."},
		"an invalid address in a list": {ticket, attributes{"cc_emails": []any{"a@example.com", "b"}}, "cc_emails[1]", "one email address, such as|It is not an email address alone"},
		"a repeated address":           {ticket, attributes{"cc_emails": []any{"a@example.com", "a@example.com"}}, "cc_emails[1]", "Remove element 0 or 1.|They are the same."},
		"a null address":               {ticket, attributes{"cc_emails": []any{"a@example.com", nil}}, "cc_emails[1]", "Set cc_emails[1] to a text, or remove it.|It is null."},
		"51 metadata keys":             {transaction, attributes{"metadata": keys(51)}, "metadata", "Attribute metadata map must contain at most 50 elements, got: 51"},
		"a metadata key too long":      {transaction, attributes{"metadata": map[string]any{strings.Repeat("ü", 41): "v"}}, `metadata["` + strings.Repeat("ü", 41) + `"]`, "must be between 1 and 40, got: 41"},
		"an empty metadata key":        {transaction, attributes{"metadata": map[string]any{"": "v"}}, `metadata[""]`, "must be between 1 and 40, got: 0"},
		"a metadata value too long":    {transaction, attributes{"metadata": map[string]any{"k": strings.Repeat("ü", 501)}}, `metadata["k"]`, "must be at most 500, got: 501"},
		"a null metadata value":        {transaction, attributes{"metadata": map[string]any{"k": nil}}, `metadata["k"]`, "Set metadata[\"k\"] to a text, or remove it.|It is null."},
		"empty id":                     {ticket, attributes{"id": ""}, "id", "or omit it.|It is empty."},
		"id of 256 characters":         {ticket, attributes{"id": strings.Repeat("x", 256)}, "id", "Set id to 1 to 255 printable characters|It has 256 characters."},
		"id with a control character":  {transaction, attributes{"id": "a\tb"}, "id", "It contains the invisible character U+0009"},
		"timeouts without a unit":      {ticket, attributes{"timeouts": map[string]any{"create": "90"}}, "timeouts.create", `Set timeouts.create to a positive duration, such as "30s"|"90" is not a duration.`},
		"timeouts of no time":          {transaction, attributes{"timeouts": map[string]any{"read": "0s"}}, "timeouts.read", "Set timeouts.read to a positive duration|It is zero or negative."},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			a := map[string]attributes{ticket: validTicket(), transaction: validTransaction()}[tc.resource]
			maps.Copy(a, tc.change)
			rejectedAt(t, startProcess(t).validateResource(tc.resource, a), tc.at, tc.says)
		})
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

// rejectedAt fails the test unless there is a single error, at this attribute and with this
// text.
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

// keys returns metadata with n keys.
func keys(n int) map[string]any {
	m := map[string]any{}
	for i := range n {
		m[fmt.Sprint("key", i)] = "v"
	}
	return m
}

// TestGoodInput_resources shows that validate accepts values at the limits.
func TestGoodInput_resources(t *testing.T) {
	t.Parallel()
	open := attributes{"payment_id": unknown{}, "issue_type": unknown{}, "description": unknown{}, "email": unknown{}, "cc_emails": unknown{}, "id": unknown{}}
	for name, tc := range map[string]struct {
		resource string
		in       attributes
	}{
		"a ticket":          {"cpn_support_ticket", validTicket()},
		"a transaction":     {"cpn_transaction", validTransaction()},
		"an unknown ticket": {"cpn_support_ticket", open},
		"an empty cc_emails": {"cpn_support_ticket", attributes{
			"payment_id": paymentID, "issue_type": "OTHER", "description": "d", "email": "e@example.com", "cc_emails": []any{},
		}},
		"an unknown address": {"cpn_support_ticket", attributes{
			"payment_id": paymentID, "issue_type": "OTHER", "description": "d", "email": "e@example.com", "cc_emails": []any{"a@example.com", unknown{}},
		}},
		"unknown metadata":        {"cpn_transaction", attributes{"payment_id": paymentID, "metadata": unknown{}}},
		"an unknown value":        {"cpn_transaction", attributes{"payment_id": paymentID, "metadata": map[string]any{"k": unknown{}}}},
		"50 metadata keys":        {"cpn_transaction", attributes{"payment_id": paymentID, "metadata": keys(50)}},
		"40 and 500 characters":   {"cpn_transaction", attributes{"payment_id": paymentID, "metadata": map[string]any{strings.Repeat("ü", 40): strings.Repeat("\U0001f600", 500)}}},
		"an empty metadata":       {"cpn_transaction", attributes{"payment_id": paymentID, "metadata": map[string]any{}}},
		"an empty metadata value": {"cpn_transaction", attributes{"payment_id": paymentID, "metadata": map[string]any{"k": ""}}},
		"255 characters of id":    {"cpn_transaction", attributes{"payment_id": paymentID, "id": strings.Repeat("ü", 255)}},
		"unknown timeouts":        {"cpn_transaction", attributes{"payment_id": paymentID, "timeouts": map[string]any{"create": unknown{}, "read": nil}}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if got := startProcess(t).validateResource(tc.resource, tc.in); len(got) != 0 {
				t.Error(renderAll(got))
			}
		})
	}
}

func TestBadInput_provider(t *testing.T) {
	t.Parallel()
	const secret = "canary"
	for name, tc := range map[string]struct {
		in       attributes
		at, says string
	}{
		"empty key":               {attributes{"api_key": ""}, "api_key", "Set api_key to an API key of the form PREFIX:ID:SECRET.|It is empty."},
		"key without three parts": {attributes{"api_key": "canary"}, "api_key", "PREFIX:ID:SECRET"},
		"key with a line end":     {attributes{"api_key": "TEST_API_KEY:canary:canary\n"}, "api_key", "It contains white space or a control character"},
		"key in quotes":           {attributes{"api_key": "'TEST_API_KEY:canary:canary'"}, "api_key", "It begins or ends with a quote"},
		"a path of the API":       {attributes{"base_url": "https://api.circle.com/v1/cpn"}, "base_url", "It ends with /v1/cpn, which the provider appends itself."},
		"another environment":     {attributes{"environment": "prod"}, "environment", `Attribute environment value must be one of: ["test" "live"], got: "prod"`},
		"http to a remote host":   {attributes{"base_url": "http://api.circle.com"}, "base_url", "Set base_url to an absolute https URL|Plain http would show the API key to the network"},
		"user info":               {attributes{"base_url": "https://canary:" + secret + "@api.circle.com"}, "base_url", "It contains a user name or password."},
		"not a URL":               {attributes{"base_url": "api.circle.com"}, "base_url", "Set base_url to an absolute https URL"},
		"not a duration":          {attributes{"request_timeout": "30"}, "request_timeout", `Set request_timeout to a positive duration|"30" is not a duration.`},
		"a duration of zero":      {attributes{"request_timeout": "0s"}, "request_timeout", "It is zero or negative."},
		"too many retries":        {attributes{"max_retries": 21}, "max_retries", "must be between 0 and 20, got: 21"},
		"negative retries":        {attributes{"max_retries": -1}, "max_retries", "must be between 0 and 20, got: -1"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got := startProcess(t).validateProvider(tc.in)
			rejectedAt(t, got, tc.at, tc.says)
			if strings.Contains(renderAll(got), "canary") {
				t.Errorf("the error shows a secret: %s", renderAll(got))
			}
		})
	}
}
