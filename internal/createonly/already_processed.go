// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package createonly

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/cpn"
	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/report"
)

// RecoverProcessed implements [Creator]. The resource's details are lost only after all
// attempts have failed: until then, the response to the first attempt may still arrive.
func (*Resource[M]) RecoverProcessed(_ context.Context, _ *cpn.Client, plan M, f report.Failure) (M, diag.Diagnostics) {
	last := f.Err.Attempts[len(f.Err.Attempts)-1]
	if !last.Processed || f.Err.Ended != cpn.EndedRetries && f.Err.Ended != cpn.EndedDeadline {
		return plan, f.DetailsPending()
	}
	return plan.WithReturned(types.StringNull()), f.DetailsLost()
}
