// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"strings"
	"testing"
)

// TestProvider_withoutKey shows what works without an API key, and what is said of the rest.
func TestProvider_withoutKey(t *testing.T) {
	t.Parallel()
	fake, url := startFake(t)
	w := newWorkspace(t, url)
	w.setenv("CPN_API_KEY", "")
	w.configure(both())
	if got := w.run("validate").must(t, 0); strings.Contains(got.output, "CPN_API_KEY") {
		t.Errorf("validate mentions an API key: %s", got.output)
	}
	applied := w.run("apply", "-auto-approve").must(t, 1)
	planned := applied.diagnostics[0] // of the plan
	if planned.Severity != "warning" || planned.Summary != "No CPN API key" {
		t.Errorf("the plan says %+v", planned)
	}
	for _, text := range []string{planned.Detail, applied.has(t, "error", "Could not create the support ticket: no CPN API key").Detail, applied.has(t, "error", "Could not create the transaction: no CPN API key").Detail} {
		if !strings.Contains(text, "CPN_API_KEY") || !strings.Contains(text, "api_key in the provider block") {
			t.Errorf("the remedy is missing: %s", text)
		}
	}
	if got := fake.Counts().Requests; got != 0 {
		t.Errorf("%d requests without a key", got)
	}
}

// TestUnknown_everything plans with nothing known: inputs and provider block come from resources
// that do not exist yet.
func TestUnknown_everything(t *testing.T) {
	t.Parallel()
	fake, url := startFake(t)
	w := newWorkspace(t, url)
	w.setenv("CPN_API_KEY", "")
	w.setenv("CPN_BASE_URL", "")
	later := func(name, value string) string {
		return "resource \"terraform_data\" \"" + name + "\" {\n  input = " + value + "\n}\n"
	}
	w.configure(
		later("key", `"`+testKey+`"`), later("url", `"`+url+`"`), later("payment", `"`+paymentID+`"`), later("text", `"It is late."`),
		later("email", `"help@ofi.com"`), later("type", `"OTHER"`), later("list", `["a@example.com"]`), later("map", `{ k = "v" }`), later("id", `"INC-1"`),
		later("wait", `"60s"`), later("retries", "2"), later("environment", `"test"`),
		"provider \"cpn\" {\n  api_key = terraform_data.key.output\n  base_url = terraform_data.url.output\n  max_retries = terraform_data.retries.output\n"+
			"  request_timeout = terraform_data.wait.output\n  environment = terraform_data.environment.output\n}\n",
		ticketBlock(`id = terraform_data.id.output`, `payment_id = terraform_data.payment.output`, `issue_type = terraform_data.type.output`,
			`description = terraform_data.text.output`, `email = terraform_data.email.output`, `cc_emails = terraform_data.list.output`,
			`timeouts = { create = terraform_data.wait.output }`),
		transactionBlock(`id = terraform_data.id.output`, `payment_id = terraform_data.payment.output`, `metadata = terraform_data.map.output`,
			`timeouts = { read = terraform_data.wait.output }`),
	)
	w.run("validate").must(t, 0)
	if got := w.run("apply", "-auto-approve").must(t, 0); len(got.diagnostics) != 0 {
		t.Errorf("the apply says: %+v", got.diagnostics)
	}
	w.run("plan", "-detailed-exitcode").must(t, 0)
	if got := fake.Counts(); got.Tickets != 1 || got.Transactions != 1 || w.state()[ticketAddress]["id"] != "INC-1" {
		t.Errorf("CPN holds %+v, state has %v", got, w.state()[ticketAddress])
	}
	// What is known only at apply is checked then, before any request.
	requests := fake.Counts().Requests
	w.configure(later("payment", `"no-uuid"`), "provider \"cpn\" {\n  api_key = \""+testKey+"\"\n}\n", ticketBlock(`payment_id = terraform_data.payment.output`))
	got := w.run("apply", "-auto-approve", "-refresh=false").must(t, 1).has(t, "error", "Invalid payment_id")
	if !strings.Contains(got.Detail, "Set payment_id to a UUID, such as") || !strings.Contains(got.Detail, `"no-uuid" is not a UUID.`) || fake.Counts().Requests != requests {
		t.Errorf("after %d requests: %s", fake.Counts().Requests-requests, got.Detail)
	}
}
