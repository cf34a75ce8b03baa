// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package report

import (
	"fmt"
	"time"

	"github.com/hashicorp/terraform-plugin-framework/diag"

	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/cpn"
)

// oldAfter is how far before the create a ticket must have been created to count as
// that of an earlier one: more than clocks differ.
const oldAfter = 5 * time.Minute

// ReplayedTicket warns if CPN returned a ticket that was there before: created, RFC 3339,
// says when, and now when it was returned.
func (s Subject) ReplayedTicket(created *string, now time.Time) diag.Diagnostics {
	if created == nil {
		return nil
	}
	date, err := time.Parse(time.RFC3339, *created)
	if err != nil || now.Sub(date) <= oldAfter {
		return nil
	}
	return s.replayed("This id and these inputs created it on " + date.Format(time.RFC3339) + ".")
}

// ReplayedTransaction warns that CPN returned a transaction that was there before.
// created is the status that the create brought, and now what was read after it.
func (s Subject) ReplayedTransaction(created, now string) diag.Diagnostics {
	if created != "" && created != now {
		return s.replayed(fmt.Sprintf("CPN repeated its first response, with the status %s. The status is %s now.", orUnknown(created), orUnknown(now)))
	}
	return s.replayed(fmt.Sprintf("Its status is %s, and that of a new one is %s.", orUnknown(now), cpn.StatusCreated))
}

func (s Subject) replayed(why string) diag.Diagnostics {
	return diag.Diagnostics{diag.NewWarningDiagnostic(fmt.Sprintf("CPN returned an earlier %s", s.Name),
		fmt.Sprintf("To create another %[1]s, change `id`.\n\nThis run created no %[1]s: state has the earlier one. %[2]s", s.Name, why))}
}

// Contradicted explains that a transaction was created and read back with other values,
// which errors of their own show. An error is worth the taint: it stops a job that signs.
func Contradicted(paymentID, transactionID, idempotencyKey string) diag.Diagnostics {
	return diag.Diagnostics{diag.NewErrorDiagnostic("CPN tells two things of a transaction that it created", paragraphs("Do not sign it.\n"+steps(
		"Send the values of the other error, and those below, to Circle support.",
		"Run `terraform untaint ADDRESS`, unless Terraform says that it is not tainted: the next apply may create another transaction otherwise."),
		fmt.Sprintf("The transaction exists.\n\n  payment_id:      %s\n  transaction_id:  %s\n  idempotency_key: %s",
			paymentID, cpn.Printable(transactionID), cpn.Printable(idempotencyKey))))}
}

// Unconfirmed warns that a transaction exists and could not be read after its create.
func Unconfirmed(err error) diag.Diagnostics {
	f := ReadFailure{What: "transaction", Limit: "timeouts.read", Err: err}
	return diag.Diagnostics{diag.NewWarningDiagnostic("The transaction's status may be out of date", fmt.Sprintf(
		"Do not sign before `terraform plan` has refreshed the transaction without a warning. %s\n\nCPN returned the transaction, perhaps as it was when it "+
			"was first created. It could not be read after that. %s.%s", f.remedy(), f.happened(), f.evidence()))}
}
