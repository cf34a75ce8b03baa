// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"context"
	"errors"
	"net/http"
	"time"

	"github.com/hashicorp/terraform-plugin-framework/diag"

	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/cpn"
	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/report"
)

// readBack returns what goes to state after a create: the transaction as it is now, because
// the response to a retry may be the first one, of any age, and what is in state gets signed.
// If it cannot be read, the response to the create is all there is. It is an error if the
// two describe different payments.
func (m transactionModel) readBack(ctx context.Context, client *cpn.Client, response cpn.Transaction) (transactionModel, diag.Diagnostics) {
	ctx, cancel := m.withinRead(ctx)
	defer cancel()
	created, diags := m.with(response), m.returned(response)
	found, err := readCreated(ctx, client, m.PaymentID.ValueString(), response.ID)
	if err != nil {
		return created, append(diags, append(created.warnings(response), report.Unconfirmed(err)...)...)
	}
	now, changed := created.refreshed(found)
	if changed.HasError() {
		return now, append(changed, report.Contradicted(m.PaymentID.ValueString(), found.ID, m.IdempotencyKey.ValueString())...)
	}
	diags.Append(changed...) // of a renewed message
	diags.Append(append(now.warnings(found), now.unchecked()...)...)
	return now, append(diags, created.replayed(now)...)
}

// readCreated reads a transaction that CPN has just created. CPN may not know it everywhere
// yet, so it is read again for as long as ctx allows.
func readCreated(ctx context.Context, client *cpn.Client, paymentID, transactionID string) (cpn.Transaction, error) {
	const longest = 8 * time.Second
	for pause := 500 * time.Millisecond; ; pause = min(2*pause, longest) {
		found, err := client.GetTransaction(ctx, paymentID, transactionID)
		if !isMissing(err) {
			return found, err
		}
		timer := time.NewTimer(pause)
		select {
		case <-timer.C:
		case <-ctx.Done():
			timer.Stop()
			return found, err
		}
	}
}

// isMissing reports whether CPN says that there is no such transaction.
func isMissing(err error) bool {
	failed, ok := errors.AsType[*cpn.Error](err)
	return ok && failed.Envelope && (failed.StatusCode == http.StatusNotFound || failed.Code == cpn.CodeTransactionNotFound)
}

// replayed warns if the create returned a transaction that already existed: a new one awaits
// its signature. now is the transaction as read afterwards.
func (m transactionModel) replayed(now transactionModel) diag.Diagnostics {
	if now.Status.IsNull() || m.Status.Equal(now.Status) && now.Status.ValueString() == cpn.StatusCreated {
		return nil
	}
	return report.TransactionSubject.ReplayedTransaction(m.Status.ValueString(), now.Status.ValueString())
}
