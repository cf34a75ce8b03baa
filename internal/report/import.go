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
		cause: capitalized(problem.Error()) + ".", topic: topicImportID,
	}.error()
}
