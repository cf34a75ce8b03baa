// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package report

import (
	"fmt"

	"github.com/hashicorp/terraform-plugin-framework/diag"
)

// NotImportable explains why there is no import of what CPN cannot return.
func (s Subject) NotImportable() diag.Diagnostic {
	return message{
		summary: fmt.Sprintf("A %s cannot be imported", s.Name),
		do:      []string{fmt.Sprintf("Declare the %[1]s with the id and the inputs with which it was created, and run `terraform apply`. CPN returns the existing %[1]s.", s.Noun)},
		cause:   fmt.Sprintf("CPN has no call that reads a %s.", s.Noun), topic: topicImportID,
	}.error()
}

// InvalidImportID is the error of an import ID. problem says what is wrong with it.
func InvalidImportID(problem error) diag.Diagnostic {
	return message{
		summary: "Invalid import ID", do: []string{"Use payment_id/transaction_id: two UUIDs with one slash between them."},
		cause: asSentence(problem), topic: topicImportID,
	}.error()
}

// InvalidImportIdentity is the error of an attribute of an import block's identity. problem
// says what is wrong with the value.
func InvalidImportIdentity(attribute string, problem error) diag.Diagnostic {
	return message{
		summary: "Invalid import identity", do: []string{fmt.Sprintf("Set %s in the identity of the import block to a UUID.", attribute)},
		cause: asSentence(problem), topic: topicImportID,
	}.error()
}

// NotSubmitted explains why a transaction that is not submitted cannot be imported.
func (s Submission) NotSubmitted() diag.Diagnostic {
	return message{
		summary: "The transaction is not submitted, so there is nothing to import",
		do:      []string{"Declare the submission with signed_message and signed_transaction, and run `terraform apply`."},
		cause:   "The status of the transaction is CREATED.", evidence: s.ids(), topic: topicImportID,
	}.error()
}
