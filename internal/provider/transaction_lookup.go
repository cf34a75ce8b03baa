// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"context"
	"errors"
	"fmt"
	"net/http"

	"github.com/hashicorp/terraform-plugin-framework/diag"

	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/cpn"
	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/report"
)

// RecoverProcessed implements [createonly.Creator]. Our transaction is one of the payment's,
// possibly FAILED. It is the one with our metadata, if no other transaction can be ours.
// Otherwise nothing tells which is ours, and nothing is guessed: what is stored gets signed.
func (r *transactionResource) RecoverProcessed(
	ctx context.Context, client *cpn.Client, plan transactionModel, f report.Failure,
) (transactionModel, diag.Diagnostics) {
	all, err := transactionsOf(ctx, client, plan, anyStatus)
	if err != nil {
		return plan, append(report.ReadFailure{What: "transaction that CPN created", Err: err}.Diagnostics(), f.NotLookedUp()...)
	}
	var shown []report.Transaction
	var ours []cpn.Transaction
	mayBeOurs := len(all.unread)
	for _, t := range all.read {
		shown = append(shown, plan.reported(t))
		switch {
		case r.Run().DeletedWithOtherKey(t.ID, f.IdempotencyKey):
		case plan.hasMetadataOf(t):
			ours = append(ours, t)
		case t.Metadata == nil:
			mayBeOurs++ // CPN did not return it
		}
	}
	for _, id := range all.unread {
		shown = append(shown, report.Transaction{ID: id})
	}
	if len(ours) != 1 || mayBeOurs > 0 {
		return plan, f.Ambiguous(shown, len(ours))
	}
	found := plan.with(ours[0])
	diags := append(report.Withheld(ours[0].Withheld), found.contradicted()...)
	return found, append(diags, f.Found(plan.reported(ours[0]))...)
}

// listing is the result of reading a payment's transactions.
type listing struct {
	read   []cpn.Transaction
	unread []string // IDs that CPN lists but does not return
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
	if n := len(payment.OnChainTransactions); n > maxTransactions {
		return listing{}, fmt.Errorf("the payment has %d transactions, more than the provider reads", n)
	}
	var found listing
	for _, known := range payment.OnChainTransactions {
		if !wanted(known.Status) {
			continue
		}
		t, err := client.GetTransaction(ctx, paymentID, known.ID)
		switch {
		case isUnreadable(err):
			found.unread = append(found.unread, known.ID)
		case err != nil:
			return listing{}, err
		case wanted(t.Status):
			found.read = append(found.read, t)
		}
	}
	return found, nil
}

// isUnreadable reports whether an error is about a single transaction and will stay.
func isUnreadable(err error) bool {
	failed, ok := errors.AsType[*cpn.Error](err)
	return errors.Is(err, cpn.ErrOddID) || ok && failed.Envelope && (failed.StatusCode == http.StatusNotFound || failed.Code == cpn.CodeTransactionNotFound)
}

func anyStatus(*string) bool { return true }

func isFailed(status *string) bool { return status != nil && *status == cpn.StatusFailed }

func isActive(status *string) bool { return !isFailed(status) }
