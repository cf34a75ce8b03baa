// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"strings"
	"testing"

	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/cpnfake"
)

// sensitive are values of sensitive variables, which Terraform masks in its own output but cannot
// mask in a provider's messages.
const sensitive = `
variable "text" {
  sensitive = true
  default   = "secret words"
}
variable "address" {
  sensitive = true
  default   = "secret@ofi.com"
}
`

// TestSensitive_isNotShown shows that no message contains the value of description, email,
// cc_emails or metadata: neither if it is invalid, nor if CPN rejects it or returns another, nor
// in the evidence.
func TestSensitive_isNotShown(t *testing.T) {
	t.Parallel()
	ticket := []string{`id = "x"`, `description = var.text`, `email = var.address`, `cc_emails = ["${var.address}.mx"]`}
	transaction := []string{`id = "x"`, `metadata = { k = var.text }`}
	repeated := `{"code":2,"message":"secret words from secret@ofi.com and secret@ofi.com.mx","errors":[{"error":"secret words","location":"email","message":"secret@ofi.com"}]}`
	for name, tc := range map[string]struct {
		block string
		fault cpnfake.Fault
		edit  func(string, map[string]any)
		code  int
		says  string
	}{
		"an invalid address":     {block: ticketBlock(append(ticket, `email = "${var.address} "`)...), code: 1, says: "It is not an email address alone"},
		"one invalid of several": {block: ticketBlock(append(ticket, `cc_emails = ["${var.address} "]`)...), code: 1, says: "It is not an email address alone"},
		"a repeated address":     {block: ticketBlock(append(ticket, `cc_emails = [var.address, var.address]`)...), code: 1, says: "Remove element 0 or 1.\n\nThey are the same."},
		"metadata too long":      {block: transactionBlock(`metadata = { k = join("", [for i in range(50) : var.text]) }`), code: 1, says: "500"},
		"rejected":               {block: ticketBlock(ticket...), fault: cpnfake.Fault{Status: 400, Body: repeated}, code: 1, says: "CPN rejected email"},
		"a server error":         {block: ticketBlock(ticket...), fault: cpnfake.Fault{Status: 500, Body: repeated}, code: 1, says: "(the value of email)"},
		"a rejected transaction": {block: transactionBlock(transaction...), fault: cpnfake.Fault{Status: 400, Body: `{"code":2,"message":"secret words"}`}, code: 1, says: "(the value of metadata)"},
		"another ticket": {block: ticketBlock(ticket...), edit: func(_ string, data map[string]any) {
			data["description"], data["email"], data["ccEmails"] = "secret word", "secret@ofi.co", []any{"secret@ofi.com.m"}
		}, says: "CPN returned a different description"},
		"another transaction": {block: transactionBlock(transaction...), edit: func(_ string, data map[string]any) {
			data["metadata"] = map[string]any{"k": "secret word"}
		}, says: "CPN returned a different metadata"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			fake, url := startFake(t)
			fake.EditResponses(tc.edit)
			if tc.fault.Status != 0 {
				fake.Inject(tc.fault)
			}
			w := quick(t, url)
			w.configure(sensitive, tc.block)
			got := w.run("apply", "-auto-approve").must(t, tc.code)
			said := ""
			for _, d := range got.diagnostics {
				said += d.Summary + "\n" + d.Detail + "\n"
			}
			if strings.Contains(said, "secret") || !strings.Contains(said, tc.says) {
				t.Errorf("want %q, and no secret: %s", tc.says, said)
			}
		})
	}
}
