// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package report

import (
	"fmt"

	"github.com/hashicorp/terraform-plugin-framework/diag"
)

// detailsPending explains that a ticket or transaction exists whose response may still come.
func (f Failure) detailsPending() diag.Diagnostics {
	return diag.Diagnostics{message{
		summary: fmt.Sprintf("The %s exists; CPN has not returned its details yet", f.Subject.Name),
		do:      f.again(), exists: fmt.Sprintf("An earlier attempt created the %s.", f.Subject.Noun), cause: f.cause(),
		evidence: f.evidence(), topic: topicWithoutDetails,
	}.error()}
}

// DetailsLost warns that a ticket exists whose response does not come anymore.
func (f Failure) DetailsLost() diag.Diagnostics {
	return diag.Diagnostics{message{
		summary: fmt.Sprintf("The %s exists; CPN does not return its details", f.Subject.Name),
		do:      []string{"Find the case number in the email that CPN sends to the address in `email`. No action in Terraform is needed."},
		exists:  fmt.Sprintf("An earlier attempt created the %s. State keeps null for %s and the other returned attributes.", f.Subject.Noun, f.Subject.IDAttribute),
		cause:   "CPN says only that it has processed the idempotency key.", evidence: f.evidence(), topic: topicWithoutDetails,
	}.warning()}
}
