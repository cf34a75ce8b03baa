// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"context"
	"errors"
	"fmt"
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
	for delay := 500 * time.Millisecond; ; delay = min(2*delay, longest) {
		found, err := client.GetTransaction(ctx, paymentID, transactionID)
		if !isMissing(err) || !cpn.Pause(ctx, delay) {
			return found, err
		}
	}
}

// isMissing reports whether CPN says that there is no such transaction.
func isMissing(err error) bool {
	failed, ok := errors.AsType[*cpn.Error](err)
	return ok && failed.Code != 0 && (failed.StatusCode == http.StatusNotFound || failed.Code == cpn.CodeTransactionNotFound)
}

// replayed warns if the create returned a transaction that already existed: a new one awaits
// its signature. now is the transaction as read afterwards.
func (m transactionModel) replayed(now transactionModel) diag.Diagnostics {
	if now.Status.IsNull() || m.Status.Equal(now.Status) && now.Status.ValueString() == cpn.StatusCreated {
		return nil
	}
	return report.TransactionSubject.ReplayedTransaction(m.Status.ValueString(), now.Status.ValueString())
}

// lookUp returns the transaction of a create that CPN has processed and whose response it does
// not repeat. It is one of the payment's, possibly FAILED: the one with our metadata, if no
// other can be ours. Otherwise nothing tells which is ours, and nothing is guessed: what is
// stored gets signed.
func (m transactionModel) lookUp(ctx context.Context, client *cpn.Client, f report.Failure) (transactionModel, diag.Diagnostics) {
	read, notReturned, err := transactionsOf(ctx, client, m, false)
	if err != nil {
		return m, append(report.ReadFailure{What: "transaction that CPN created", Err: err}.Diagnostics(), f.NotLookedUp()...)
	}
	var shown []report.Transaction
	var ours []cpn.Transaction
	mayBeOurs := len(notReturned)
	for _, t := range read {
		shown = append(shown, m.reported(t))
		switch {
		case t.Metadata == nil:
			mayBeOurs++ // CPN did not return it
		case m.hasMetadataOf(t):
			ours = append(ours, t)
		}
	}
	for _, id := range notReturned {
		shown = append(shown, report.Transaction{ID: id})
	}
	if len(ours) != 1 || mayBeOurs > 0 {
		return m, f.Ambiguous(shown, len(ours))
	}
	found := m.with(ours[0])
	return found, append(found.warnings(ours[0]), f.Found(m.reported(ours[0]))...)
}

// explainActive explains that the payment has an active transaction, and how to adopt it.
func (m transactionModel) explainActive(ctx context.Context, client *cpn.Client, f report.Failure) diag.Diagnostics {
	read, notReturned, err := transactionsOf(ctx, client, m, true)
	if err != nil {
		return append(report.ReadFailure{What: "payment's active transaction", Err: err}.Diagnostics(), f.Diagnostics()...)
	}
	if len(notReturned) > 0 || len(read) != 1 {
		return f.UnknownActiveTransaction()
	}
	return f.ActiveTransaction(m.reported(read[0]))
}

// reported returns a transaction in the form for messages.
func (m transactionModel) reported(t cpn.Transaction) report.Transaction {
	shown := transactionFields{}.with(t)
	amount, currency := amountOf(shown.Amount)
	return report.Transaction{
		ID: t.ID, Status: shown.Status.ValueString(), Amount: amount.ValueString(), Currency: currency.ValueString(),
		Destination: shown.DestinationAddress.ValueString(), Blockchain: shown.Blockchain.ValueString(), ExpireDate: shown.ExpireDate.ValueString(),
		Metadata: m.metadataCompared(t),
	}
}

// maxTransactions is how many transactions of a payment are read. A payment can have one
// active transaction, after any number of FAILED ones.
const maxTransactions = 100

// transactionsOf reads the payment's transactions, or only those that are active. notReturned
// are the IDs that CPN lists but does not return.
func transactionsOf(ctx context.Context, client *cpn.Client, plan transactionModel, onlyActive bool) (
	read []cpn.Transaction, notReturned []string, err error,
) {
	ctx, cancel := plan.withinRead(ctx)
	defer cancel()
	paymentID := plan.PaymentID.ValueString()
	listed, err := transactionsListed(ctx, client, paymentID)
	if err != nil {
		return nil, nil, err
	}
	for _, known := range listed {
		if onlyActive && !isActive(known.Status) {
			continue
		}
		t, err := client.GetTransaction(ctx, paymentID, known.ID)
		switch {
		case isUnreadable(err):
			notReturned = append(notReturned, known.ID)
		case err != nil:
			return nil, nil, err
		case !onlyActive || isActive(t.Status):
			read = append(read, t)
		}
	}
	return read, notReturned, nil
}

// transactionsListed returns what a payment says of its transactions. It is an error if they
// are more than the provider reads.
func transactionsListed(ctx context.Context, client *cpn.Client, paymentID string) ([]cpn.PaymentTransaction, error) {
	payment, err := client.GetPayment(ctx, paymentID)
	if n := len(payment.OnChainTransactions); err == nil && n > maxTransactions {
		err = fmt.Errorf("the payment has %d transactions, more than the provider reads", n)
	}
	return payment.OnChainTransactions, err
}

// isUnreadable reports whether an error is about a single transaction and will stay.
func isUnreadable(err error) bool {
	return errors.Is(err, cpn.ErrUnusableID) || isMissing(err)
}

func isActive(status *string) bool { return status == nil || *status != cpn.StatusFailed }
