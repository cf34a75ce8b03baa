// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"context"
	"fmt"
	"slices"

	"github.com/hashicorp/terraform-plugin-framework/diag"

	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/cpn"
	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/report"
)

// RecoverProcessed implements [createonly.Creator]. Our transaction is among those of
// the payment, FAILED ones too, so the one with our metadata is ours if it is alone. Where
// several have it there is no telling: what is stored gets signed, so nothing is guessed.
func (*transactionResource) RecoverProcessed(
	ctx context.Context, client *cpn.Client, plan transactionModel, f report.Failure,
) (transactionModel, diag.Diagnostics) {
	all, err := transactionsOf(ctx, client, plan, anyStatus)
	if err != nil {
		return plan, append(report.ReadFailure{What: "transaction that CPN has made", Err: err}.Diagnostics(), f.NotLookedUp()...)
	}
	ours := slices.DeleteFunc(slices.Clone(all), func(t cpn.Transaction) bool { return !plan.hasMetadataOf(t) })
	if len(ours) != 1 {
		return plan, f.Ambiguous(reported(all...), len(ours))
	}
	return plan.with(ours[0]), f.Found(reported(ours...)[0])
}

// maxTransactions is how many transactions of a payment are looked at. CPN lets a
// payment have one that is not FAILED, after any number that are.
const maxTransactions = 100

// transactionsOf reads the payment's transactions whose status is wanted.
func transactionsOf(ctx context.Context, client *cpn.Client, plan transactionModel, wanted func(status *string) bool) ([]cpn.Transaction, error) {
	ctx, cancel := plan.withinRead(ctx)
	defer cancel()
	paymentID := plan.PaymentID.ValueString()
	payment, err := client.GetPayment(ctx, paymentID)
	if err != nil {
		return nil, err
	}
	if n := len(payment.OnChainTransactions); n > maxTransactions {
		return nil, fmt.Errorf("the payment has %d transactions, more than can be looked at", n)
	}
	var found []cpn.Transaction
	for _, known := range payment.OnChainTransactions {
		if !wanted(known.Status) {
			continue
		}
		t, err := client.GetTransaction(ctx, paymentID, known.ID)
		if err != nil {
			return nil, err
		}
		if wanted(t.Status) {
			found = append(found, t)
		}
	}
	return found, nil
}

func anyStatus(*string) bool { return true }

func isFailed(status *string) bool { return status != nil && *status == cpn.StatusFailed }

func isActive(status *string) bool { return !isFailed(status) }
