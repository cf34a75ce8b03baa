// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package report

import (
	"fmt"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"

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

// IDRemoved warns that the configuration has no id anymore. id is in state, and derived is
// what the next create would have.
func (s Subject) IDRemoved(id, derived string) diag.Diagnostic {
	return message{
		summary:  fmt.Sprintf("The configured id of the %s was removed", s.Name),
		do:       []string{fmt.Sprintf("Set `id = \"%s\"` again.", id)},
		exists:   fmt.Sprintf("State keeps the id, so this plan changes nothing. After a lost state, Terraform would create another %s, with the derived id.", s.Noun),
		evidence: []string{lines(labeled("id", id), labeled("derived id", derived))}, topic: topicIDRemoved,
	}.warningAt(path.Root("id"))
}
