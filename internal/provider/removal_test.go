// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"strings"
	"testing"
)

// TestDestroy_warns shows that a plan to destroy says what CPN cannot do, and that destroying
// sends nothing. The summary is the same for all, so that Terraform folds the warnings of many.
// [TestSupportTicket_lifecycle] has the way that the message names.
func TestDestroy_warns(t *testing.T) {
	t.Parallel()
	for resource, noun := range createOnly() {
		p := newCreateOnly(t, resource, "")
		p.succeeds()
		id, reference := text(p.state()["ticket_id"])+text(p.state()["transaction_id"]), text(p.state()["case_ref_id"])
		before := p.fake.Counts().Creates
		p.declared = map[string]attributes{}
		diags, summary := p.succeeds(), "The "+noun+" stays at CPN; Terraform removes it from state"
		diags.has(t, "warning", summary, id, reference)
		if len(diags) != 1 || p.state() != nil || p.fake.Counts().Creates != before {
			t.Errorf("state has %v after %d more creates: %s", p.state(), p.fake.Counts().Creates-before, renderAll(diags))
		}
	}
}

// TestReplacement shows what a plan says of a replacement, also if an input changes just a little:
// that it may find the same again if inputs are not known yet, and that CPN rejects it, if the
// old transaction is in the way. [TestEqualByMeaning] has the changes that replace nothing.
func TestReplacement(t *testing.T) {
	t.Parallel()
	const ticket, transaction, rejects = "cpn_support_ticket", "cpn_transaction", "CPN rejects the new transaction (290300)"
	const another = "This plan creates another support ticket; the old one stays at CPN"
	const anotherTransaction = "This plan creates another transaction; the old one stays at CPN"
	const mayBe, mayBeTransaction = "This plan replaces the ticket if unknown inputs prove different", "This plan replaces the transaction if unknown inputs prove different"
	open, other := unknown{}, map[string]any{"k": "other"}
	for name, tc := range map[string]struct {
		resource, status string // of the old transaction
		change           attributes
		summary          string
		blocks           bool
	}{
		"a ticket":                    {ticket, "", attributes{"issue_type": "REVERSE_FUNDS"}, another, false},
		"of an active one":            {transaction, "CREATED", attributes{"metadata": other}, anotherTransaction, true},
		"of one that is carried out":  {transaction, "COMPLETED", attributes{"metadata": other}, anotherTransaction, true},
		"of a FAILED one":             {transaction, "FAILED", attributes{"metadata": other}, anotherTransaction, false},
		"in another letter case":      {transaction, "CREATED", attributes{"payment_id": strings.ToUpper(paymentID), "metadata": other}, anotherTransaction, true},
		"for another payment":         {transaction, "CREATED", attributes{"payment_id": otherPayment}, anotherTransaction, false},
		"an unknown id":               {ticket, "", attributes{"id": open}, mayBe, false},
		"an unknown payment":          {ticket, "", attributes{"payment_id": open}, mayBe, false},
		"an unknown issue type":       {ticket, "", attributes{"issue_type": open}, mayBe, false},
		"an unknown description":      {ticket, "", attributes{"description": open}, mayBe, false},
		"an unknown email":            {ticket, "", attributes{"email": open}, mayBe, false},
		"unknown addresses":           {ticket, "", attributes{"cc_emails": open}, mayBe, false},
		"an unknown transaction's id": {transaction, "FAILED", attributes{"id": open}, mayBeTransaction, false},
		"a transaction's payment":     {transaction, "FAILED", attributes{"payment_id": open}, mayBeTransaction, false},
		"unknown metadata":            {transaction, "FAILED", attributes{"metadata": open}, mayBeTransaction, false},
		"a space after the text":      {ticket, "", attributes{"description": "It is late. "}, another, false},
		"letter case of the email":    {ticket, "", attributes{"email": "Help@ofi.com"}, another, false},
		"one address more":            {ticket, "", attributes{"cc_emails": []any{"a@ofi.com"}}, another, false},
		"the first configured id":     {ticket, "", attributes{"id": "x"}, another, false},
		"an id like a derived one":    {ticket, "", attributes{"id": "tf-"}, another, false},
		"a transaction's first id":    {transaction, "FAILED", attributes{"id": "y"}, anotherTransaction, false},
		"an empty value in metadata":  {transaction, "FAILED", attributes{"metadata": map[string]any{"k": ""}}, anotherTransaction, false},
		"another id, and one unknown": {ticket, "", attributes{"id": "another", "payment_id": open}, another, false},
		"other metadata, and unknown": {transaction, "FAILED", attributes{"metadata": other, "payment_id": open}, anotherTransaction, false},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p := newCreateOnly(t, tc.resource, "")
			p.succeeds()
			for _, old := range p.fake.Transactions() {
				p.fake.MoveTransaction(old.ID, tc.status)
			}
			p.declared["a"] = p.declared["a"].with(tc.change)
			changes, diags := p.plan()
			said := diags.has(t, "warning", tc.summary, text(p.state()["ticket_id"])+text(p.state()["transaction_id"]))
			blocks := strings.Contains(said, rejects) && strings.Contains(said, "the last status is "+tc.status)
			if len(diags) != 1 || planned(changes) != "replace" || blocks != tc.blocks {
				t.Errorf("planned %v: %s", changes, renderAll(diags))
			}
		})
	}
}
