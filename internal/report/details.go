// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package report

import (
	"fmt"

	"github.com/hashicorp/terraform-plugin-framework/diag"
)

// DetailsPending explains that an object exists whose response may still come.
func (f Failure) DetailsPending() diag.Diagnostics {
	return f.error(fmt.Sprintf("The %s exists; CPN has not returned its details yet", f.Subject.Name), f.again(), sentences(f.lastResult(), f.ended()))
}

// DetailsLost warns that an object exists whose response does not come any more.
func (f Failure) DetailsLost() diag.Diagnostics {
	return f.warning(fmt.Sprintf("The %s exists; CPN does not return its details", f.Subject.Name),
		sentences("Do nothing in Terraform: plans with unchanged configuration are empty.", f.Subject.Elsewhere),
		fmt.Sprintf("An earlier attempt created the %[1]s, and CPN says only that this idempotency key was processed before. CPN cannot return a "+
			"%[1]s, so %[2]s and all that CPN returns stay null.", f.Subject.Name, f.Subject.IDAttribute))
}
