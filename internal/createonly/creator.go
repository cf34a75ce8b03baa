// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package createonly

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/diag"

	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/cpn"
	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/report"
)

// Creator is what one type of object does differently when it is created. All but
// Send have a default, which a [Resource] brings along.
type Creator[M Model[M]] interface {
	// Send sends the create that plan asks for, and returns plan with the response
	// and what the operator should know about it.
	Send(ctx context.Context, client *cpn.Client, plan M, key cpn.Key) (M, diag.Diagnostics, error)
	// Confirm returns made as it is now, with what the operator should know about
	// that. The default is as it was made.
	Confirm(ctx context.Context, client *cpn.Client, made M) (M, diag.Diagnostics)
	// RecoverProcessed returns plan for an object that CPN has made before, and whose
	// response it does not repeat. An error means that it could not be told. The
	// default is an object that CPN cannot be asked about.
	RecoverProcessed(ctx context.Context, client *cpn.Client, plan M, f report.Failure) (M, diag.Diagnostics)
	// DescribeFailure says why there is no object, with what only this type needs
	// said. The default has nothing to add.
	DescribeFailure(ctx context.Context, client *cpn.Client, plan M, f report.Failure) diag.Diagnostics
}

// Confirm implements [Creator].
func (*Resource[M]) Confirm(_ context.Context, _ *cpn.Client, made M) (M, diag.Diagnostics) {
	return made, nil
}

// DescribeFailure implements [Creator].
func (*Resource[M]) DescribeFailure(_ context.Context, _ *cpn.Client, _ M, f report.Failure) diag.Diagnostics {
	return f.Diagnostics()
}
