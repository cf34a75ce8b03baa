// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"strings"
	"testing"
)

// TestDestroy_warns shows that a plan to destroy says what CPN cannot do, and that destroying
// sends nothing. [TestDestroy_cli] has the ways of the command line.
func TestDestroy_warns(t *testing.T) {
	t.Parallel()
	for summary, p := range map[string]*play{
		"The support ticket stays at CPN; Terraform removes it from state": newTicket(t, nil),
		"The transaction stays at CPN; Terraform removes it from state":    newTransaction(t, nil),
	} {
		p.succeeds()
		id, reference := text(p.state()["ticket_id"])+text(p.state()["transaction_id"]), text(p.state()["case_ref_id"])
		before := p.fake.Counts().Creates
		p.declared = map[string]attributes{}
		diags := p.succeeds()
		diags.are(t, "warning: "+summary)
		diags.has(t, "warning", summary, "destroy = false", "terraform state rm ADDRESS", "CPN cannot delete a ", id, reference)
		if p.state() != nil || p.fake.Counts().Creates != before {
			t.Errorf("state has %v after %d more creates", p.state(), p.fake.Counts().Creates-before)
		}
	}
}

// TestDestroy_cli shows a single warning for many resources of one block, and none for the way
// that it names.
func TestDestroy_cli(t *testing.T) {
	t.Parallel()
	_, url := startFake(t)
	w := newWorkspace(t, url)
	w.configure(strings.Replace(ticketBlock(`id = "a-${count.index}"`), "{\n", "{\n  count = 5\n", 1))
	w.run("apply", "-auto-approve").must(t, 0)
	out, err := w.output("plan", "-destroy", "-no-color")
	if n := strings.Count(out, "The support ticket stays at CPN; Terraform removes it from state"); err != nil || n != 1 || !strings.Contains(out, "(and 4 more similar warnings elsewhere)") {
		t.Errorf("%v, %d warnings in:\n%s", err, n, out)
	}
	w.configure("removed {\n  from = cpn_support_ticket.test\n  lifecycle {\n    destroy = false\n  }\n}\n")
	for _, d := range w.run("apply", "-auto-approve").must(t, 0).diagnostics {
		if strings.Contains(d.Summary, "CPN") {
			t.Errorf("warned: %+v", d)
		}
	}
	if len(w.state()) != 0 {
		t.Error("still in state")
	}
}

// TestReplacement_warns shows what a plan says of a replacement, and that it tells of the active
// transaction that is in the way, if there is one.
func TestReplacement_warns(t *testing.T) {
	t.Parallel()
	const another = "This plan creates another transaction; the old one stays at CPN"
	ticket := newTicket(t, nil)
	ticket.succeeds()
	ticket.set("issue_type", "REVERSE_FUNDS")
	changes, diags := ticket.plan()
	said := diags.has(t, "warning", "This plan creates another support ticket; the old one stays at CPN",
		text(ticket.state()["ticket_id"]), "Approve only if you want another ticket.", "create_before_destroy = true")
	if len(changes) != 1 || !changes[0].replace || strings.Contains(said, "290300") {
		t.Errorf("planned %v: %s", changes, said)
	}
	for name, tc := range map[string]struct {
		payment, status string
		blocks          bool
	}{
		"an active one":           {paymentID, "CREATED", true},
		"one that is carried out": {paymentID, "COMPLETED", true},
		"a FAILED one":            {paymentID, "FAILED", false},
		"of another payment":      {otherPayment, "CREATED", false},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p := newTransaction(t, nil)
			p.succeeds()
			p.fake.MoveTransaction(p.fake.Transactions()[0].ID, tc.status)
			p.set("payment_id", tc.payment)
			p.set("metadata", map[string]any{"k": "other"})
			changes, diags := p.plan()
			said := diags.has(t, "warning", another, text(p.state()["transaction_id"]), "Approve only if you want another transaction.")
			blocks := strings.Contains(said, "CPN rejects the new transaction (290300)") && strings.Contains(said, "the last status is "+tc.status)
			if len(diags) != 1 || len(changes) != 1 || !changes[0].replace || blocks != tc.blocks {
				t.Errorf("planned %v: %s", changes, said)
			}
		})
	}
}

// TestReplacement_mayBe shows a plan whose inputs are not known yet: it may find the same again.
func TestReplacement_mayBe(t *testing.T) {
	t.Parallel()
	for noun, tc := range map[string]struct {
		play    *play
		unknown []string
	}{
		"ticket":      {newTicket(t, nil), []string{"payment_id", "issue_type", "description", "email", "cc_emails", "id"}},
		"transaction": {newTransaction(t, nil), []string{"payment_id", "metadata", "id"}},
	} {
		tc.play.succeeds()
		for _, input := range tc.unknown {
			before := tc.play.declared["a"][input]
			tc.play.set(input, unknown{})
			changes, diags := tc.play.plan()
			diags.are(t, "warning: This plan replaces the "+noun+" if unknown inputs prove different")
			if len(changes) != 1 || !changes[0].replace {
				t.Errorf("%s: planned %v", input, changes)
			}
			tc.play.set(input, before)
		}
		// An input that is known to be another decides.
		tc.play.set("id", "another")
		tc.play.set("payment_id", unknown{})
		_, diags := tc.play.plan()
		diags.has(t, "warning", map[string]string{
			"ticket": "This plan creates another support ticket; the old one stays at CPN", "transaction": "This plan creates another transaction; the old one stays at CPN",
		}[noun])
	}
}
