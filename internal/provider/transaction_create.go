// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/diag"

	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/cpn"
	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/report"
)

// Send implements [createonly.Creator].
func (*transactionResource) Send(
	ctx context.Context, client *cpn.Client, plan transactionModel, key cpn.Key,
) (transactionModel, diag.Diagnostics, error) {
	reply, err := client.CreateTransaction(ctx, plan.transaction(), key)
	if err != nil {
		return plan, nil, err
	}
	diags := plan.returned(reply)
	diags.Append(report.Withheld(reply.Withheld)...)
	return plan.with(reply), diags, nil
}

// Confirm implements [createonly.Creator]: it reads the transaction once. A repeated
// create brings the first response, of any age, and what is in state gets signed.
func (*transactionResource) Confirm(ctx context.Context, client *cpn.Client, made transactionModel) (transactionModel, diag.Diagnostics) {
	ctx, cancel := made.withinRead(ctx)
	defer cancel()
	reply, err := client.GetTransaction(ctx, made.PaymentID.ValueString(), made.TransactionID.ValueString())
	if err != nil {
		return made, report.Unconfirmed(err)
	}
	now, changed := made.refreshed(reply)
	if changed.HasError() {
		// An error would taint what exists. The next refresh is one.
		return made, asWarnings(changed)
	}
	return now, made.replayed(now)
}

// replayed warns when a create brought a transaction that was there before: a new one
// awaits its signature. now is what was read after it.
func (m transactionModel) replayed(now transactionModel) diag.Diagnostics {
	if now.Status.IsNull() || m.Status.Equal(now.Status) && now.Status.ValueString() == cpn.StatusCreated {
		return nil
	}
	return report.TransactionSubject.ReplayedTransaction(m.Status.ValueString(), now.Status.ValueString())
}

// asWarnings returns errors as warnings.
func asWarnings(diags diag.Diagnostics) diag.Diagnostics {
	var out diag.Diagnostics
	for _, d := range diags {
		warning := diag.Diagnostic(diag.NewWarningDiagnostic(d.Summary(), d.Detail()))
		if at, ok := d.(diag.DiagnosticWithPath); ok {
			warning = diag.NewAttributeWarningDiagnostic(at.Path(), d.Summary(), d.Detail())
		}
		out.Append(warning)
	}
	return out
}

// DescribeFailure implements [createonly.Creator]: where another transaction is in the
// way, it shows that one and how to adopt it.
func (*transactionResource) DescribeFailure(ctx context.Context, client *cpn.Client, plan transactionModel, f report.Failure) diag.Diagnostics {
	if f.Err.Code != cpn.CodeActiveTransactionExists {
		return f.Diagnostics()
	}
	active, err := transactionsOf(ctx, client, plan, isActive)
	if err != nil || len(active) != 1 {
		return f.Diagnostics()
	}
	otherMetadata := active[0].Metadata != nil && !plan.hasMetadataOf(active[0])
	return f.ActiveTransaction(reported(active...)[0], otherMetadata)
}

// reported returns transactions as messages show them.
func reported(transactions ...cpn.Transaction) []report.Transaction {
	var out []report.Transaction
	for _, t := range transactions {
		m := transactionModel{}.with(t)
		amount := amountOf(m.Amount)
		out = append(out, report.Transaction{
			ID: t.ID, Status: m.Status.ValueString(), Amount: amount.amount.ValueString(), Currency: amount.currency.ValueString(),
			Destination: m.DestinationAddress.ValueString(), Blockchain: m.Blockchain.ValueString(), ExpireDate: m.ExpireDate.ValueString(),
			Metadata: jsonText(t.Metadata),
		})
	}
	return out
}
