// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"context"
	"errors"
	"fmt"

	"github.com/hashicorp/terraform-plugin-framework/diag"

	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/cpn"
	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/report"
)

// lookUp returns the transaction of a create that CPN has processed and whose response it does
// not repeat. It is one of the payment's, possibly FAILED: the one with our metadata, if no
// other can be ours. Otherwise nothing tells which is ours, and nothing is guessed: what is
// stored gets signed.
func (m transactionModel) lookUp(ctx context.Context, client *cpn.Client, f report.Failure) (transactionModel, diag.Diagnostics) {
	all, err := transactionsOf(ctx, client, m, anyStatus)
	if err != nil {
		return m, append(report.ReadFailure{What: "transaction that CPN created", Err: err}.Diagnostics(), f.NotLookedUp()...)
	}
	var shown []report.Transaction
	var ours []cpn.Transaction
	mayBeOurs := len(all.notReturned)
	for _, t := range all.read {
		shown = append(shown, m.reported(t))
		switch {
		case t.Metadata == nil:
			mayBeOurs++ // CPN did not return it
		case m.hasMetadataOf(t):
			ours = append(ours, t)
		}
	}
	for _, id := range all.notReturned {
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
	found, err := transactionsOf(ctx, client, m, isActive)
	if err != nil {
		return append(report.ReadFailure{What: "payment's active transaction", Err: err}.Diagnostics(), f.Diagnostics()...)
	}
	if len(found.notReturned) > 0 || len(found.read) != 1 {
		return f.UnknownActiveTransaction()
	}
	active := found.read[0]
	return f.ActiveTransaction(m.reported(active), active.Metadata != nil && !m.hasMetadataOf(active))
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

// listing is the result of reading a payment's transactions.
type listing struct {
	read        []cpn.Transaction
	notReturned []string // IDs that CPN lists but does not return
}

// maxTransactions is how many transactions of a payment are read. A payment can have one
// active transaction, after any number of FAILED ones.
const maxTransactions = 100

// transactionsOf reads the payment's transactions with a wanted status.
func transactionsOf(ctx context.Context, client *cpn.Client, plan transactionModel, wanted func(status *string) bool) (listing, error) {
	ctx, cancel := plan.withinRead(ctx)
	defer cancel()
	paymentID := plan.PaymentID.ValueString()
	payment, err := client.GetPayment(ctx, paymentID)
	if err != nil {
		return listing{}, err
	}
	if err := notTooMany(payment); err != nil {
		return listing{}, err
	}
	var found listing
	for _, known := range payment.OnChainTransactions {
		if !wanted(known.Status) {
			continue
		}
		t, err := client.GetTransaction(ctx, paymentID, known.ID)
		switch {
		case isUnreadable(err):
			found.notReturned = append(found.notReturned, known.ID)
		case err != nil:
			return listing{}, err
		case wanted(t.Status):
			found.read = append(found.read, t)
		}
	}
	return found, nil
}

// notTooMany returns an error for a payment with more transactions than the provider reads.
func notTooMany(payment cpn.Payment) error {
	if n := len(payment.OnChainTransactions); n > maxTransactions {
		return fmt.Errorf("the payment has %d transactions, more than the provider reads", n)
	}
	return nil
}

// isUnreadable reports whether an error is about a single transaction and will stay.
func isUnreadable(err error) bool {
	return errors.Is(err, cpn.ErrUnusableID) || isMissing(err)
}

func anyStatus(*string) bool { return true }

func isFailed(status *string) bool { return status != nil && *status == cpn.StatusFailed }

func isActive(status *string) bool { return !isFailed(status) }
