// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"strings"
	"testing"
)

func TestProvider_withoutKey(t *testing.T) {
	t.Parallel()
	fake, url := startFake(t)
	w := newWorkspace(t, url)
	w.setenv("CPN_API_KEY", "")
	w.configure(both())

	if got := w.run("validate").must(t, 0); strings.Contains(got.output, "CPN_API_KEY") {
		t.Errorf("validate mentions an API key: %s", got.output)
	}
	planned := w.run("plan").must(t, 0).has(t, "warning", "No CPN API key").Detail
	applied := w.run("apply", "-auto-approve").must(t, 1)
	for _, text := range []string{planned, applied.has(t, "error", "Could not create the support ticket: no CPN API key").Detail, applied.has(t, "error", "Could not create the transaction: no CPN API key").Detail} {
		if !strings.Contains(text, "CPN_API_KEY") || !strings.Contains(text, "api_key in the provider block") {
			t.Errorf("the remedy is missing: %s", text)
		}
	}
	if got := fake.Counts().Requests; got != 0 {
		t.Errorf("%d requests without a key", got)
	}
}

func TestProvider_environment(t *testing.T) {
	t.Parallel()
	fake, url := startFake(t)
	w := newWorkspace(t, url)
	w.setenv("CPN_API_KEY", "LIVE_API_KEY:canary:canary")
	w.configure("provider \"cpn\" {\n  environment = \"test\"\n}\n", both())
	got := w.run("apply", "-auto-approve").must(t, 1)
	d := got.has(t, "error", `The API key does not belong to environment "test"`)
	if !strings.Contains(d.Detail, "The API key begins with LIVE_API_KEY.") || strings.Contains(got.output, "canary") || fake.Counts().Requests != 0 {
		t.Errorf("after %d requests: %s", fake.Counts().Requests, got.output)
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
	if got := w.run("plan").must(t, 0); len(got.diagnostics) != 0 {
		t.Errorf("the plan says: %+v", got.diagnostics)
	}
	w.run("apply", "-auto-approve").must(t, 0)
	w.run("plan", "-detailed-exitcode").must(t, 0)
	if got := fake.Counts(); got.Tickets != 1 || got.Transactions != 1 {
		t.Errorf("CPN holds %+v", got)
	}
	if got := w.state()[ticketAddress]["id"]; got != "INC-1" {
		t.Errorf("the id is %v", got)
	}
}

// TestUnknown_badValue shows that a value known only at apply is checked then, before any
// request.
func TestUnknown_badValue(t *testing.T) {
	t.Parallel()
	fake, url := startFake(t)
	w := newWorkspace(t, url)
	w.configure("resource \"terraform_data\" \"x\" {\n  input = \"no-uuid\"\n}\n", ticketBlock(`payment_id = terraform_data.x.output`))
	w.run("plan").must(t, 0)
	got := w.run("apply", "-auto-approve").must(t, 1).has(t, "error", "Invalid payment_id")
	if !strings.Contains(got.Detail, "Set payment_id to a UUID, such as") || !strings.Contains(got.Detail, `"no-uuid" is not a UUID.`) || fake.Counts().Requests != 0 {
		t.Errorf("after %d requests: %s", fake.Counts().Requests, got.Detail)
	}
}

// TestUserAgent_isSent shows how the provider identifies itself to CPN.
func TestUserAgent_isSent(t *testing.T) {
	t.Parallel()
	fake, url := startFake(t)
	w := newWorkspace(t, url)
	w.setenv("TF_APPEND_USER_AGENT", "runbook/7")
	w.configure(ticketBlock())
	w.run("apply", "-auto-approve").must(t, 0)
	got := fake.Requests()[0].Header.Get("User-Agent")
	if !strings.HasPrefix(got, "Terraform/") || !strings.HasSuffix(got, " (+https://www.terraform.io) terraform-provider-cpn/dev runbook/7") {
		t.Errorf("the user agent is %q", got)
	}
}
