// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package report

import (
	"fmt"

	"github.com/hashicorp/terraform-plugin-framework/diag"

	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/cpn"
)

// NotImportable explains why there is no import of what CPN cannot return.
func (s Subject) NotImportable() diag.Diagnostic {
	return diag.NewErrorDiagnostic("A "+s.Name+" cannot be imported",
		"CPN has no call that returns a ticket. Declare it with the id and the inputs it was made with: "+
			"applying that finds it again.")
}

// InvalidImportID is the error of an import ID that err says is none.
func InvalidImportID(err error) diag.Diagnostic {
	return diag.NewErrorDiagnostic("Invalid import ID", err.Error())
}

// importBlock adopts a transaction. Terraform does not wrap lines that start with a space.
func (f Failure) importBlock(transactionID string) string {
	return fmt.Sprintf("  import {\n    to = ADDRESS\n    id = \"%s/%s\"\n  }", f.PaymentID, cpn.Printable(transactionID))
}
