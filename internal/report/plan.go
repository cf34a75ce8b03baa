// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package report

import (
	"cmp"
	"fmt"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"

	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/cpn"
)

// Removed is what leaves the state and stays at CPN.
type Removed struct {
	Subject   Subject
	CPNID     string
	CaseRefID string // of a ticket, "" if CPN returned none
	// ActiveStatus is the last status of a transaction that is in the way of another one
	// for its payment, "" for none.
	ActiveStatus string
}

// Destroyed warns that destroy deletes nothing.
func (r Removed) Destroyed() diag.Diagnostic {
	return stays(r.Subject.Name, r.Subject.Noun, fmt.Sprintf("CPN cannot delete a %s.", r.Subject.Noun), r.example())
}

// Removed warns that a submission stays at CPN.
func (s Submission) Removed() diag.Diagnostic {
	return stays("submission", "submission", "CPN cannot take back a submission.", example(s.ids()))
}

// stays warns of what leaves the state and stays at CPN.
func stays(name, noun, exists, evidence string) diag.Diagnostic {
	return message{
		summary: fmt.Sprintf("The %s stays at CPN; Terraform removes it from state", name),
		do: []string{fmt.Sprintf("Approve only if Terraform should stop tracking the %s. To do so without this warning, use a `removed` block with "+
			"`destroy = false`. For an instance of count or for_each, run `terraform state rm ADDRESS`.", noun)},
		exists: exists, evidence: evidence, topic: topicRemoval,
	}.warning()
}

// example introduces IDs in a warning that Terraform shows once for many resources.
func example(ids string) string { return lines("  for example:", ids) }

func (r Removed) example() string {
	return example(lines(labeled(r.Subject.IDAttribute, orUnknown(r.CPNID)), labeled("case_ref_id", cpn.Printable(r.CaseRefID))))
}

// MayBeReplaced warns of a replacement that is planned because an input is unknown. If the
// apply finds the same inputs, it finds the same ticket or transaction.
func (r Removed) MayBeReplaced() diag.Diagnostic {
	return message{
		summary: fmt.Sprintf("This plan replaces the %s if unknown inputs prove different", r.Subject.Noun),
		do:      []string{fmt.Sprintf("Approve only if you want another %s in that case.", r.Subject.Noun)},
		exists:  fmt.Sprintf("With the same inputs, the apply finds the same %[1]s. CPN cannot change or delete a %[1]s.", r.Subject.Noun),
		cause:   "An input depends on a value that is not known before the apply.", evidence: r.example(), topic: topicReplacement,
	}.warning()
}

// Replaced warns that a replacement creates another ticket or transaction.
func (r Removed) Replaced() diag.Diagnostic {
	m := message{
		summary: fmt.Sprintf("This plan creates another %s; the old one stays at CPN", r.Subject.Name),
		do:      []string{fmt.Sprintf("Approve only if you want another %s. Otherwise, revert the changed input.", r.Subject.Noun)},
		exists: fmt.Sprintf("CPN cannot change or delete the old %[1]s; Terraform stops tracking it. Unless `create_before_destroy = true` is set, "+
			"a failed create leaves neither %[1]s in state.", r.Subject.Noun),
		evidence: r.example(), topic: topicReplacement,
	}
	if r.ActiveStatus != "" {
		m.cause = fmt.Sprintf("CPN rejects the new transaction (290300) until the old one is %s; the last status is %s.", cpn.StatusFailed, orUnknown(r.ActiveStatus))
	}
	return m.warning()
}

// Replaced warns that a plan submits another transaction. While its ID is not known, it may
// prove to be the same, for example after -replace of the transaction.
func (s Submission) Replaced(known bool) diag.Diagnostic {
	m := message{
		summary: "This plan submits another transaction; the first stays submitted",
		do:      []string{"Approve only if both transactions should move funds, or if the first is FAILED. Otherwise, revert the changed input."},
		exists:  "CPN cannot take back a submission; Terraform stops tracking it.", evidence: example(s.ids()), topic: topicReplacement,
	}
	if !known {
		m.summary = "This plan submits another transaction if the apply finds another"
		m.exists = "With the same transaction, the apply submits nothing. CPN cannot take back a submission."
		m.cause = "transaction_id is not known before the apply."
	}
	return m.warning()
}

// IDRemoved warns that the configuration has no id anymore. id is in state, and derived is
// what the next create would have.
func (s Subject) IDRemoved(id, derived string) diag.Diagnostic {
	return message{
		summary:  fmt.Sprintf("The configured id of the %s was removed", s.Name),
		do:       []string{fmt.Sprintf("Set `id = \"%s\"` again.", id)},
		exists:   fmt.Sprintf("State keeps the id, so this plan changes nothing. After a lost state, Terraform would create another %s, with the derived id.", s.Noun),
		evidence: lines(labeled("id", id), labeled("derived id", derived)), topic: topicIDRemoved,
	}.warningAt(path.Root("id"))
}

// Submits warns, before somebody approves it, of what a plan moves. intent is empty if the
// signed message is not known yet, or is that of another chain.
func (s Submission) Submits(intent cpn.PaymentIntent) diag.Diagnostic {
	m := message{
		summary: fmt.Sprintf("This plan submits a payment (%s)", endOf(cmp.Or(s.TransactionID, s.PaymentID))),
		do:      []string{"Approve only if you have compared the message with the payment and its quote before it was signed."},
		exists:  "CPN cannot take back a submission. If the transaction is already submitted, the apply sends nothing.",
		topic:   topicSubmits,
	}
	evidence := [][2]string{}
	for _, line := range [][2]string{
		{"payment_id", s.PaymentID},
		{"transaction_id", s.TransactionID},
		{"payee (to)", intent.To},
		{"payee gets (value)", intent.Shown(intent.Value)},
		{"fee (max_fee)", intent.Shown(intent.MaxFee)},
		{"total (permitted_amount)", intent.Shown(intent.PermittedAmount)},
		{"chain_id", intent.ChainID},
	} {
		if line[1] != "" {
			evidence = append(evidence, line)
		}
	}
	if total, currency := intent.Amount(intent.PermittedAmount); currency != "" {
		m.summary = fmt.Sprintf("This plan submits a payment of %s %s (%s)", shortened(total), currency, endOf(cmp.Or(s.TransactionID, s.PaymentID)))
		m.do = []string{"Approve only if the payee and the amounts below are right."}
	}
	m.evidence = evidenceLines(evidence)
	return m.warning()
}
