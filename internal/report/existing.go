// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package report

import (
	"fmt"

	"github.com/hashicorp/terraform-plugin-framework/diag"

	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/cpn"
)

// detailsPending explains that a ticket or transaction exists whose response may still come.
func (f Failure) detailsPending() message {
	return message{
		summary: fmt.Sprintf("The %s exists; CPN has not returned its details yet", f.Subject.Name),
		do:      f.again(), exists: fmt.Sprintf("An earlier attempt created the %s.", f.Subject.Noun), cause: f.cause(),
		evidence: f.evidence(), topic: topicWithoutDetails,
	}
}

// DetailsLost warns that a ticket exists whose response does not come anymore.
func (f Failure) DetailsLost() diag.Diagnostics {
	m := f.detailsPending()
	m.summary = fmt.Sprintf("The %s exists; CPN does not return its details", f.Subject.Name)
	m.do = []string{"Find the case number in the email that CPN sends to the address in `email`. No action in Terraform is needed."}
	m.exists += fmt.Sprintf(" State keeps null for %s and the other returned attributes.", f.Subject.IDAttribute)
	m.cause = "CPN says only that it has processed the idempotency key."
	return diag.Diagnostics{m.warning()}
}

// Found warns that a create which CPN only calls processed is this transaction.
func (f Failure) Found(t Transaction) diag.Diagnostics {
	m := message{
		summary: "The transaction exists; the provider found it by its metadata",
		exists:  "An earlier attempt created the transaction below. No other transaction of the payment has the configured metadata.",
		cause:   "CPN did not repeat its response.", evidence: paragraphs(listed(t), f.evidence()), topic: topicEarlier,
	}
	switch t.Status {
	case cpn.StatusFailed:
		m.summary, m.do = "The transaction exists with the status FAILED", []string{"To create another transaction, change `id`, then run `terraform apply`."}
	case cpn.StatusCreated:
		m.do = []string{compareBeforeSigning}
	default:
		m.never = notAgain(t.Status)
	}
	return diag.Diagnostics{m.warning()}
}

// NotLookedUp explains that a transaction exists, and that the payment's transactions
// could not be read. Another error says why.
func (f Failure) NotLookedUp() diag.Diagnostics {
	return diag.Diagnostics{message{
		summary: "The transaction exists; the provider could not look it up",
		do:      f.again(), exists: "An earlier attempt created the transaction. CPN did not repeat its response.",
		cause: "The other error says why the payment's transactions could not be read.", evidence: f.evidence(), topic: topicAmbiguous,
	}.error()}
}

// Ambiguous explains that the payment has several transactions that may be ours, or
// none that seems to be: ours is how many have the configured metadata.
func (f Failure) Ambiguous(all []Transaction, ours int) diag.Diagnostics {
	m := f.importUnknown(topicAmbiguous, "The transaction exists; the provider cannot tell which one it is",
		"Ask Circle support which transaction has the idempotency key below.")
	m.exists = fmt.Sprintf("%d of the payment's transactions have the configured metadata.", ours)
	if ours == 0 {
		m.exists = "None of the payment's transactions has the configured metadata."
	}
	m.evidence = paragraphs(listed(all...), m.evidence)
	return diag.Diagnostics{m.error()}
}
