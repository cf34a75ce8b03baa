// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/cpn"
)

// find implements [creator]: it takes the transaction that is not FAILED and has
// our metadata, which is the one our request made.
func (*transactionResource) find(ctx context.Context, client *cpn.Client, plan transactionModel, f failure) (transactionModel, diag.Diagnostics) {
	active, err := activeTransactions(ctx, client, plan.PaymentID.ValueString())
	if err != nil {
		diags := readFailure{what: "transaction that CPN has made", err: err}.diagnostics(
			"An earlier request with this idempotency key went through. Run terraform apply again, with unchanged inputs, to look it up again.")
		return plan, append(diags, f.error("CPN has made the transaction, and it could not be looked up",
			"The evidence of its create is below; the other error says why it could not be read.")...)
	}
	var ours []cpn.Transaction
	for _, t := range active {
		if plan.hasMetadataOf(t) {
			ours = append(ours, t)
		}
	}
	if len(ours) != 1 {
		return plan, f.error("CPN has made the transaction, and it cannot be told which it is",
			fmt.Sprintf("An earlier request with this idempotency key went through, and CPN does not repeat its answer. Of the payment's "+
				"transactions that are not FAILED, %d have the configured metadata. All that are not FAILED:\n\n%s\n\n"+
				"Find out which is this resource's, and import it as payment_id/transaction_id.", len(ours), listed(active)))
	}
	diags := diag.Diagnostics{diag.NewWarningDiagnostic("The transaction was found by its metadata",
		fmt.Sprintf("An earlier request with this idempotency key went through, and CPN does not repeat its answer. Of the payment's transactions "+
			"that are not FAILED, this one alone has the configured metadata:\n\n%s\n\nCheck it before it is signed.\n\n%s", listed(ours), f.evidence()))}
	return plan.with(ours[0]), diags
}

// explain implements [creator]: where another transaction is in the way, it names
// that one and prints the block that adopts it.
func (*transactionResource) explain(ctx context.Context, client *cpn.Client, plan transactionModel, f failure) diag.Diagnostics {
	if f.err.Code != cpn.CodeActiveTransactionExists {
		return f.diagnostics()
	}
	active, err := activeTransactions(ctx, client, plan.PaymentID.ValueString())
	if err != nil || len(active) != 1 {
		return f.diagnostics()
	}
	text := f.happened()
	if f.err.Outcome == cpn.OutcomeUnknown {
		text = f.unknown()
	}
	return f.error("The payment has an active transaction already", text+"\n\nThe active one:\n\n"+listed(active)+"\n\n"+adoption(plan, active[0]))
}

// adoption says how to manage a transaction that is there.
func adoption(plan transactionModel, t cpn.Transaction) string {
	text := fmt.Sprintf("Sign and submit that one. To manage it with this resource, add the block below, with the address named above, and "+
		"apply:\n\n  import {\n    to = cpn_transaction.NAME\n    id = \"%s/%s\"\n  }", t.PaymentID, cpn.Printable(t.ID))
	if !plan.hasMetadataOf(t) {
		text += "\n\nSet metadata to the active one's as well: a transaction with other metadata would be another one, which CPN refuses."
	}
	return text
}

// listed describes transactions. Terraform does not wrap lines that start with a space.
func listed(transactions []cpn.Transaction) string {
	show := cpn.Comparable
	if len(transactions) > 1 {
		show = cpn.Printable
	}
	var blocks []string
	for _, t := range transactions {
		blocks = append(blocks, fmt.Sprintf("  transaction_id: %s\n  status:         %s\n  metadata:       %s",
			cpn.Printable(t.ID), orUnknown(types.StringPointerValue(t.Status)), show(jsonText(t.Metadata))))
	}
	if len(blocks) == 0 {
		return "  none"
	}
	return strings.Join(blocks, "\n\n")
}

// maxActive is how many transactions of a payment are looked at. CPN lets a
// payment have one that is not FAILED.
const maxActive = 20

// activeTransactions reads the payment's transactions that are not FAILED.
func activeTransactions(ctx context.Context, client *cpn.Client, paymentID string) ([]cpn.Transaction, error) {
	payment, err := client.GetPayment(ctx, paymentID)
	if err != nil {
		return nil, err
	}
	named := slices.DeleteFunc(payment.OnChainTransactions, func(t cpn.PaymentTransaction) bool { return isFailed(t.Status) })
	if len(named) > maxActive {
		return nil, fmt.Errorf("the payment has %d transactions that are not FAILED, of which CPN allows one", len(named))
	}
	var active []cpn.Transaction
	for _, known := range named {
		t, err := client.GetTransaction(ctx, paymentID, known.ID)
		if err != nil {
			return nil, err
		}
		if !isFailed(t.Status) {
			active = append(active, t)
		}
	}
	return active, nil
}

func isFailed(status *string) bool { return status != nil && *status == cpn.StatusFailed }
