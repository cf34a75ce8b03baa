// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package report

import (
	"fmt"

	"github.com/hashicorp/terraform-plugin-framework/diag"

	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/cpn"
)

// Removed is what leaves the state and stays at CPN. Terraform shows one warning for
// many resources, hence "for example" before its IDs.
type Removed struct {
	Subject   Subject
	CPNID     string
	CaseRefID string // of a ticket, "" if CPN returned none
	// ActiveStatus is the last status of a transaction that is in the way of another one
	// for its payment, "" for none.
	ActiveStatus string
}

func (r Removed) example() []string {
	return []string{lines("  for example:", labeled(r.Subject.IDAttribute, orUnknown(r.CPNID)), labeled("case_ref_id", cpn.Printable(r.CaseRefID)))}
}

// Destroyed warns that destroy deletes nothing.
func (r Removed) Destroyed() diag.Diagnostic {
	return message{
		summary: fmt.Sprintf("The %s stays at CPN; Terraform removes it from state", r.Subject.Name),
		do: []string{fmt.Sprintf("Approve only if Terraform should stop tracking the %s. To do so without this warning, use a `removed` block with "+
			"`destroy = false`. For an instance of count or for_each, run `terraform state rm ADDRESS`.", r.Subject.Noun)},
		exists: fmt.Sprintf("CPN cannot delete a %s.", r.Subject.Noun), evidence: r.example(), topic: topicRemoval,
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

// DiscardedKey warns that a plan gives up what completes an unfinished resource, or
// tells whether CPN has it.
func (s Subject) DiscardedKey(paymentID, key string) diag.Diagnostic {
	return message{
		summary: "This plan discards an idempotency key that is still needed",
		never:   "Do not approve.",
		do: []string{
			fmt.Sprintf("Restore the previous id and inputs, then run `terraform apply`, which completes the %s.", s.Noun),
			"To abandon it anyway, first record the idempotency key and the payment for Circle support.",
		},
		exists: fmt.Sprintf("CPN may have created the %s, and cannot delete it.", s.Noun), cause: "The create got no response.",
		evidence: []string{lines("  for example:", labeled("payment_id", paymentID), labeled("idempotency_key", key))}, topic: topicRemoval,
	}.warning()
}

// Unfinished warns of an unfinished resource before Terraform asks for approval.
func (s Subject) Unfinished(key string) diag.Diagnostic {
	return message{
		summary: fmt.Sprintf("The %s is unfinished: CPN may have created it", s.Name),
		never:   "Unless an error says otherwise, do not change id or inputs.",
		do: []string{
			"If the plan shows the resource as tainted, run `terraform untaint ADDRESS`.",
			fmt.Sprintf("Run `terraform apply`, which completes the %s.", s.Noun),
		},
		exists: fmt.Sprintf("The retry uses the same idempotency key: CPN returns the existing %s or creates it.", s.Noun), cause: "The create got no response.",
		evidence: []string{lines("  for example:", labeled("idempotency_key", key))}, topic: topicUnfinished,
	}.warning()
}
