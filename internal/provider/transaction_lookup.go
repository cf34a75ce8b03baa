// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/diag"

	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/cpn"
	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/report"
)

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
	active := read[0]
	return f.ActiveTransaction(m.reported(active), active.Metadata != nil && !m.hasMetadataOf(active))
}

// reported returns a transaction in the form for messages.
func (m transactionModel) reported(t cpn.Transaction) report.Transaction {
	shown := transactionFields{}.with(t)
	amount, currency := amountOf(shown.Amount)
	return report.Transaction{
		ID: t.ID, Status: shown.Status.ValueString(), Amount: amount.ValueString(), Currency: currency.ValueString(),
		Destination: shown.DestinationAddress.ValueString(), Blockchain: shown.Blockchain.ValueString(), ExpireDate: shown.ExpireDate.ValueString(),
		Metadata: m.metadataShown(t),
	}
}

// hasMetadataOf reports whether m has the metadata that CPN holds. Null is the same as empty.
func (m transactionModel) hasMetadataOf(t cpn.Transaction) bool {
	return maps.Equal(textMap(m.Metadata), t.Metadata)
}

// metadataShown renders the metadata of another transaction for a message, to be copied into
// a configuration. Ours is not shown, because it may come from sensitive variables.
func (m transactionModel) metadataShown(t cpn.Transaction) string {
	switch {
	case t.Metadata == nil:
		return "not returned"
	case len(t.Metadata) > 0 && m.hasMetadataOf(t):
		return "as configured"
	}
	configured := slices.Collect(maps.Values(textMap(m.Metadata)))
	metadata := maps.Clone(t.Metadata)
	for name, text := range metadata {
		if slices.Contains(configured, text) {
			metadata[name] = report.Unchanged
		}
	}
	shown := jsonText(metadata)
	return strings.NewReplacer("${", "$${", "%{", "%%{").Replace(shown)
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

// pairs returns each element of a map as one text.
func pairs(m map[string]string) []string {
	var out []string
	for name, text := range m {
		out = append(out, jsonText(map[string]string{name: text}))
	}
	return out
}

// jsonText renders a map for a message.
func jsonText(m map[string]string) string {
	text, _ := json.Marshal(m) // a map of strings always has a JSON form
	return string(text)
}
