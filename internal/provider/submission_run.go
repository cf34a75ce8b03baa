// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"context"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/diag"

	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/cpn"
	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/submission"
)

// submission returns what plan submits, or waits for. config has the write-only inputs.
func (r *submissionResource) submission(ctx context.Context, plan, config submissionModel) (submission.Submission, diag.Diagnostics) {
	client, diags := r.ready("submit the transaction")
	limit, more := plan.Timeouts.Create(ctx, defaultSubmissionTimeout)
	diags.Append(more...)
	readLimit, more := plan.Timeouts.Read(ctx, defaultReadTimeout)
	diags.Append(more...)
	transactionID := strings.ToLower(plan.TransactionID.ValueString())
	return submission.Submission{
		Client: client, PaymentID: plan.PaymentID.ValueString(), TransactionID: transactionID,
		SignedMessage: config.SignedMessage.ValueString(), SignedTransaction: config.SignedTransaction.ValueString(),
		WaitFor: plan.WaitFor.ValueString(), Timeout: limit, ReadTimeout: readLimit, Turns: &r.turns, Observe: logStatus(transactionID),
	}, diags
}

// read returns the transaction of m as it is at CPN.
func (r *submissionResource) read(ctx context.Context, m submissionModel) (cpn.Transaction, error) {
	limit, _ := m.Timeouts.Read(ctx, defaultReadTimeout)
	ctx, cancel := context.WithTimeout(ctx, limit)
	defer cancel()
	return r.client.GetTransaction(ctx, m.PaymentID.ValueString(), strings.ToLower(m.TransactionID.ValueString()))
}
