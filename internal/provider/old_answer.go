// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"fmt"
	"time"

	"github.com/hashicorp/terraform-plugin-framework/diag"

	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/cpn"
)

// oldAfter is how far before the create an answer must lie to count as that of
// an earlier one: more than clocks differ.
const oldAfter = 5 * time.Minute

// oldTicket warns when CPN answered with a ticket that was there before. How old it
// is, CPN's own clock decides; that of this machine only where CPN does not tell.
func oldTicket(t cpn.SupportTicket, began time.Time) diag.Diagnostics {
	if t.CreateDate == nil {
		return nil
	}
	if !t.Date.IsZero() {
		began = t.Date
	}
	opened, err := time.Parse(time.RFC3339, *t.CreateDate)
	if err != nil || began.Sub(opened) <= oldAfter {
		return nil
	}
	return oldAnswer(supportTicket, "This id and these inputs created it on "+opened.Format(time.RFC3339)+".")
}

// oldTransaction warns when CPN answered with a transaction that was there before: a
// new one awaits its signature. made is what the create brought, and now what was read
// after it.
func oldTransaction(made, now transactionModel) diag.Diagnostics {
	was, is := orUnknown(made.Status), orUnknown(now.Status)
	switch {
	case now.Status.IsNull() || made.Status.Equal(now.Status) && now.Status.ValueString() == cpn.StatusCreated:
		return nil
	case !made.Status.IsNull() && !made.Status.Equal(now.Status):
		return oldAnswer(transaction, fmt.Sprintf("CPN repeated its first response, with the status %s. The status is %s now.", was, is))
	default:
		return oldAnswer(transaction, fmt.Sprintf("Its status is %s, and that of a new one is %s.", is, cpn.StatusCreated))
	}
}

func oldAnswer(k kind, why string) diag.Diagnostics {
	return diag.Diagnostics{diag.NewWarningDiagnostic(fmt.Sprintf("CPN returned an earlier %s", k.name),
		fmt.Sprintf("To create another %[1]s, change `id`.\n\nThis run created no %[1]s: state has the earlier one. %[2]s", k.name, why))}
}

// unconfirmed warns that a transaction exists and could not be read after its create.
func unconfirmed(err error) diag.Diagnostics {
	f := readFailure{what: "transaction", limit: "timeouts.read", err: err}
	return diag.Diagnostics{diag.NewWarningDiagnostic("The transaction's status may be out of date", fmt.Sprintf(
		"Do not sign before `terraform plan` has refreshed the transaction without a warning. %s\n\nCPN returned the transaction, perhaps as it was when it "+
			"was first created. It could not be read after that. %s.%s", f.remedy(), f.happened(), f.evidence()))}
}

// asWarnings returns errors as warnings.
func asWarnings(diags diag.Diagnostics) diag.Diagnostics {
	var out diag.Diagnostics
	for _, d := range diags {
		warning := diag.Diagnostic(diag.NewWarningDiagnostic(d.Summary(), d.Detail()))
		if at, ok := d.(diag.DiagnosticWithPath); ok {
			warning = diag.NewAttributeWarningDiagnostic(at.Path(), d.Summary(), d.Detail())
		}
		out.Append(warning)
	}
	return out
}
