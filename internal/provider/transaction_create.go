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
	created, err := client.CreateTransaction(ctx, plan.transaction(), key)
	if err != nil {
		return plan, nil, err
	}
	diags := plan.returned(created)
	diags.Append(report.Withheld(created.Withheld)...)
	return plan.with(created), diags, nil
}

// Confirm implements [createonly.Creator]. It reads the transaction once: a retry may return
// the first response, of any age, and what is in state gets signed.
func (*transactionResource) Confirm(ctx context.Context, client *cpn.Client, created transactionModel) (transactionModel, diag.Diagnostics) {
	ctx, cancel := created.withinRead(ctx)
	defer cancel()
	found, err := client.GetTransaction(ctx, created.PaymentID.ValueString(), created.TransactionID.ValueString())
	if err != nil {
		return created, append(created.contradicted(), report.Unconfirmed(err)...)
	}
	diags := report.Withheld(found.Withheld)
	now, changed := created.refreshed(found)
	if changed.HasError() {
		// The transaction goes to state anyway, but nothing that depends on it runs.
		diags.Append(changed...)
		return created, append(diags, report.Contradicted(created.PaymentID.ValueString(), found.ID, created.IdempotencyKey.ValueString())...)
	}
	diags.Append(now.contradicted()...)
	return now, append(diags, created.replayed(now)...)
}

// replayed warns if the create returned a transaction that already existed: a new one awaits
// its signature. now is the transaction as read afterwards.
func (m transactionModel) replayed(now transactionModel) diag.Diagnostics {
	if now.Status.IsNull() || m.Status.Equal(now.Status) && now.Status.ValueString() == cpn.StatusCreated {
		return nil
	}
	return report.TransactionSubject.ReplayedTransaction(m.Status.ValueString(), now.Status.ValueString())
}

// DescribeFailure implements [createonly.Creator]. If another transaction is active, it shows
// that transaction and how to adopt it.
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

// reported returns a transaction in the form for messages.
func (m transactionModel) reported(t cpn.Transaction) report.Transaction {
	shown := transactionModel{}.with(t)
	amount := amountOf(shown.Amount)
	return report.Transaction{
		ID: t.ID, Status: shown.Status.ValueString(), Amount: amount.amount.ValueString(), Currency: amount.currency.ValueString(),
		Destination: shown.DestinationAddress.ValueString(), Blockchain: shown.Blockchain.ValueString(), ExpireDate: shown.ExpireDate.ValueString(),
		Metadata: m.metadataShown(t),
	}
}
