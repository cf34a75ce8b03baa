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

// oldTicket warns when CPN answered with a ticket that was there before.
func oldTicket(t cpn.SupportTicket, began time.Time) diag.Diagnostics {
	if t.CreateDate == nil {
		return nil
	}
	opened, err := time.Parse(time.RFC3339, *t.CreateDate)
	if err != nil || began.Sub(opened) <= oldAfter {
		return nil
	}
	return oldAnswer(supportTicket, "This id and these inputs opened it on "+opened.Format(time.RFC3339))
}

// oldTransaction warns when CPN answered with a transaction that was there
// before: a new one awaits its signature.
func oldTransaction(t cpn.Transaction) diag.Diagnostics {
	if t.Status == nil || *t.Status == cpn.StatusCreated {
		return nil
	}
	return oldAnswer(transaction, fmt.Sprintf("Its status is %s, and a new one's is %s: this id and these inputs created it before",
		cpn.Printable(*t.Status), cpn.StatusCreated))
}

func oldAnswer(k kind, why string) diag.Diagnostics {
	return diag.Diagnostics{diag.NewWarningDiagnostic(fmt.Sprintf("CPN answered with an earlier %s", k.name),
		fmt.Sprintf("%s. No new one was made, and state has the earlier one.\n\nTo %s another %s, change id.", why, k.verb, k.name))}
}
