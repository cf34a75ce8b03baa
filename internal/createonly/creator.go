// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package createonly

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/diag"

	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/cpn"
	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/report"
)

// Creator is how one type of resource differs from the others when it is created.
// [Resource] has a default for every method except Send.
type Creator[M Model[M]] interface {
	// Send sends the create that plan asks for. It returns plan with the response, and
	// warnings about it.
	Send(ctx context.Context, client *cpn.Client, plan M, key cpn.Key) (M, diag.Diagnostics, error)
	// Confirm returns the created resource as it is now, and warnings about it. The
	// default returns it unchanged.
	Confirm(ctx context.Context, client *cpn.Client, created M) (M, diag.Diagnostics)
	// RecoverProcessed returns plan completed with a resource that CPN created earlier
	// but whose response CPN does not repeat. It returns an error if it cannot tell which
	// resource that is. The default is for resources that CPN has no call to read.
	RecoverProcessed(ctx context.Context, client *cpn.Client, plan M, f report.Failure) (M, diag.Diagnostics)
	// DescribeFailure says why the create failed, including what applies to this type
	// only. The default adds nothing.
	DescribeFailure(ctx context.Context, client *cpn.Client, plan M, f report.Failure) diag.Diagnostics
	// Identity returns the resource identity of m, which must not be null altogether, not
	// even that of an unfinished resource. The default is for resources without identity.
	Identity(m M) any
}

// Confirm implements [Creator].
func (*Resource[M]) Confirm(_ context.Context, _ *cpn.Client, created M) (M, diag.Diagnostics) {
	return created, nil
}

// DescribeFailure implements [Creator].
func (*Resource[M]) DescribeFailure(_ context.Context, _ *cpn.Client, _ M, f report.Failure) diag.Diagnostics {
	return f.Diagnostics()
}

// Identity implements [Creator].
func (*Resource[M]) Identity(M) any { return nil }
