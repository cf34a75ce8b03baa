// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package report

import (
	"fmt"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/diag"

	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/cpn"
)

// Withheld warns that CPN's response repeats the API key in these members. What held it
// is null in state, or stays as it was.
func Withheld(members []string) diag.Diagnostics {
	if len(members) == 0 {
		return nil
	}
	return diag.Diagnostics{diag.NewWarningDiagnostic("CPN's response repeats the API key",
		fmt.Sprintf("Revoke the API key and use another one: whoever sees the response has it. If an input contains the API key, take it out.\n\n"+
			"These members of the response contain it and were not stored: %s.", cpn.Printable(strings.Join(members, ", "))))}
}
