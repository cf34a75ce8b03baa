// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"strings"
	"testing"
)

// TestDestroy_warns shows that a plan to destroy says in two lines what CPN cannot do, and that
// destroying sends nothing.
func TestDestroy_warns(t *testing.T) {
	t.Parallel()
	fake, url := startFake(t)
	w := newWorkspace(t, url)
	w.configure(both())
	w.run("apply", "-auto-approve").must(t, 0)
	ids := w.state()
	before := fake.Counts().Creates

	got := w.run("plan", "-destroy").must(t, 0)
	for _, tc := range []struct{ summary, detail string }{
		{
			"The support ticket stays at CPN; Terraform removes it from state",
			destroying("ticket") + "  ticket_id:       " + text(ids[ticketAddress]["ticket_id"]) + "\n  case_ref_id:     " + text(ids[ticketAddress]["case_ref_id"]) + help("destroy-and-removal"),
		},
		{
			"The transaction stays at CPN; Terraform removes it from state",
			destroying("transaction") + "  transaction_id:  " + text(ids[transactionAddress]["transaction_id"]) + help("destroy-and-removal"),
		},
	} {
		if d := got.has(t, "warning", tc.summary); d.Detail != tc.detail {
			t.Errorf("got %q\nwant %q", d.Detail, tc.detail)
		}
	}
	w.run("destroy", "-auto-approve").must(t, 0)
	if after := fake.Counts().Creates; after != before || len(fake.Tickets()) != 1 {
		t.Errorf("destroy sent %d creates", after-before)
	}
}

// destroying is what a plan to destroy says before its example.
func destroying(noun string) string {
	return "Approve only if Terraform should stop tracking the " + noun + ". To do so without this warning, use a `removed` block with `destroy = false`. " +
		"For an instance of count or for_each, run `terraform state rm ADDRESS`.\n\nCPN cannot delete a " + noun + ".\n\n  for example:\n"
}

// TestDestroy_onPurpose shows that the way named in the warning causes no warning.
func TestDestroy_onPurpose(t *testing.T) {
	t.Parallel()
	_, url := startFake(t)
	w := newWorkspace(t, url)
	w.configure(ticketBlock(`id = "a"`))
	w.run("apply", "-auto-approve").must(t, 0)
	w.configure("removed {\n  from = cpn_support_ticket.test\n  lifecycle {\n    destroy = false\n  }\n}\n")
	got := w.run("apply", "-auto-approve").must(t, 0)
	for _, d := range got.diagnostics {
		if strings.Contains(d.Summary, "CPN") {
			t.Errorf("warned: %+v", d)
		}
	}
	if len(w.state()) != 0 {
		t.Error("still in state")
	}
}

// TestDestroy_warnsOnceForMany shows a single warning for many resources of one block.
func TestDestroy_warnsOnceForMany(t *testing.T) {
	t.Parallel()
	_, url := startFake(t)
	w := newWorkspace(t, url)
	w.configure(strings.Replace(ticketBlock(`id = "a-${count.index}"`), "{\n", "{\n  count = 5\n", 1))
	w.run("apply", "-auto-approve").must(t, 0)
	out, err := w.output("plan", "-destroy", "-no-color")
	if err != nil {
		t.Fatal(err)
	}
	if n := strings.Count(out, "The support ticket stays at CPN; Terraform removes it from state"); n != 1 || !strings.Contains(out, "(and 4 more similar warnings elsewhere)") {
		t.Errorf("%d warnings in:\n%s", n, out)
	}
}

func TestReplacement_warns(t *testing.T) {
	t.Parallel()
	fake, url := startFake(t)
	w := newWorkspace(t, url)
	w.configure(both())
	w.run("apply", "-auto-approve").must(t, 0)
	ids := w.state()
	w.configure(ticketBlock(`id = "a2"`), transactionBlock(`id = "b"`, `metadata = { k = "other" }`))

	got := w.run("plan").must(t, 0)
	ticket := got.has(t, "warning", "This plan creates another support ticket; the old one stays at CPN").Detail
	for _, says := range []string{"\n\n  for example:\n  ticket_id:       " + text(ids[ticketAddress]["ticket_id"]) + "\n", "Approve only if you want another ticket.", "create_before_destroy = true"} {
		if !strings.Contains(ticket, says) {
			t.Errorf("the ticket's warning lacks %q: %s", says, ticket)
		}
	}
	if strings.Contains(ticket, "290300") {
		t.Errorf("the ticket's warning mentions transactions: %s", ticket)
	}
	transaction := got.has(t, "warning", "This plan creates another transaction; the old one stays at CPN").Detail
	for _, says := range []string{"\n\n  for example:\n  transaction_id:  " + text(ids[transactionAddress]["transaction_id"]) + "\n", "Approve only if you want another transaction.", "CPN rejects the new transaction (290300)", "the last status is CREATED"} {
		if !strings.Contains(transaction, says) {
			t.Errorf("the transaction's warning lacks %q: %s", says, transaction)
		}
	}

	// Neither a FAILED transaction nor one of another payment blocks a new one.
	fake.EditResponses(func(_ string, data map[string]any) { data["status"] = "FAILED" })
	w2 := newWorkspace(t, url)
	other := `payment_id = "11111111-1111-4111-8111-111111111111"`
	w2.configure(transactionBlock(`id = "c"`, other))
	w2.run("apply", "-auto-approve").must(t, 0)
	w2.configure(transactionBlock(`id = "c2"`, other))
	if d := w2.run("plan").must(t, 0).has(t, "warning", "This plan creates another transaction; the old one stays at CPN"); strings.Contains(d.Detail, "290300") {
		t.Errorf("warned of a FAILED transaction: %s", d.Detail)
	}
	w.configure(ticketBlock(`id = "a"`, `cc_emails = ["a@example.com", "b@example.com"]`), transactionBlock(`id = "b"`, `metadata = { k = "v" }`, other))
	if d := w.run("plan").must(t, 0).has(t, "warning", "This plan creates another transaction; the old one stays at CPN"); strings.Contains(d.Detail, "290300") {
		t.Errorf("warned of another payment's transaction: %s", d.Detail)
	}
}

func text(v any) string {
	s, _ := v.(string)
	return s
}
