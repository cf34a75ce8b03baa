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
		return made, append(made.contradicted(), report.Unconfirmed(err)...)
	}
	diags := report.Withheld(reply.Withheld)
	now, changed := made.refreshed(reply)
	if changed.HasError() {
		// State has the transaction all the same, and nothing that depends on it runs.
		diags.Append(changed...)
		return made, append(diags, report.Contradicted(made.PaymentID.ValueString(), reply.ID, made.IdempotencyKey.ValueString())...)
	}
	diags.Append(now.contradicted()...)
	return now, append(diags, made.replayed(now)...)
}

// replayed warns when a create brought a transaction that was there before: a new one
// awaits its signature. now is what was read after it.
func (m transactionModel) replayed(now transactionModel) diag.Diagnostics {
	if now.Status.IsNull() || m.Status.Equal(now.Status) && now.Status.ValueString() == cpn.StatusCreated {
		return nil
	}
	return report.TransactionSubject.ReplayedTransaction(m.Status.ValueString(), now.Status.ValueString())
}

// DescribeFailure implements [createonly.Creator]: where another transaction is in the
// way, it shows that one and how to adopt it.
func (*transactionResource) DescribeFailure(ctx context.Context, client *cpn.Client, plan transactionModel, f report.Failure) diag.Diagnostics {
	if f.Err.Code != cpn.CodeActiveTransactionExists {
		return f.Diagnostics()
	}
	found, err := transactionsOf(ctx, client, plan, isActive)
	if err != nil {
		return append(report.ReadFailure{What: "payment's active transaction", Err: err}.Diagnostics(), f.Diagnostics()...)
	}
	if len(found.unread) > 0 || len(found.read) != 1 {
		return f.UnknownActiveTransaction()
	}
	active := found.read[0]
	diags := report.Withheld(active.Withheld)
	otherMetadata := active.Metadata != nil && !plan.hasMetadataOf(active)
	return append(diags, f.ActiveTransaction(plan.reported(active), otherMetadata)...)
}

// reported returns a transaction as messages show it.
func (m transactionModel) reported(t cpn.Transaction) report.Transaction {
	shown := transactionModel{}.with(t)
	amount := amountOf(shown.Amount)
	return report.Transaction{
		ID: t.ID, Status: shown.Status.ValueString(), Amount: amount.amount.ValueString(), Currency: amount.currency.ValueString(),
		Destination: shown.DestinationAddress.ValueString(), Blockchain: shown.Blockchain.ValueString(), ExpireDate: shown.ExpireDate.ValueString(),
		Metadata: m.metadataShown(t),
	}
}
