// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package report

import (
	"fmt"

	"github.com/hashicorp/terraform-plugin-framework/diag"

	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/cpn"
)

// Forgets warns that destroy deletes nothing. cpnID is an example of what stays.
func (s Subject) Forgets(cpnID string) diag.Diagnostic {
	return diag.NewWarningDiagnostic(fmt.Sprintf("The %s stays at CPN", s.Name),
		fmt.Sprintf("CPN cannot delete a %s: Terraform only forgets it (for example %s %s).\n"+
			"To forget it on purpose, use a removed block with lifecycle.destroy = false.",
			s.Name, s.IDAttribute, orUnknown(cpnID)))
}

// ForgetsUnfinished warns that destroy gives up what is needed to complete an
// object, or to find out whether there is one.
func (s Subject) ForgetsUnfinished(paymentID, key string) diag.Diagnostic {
	return diag.NewWarningDiagnostic(fmt.Sprintf("The unfinished %s may exist at CPN", s.Name),
		fmt.Sprintf("No answer told whether CPN made it, and CPN cannot delete a %s: Terraform forgets the only key that can tell "+
			"(for example idempotency key %s, payment %s).\n"+
			"Keep the key for Circle support, or apply with unchanged configuration instead, which completes the %s.",
			s.Name, key, paymentID, s.Name))
}

// Replaced warns that a replacement leaves the old object where it is. core
// shows one warning for many resources, hence "for example".
func (s Subject) Replaced(cpnID, more string) diag.Diagnostic {
	return diag.NewWarningDiagnostic(fmt.Sprintf("The old %s stays at CPN", s.Name),
		fmt.Sprintf("CPN can neither change nor delete a %[1]s: the old one (for example %[2]s %[3]s) stays there, and Terraform "+
			"forgets it. Without create_before_destroy it is forgotten before the new one is created: if that create fails, the old "+
			"one is gone from state.%[4]s\n\n"+
			"Unless it is set already, create_before_destroy = true in its lifecycle block keeps the old one in state until then; it is safe "+
			"with a given id.",
			s.Name, s.IDAttribute, orUnknown(cpnID), more))
}

// ActiveReplaced adds to [Subject.Replaced] that CPN allows a payment one active
// transaction, of which status is the last that was read.
func ActiveReplaced(status string) string {
	return "\n\nCPN refuses a second transaction for the payment (code 290300) until the old one is " +
		cpn.StatusFailed + "; it was " + orUnknown(status) + " when last read."
}

// Unfinished warns of an unfinished object before Terraform asks for approval.
func (s Subject) Unfinished(key string) diag.Diagnostic {
	return diag.NewWarningDiagnostic(fmt.Sprintf("The %s is unfinished: CPN may have created it", s.Name), paragraphs(
		"Unless an error says otherwise, change no id or input.\n"+steps("If the plan shows the resource as tainted, run `terraform untaint ADDRESS`.",
			fmt.Sprintf("Run `terraform apply`, which completes the %s.", s.Name)),
		fmt.Sprintf("The create had no response. The retry uses the same idempotency key (for example %s): CPN returns the existing %s or creates it.",
			key, s.Name)))
}
