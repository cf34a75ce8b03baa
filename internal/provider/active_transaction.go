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

// find implements [creator]. Our transaction is among those of the payment, FAILED
// ones too, so the one with our metadata is ours if it is alone. Where several have
// it there is no telling: what is stored gets signed, so nothing is guessed.
func (*transactionResource) find(ctx context.Context, client *cpn.Client, plan transactionModel, f failure) (transactionModel, diag.Diagnostics) {
	all, err := transactionsOf(ctx, client, plan, anyStatus)
	if err != nil {
		diags := readFailure{what: "transaction that CPN has made", err: err}.diagnostics()
		return plan, append(diags, f.error("The transaction exists, and could not be looked up", f.again(),
			"An earlier attempt created the transaction, and CPN does not repeat its response. The other error says why the payment's transactions could "+
				"not be read.")...)
	}
	ours := slices.DeleteFunc(slices.Clone(all), func(t cpn.Transaction) bool { return !plan.hasMetadataOf(t) })
	if len(ours) != 1 {
		return plan, f.ambiguous(plan, all, len(ours))
	}
	made := plan.with(ours[0])
	if isFailed(ours[0].Status) {
		return made, diag.Diagnostics{diag.NewWarningDiagnostic("The transaction exists, and it is FAILED", f.text(
			anotherTransaction(f.seed), "An earlier attempt created this transaction, and CPN does not repeat its response. State has it:\n\n"+listed(ours)))}
	}
	return made, diag.Diagnostics{diag.NewWarningDiagnostic("The transaction was found among the payment's", f.text(
		"Compare it with the payment before you sign anything.",
		"An earlier attempt created this transaction, and CPN does not repeat its response. It is the payment's only one with the configured metadata:\n\n"+
			listed(ours)))}
}

// anotherTransaction says how to create another one than that of this id.
func anotherTransaction(s seed) string {
	if s.made {
		return "To create another transaction, run `terraform apply -replace=ADDRESS`."
	}
	return "To create another transaction, change `id`, then run `terraform apply`."
}

// ambiguous explains that the payment has several transactions that may be ours, or
// none that seems to be.
func (f failure) ambiguous(plan transactionModel, all []cpn.Transaction, ours int) diag.Diagnostics {
	block := f.importBlock(plan, "TRANSACTION_ID")
	return f.error("The transaction exists, and cannot be told from others", "Do not sign yet.\n"+steps(
		"Ask Circle support, with the idempotency key below, which transaction is this resource's.", f.removeFirst(),
		"Set metadata to that of the transaction, add this import block, and run `terraform apply`:")+"\n\n"+block,
		fmt.Sprintf("An earlier attempt created a transaction, and CPN does not repeat its response. %d of the payment's transactions have the configured "+
			"metadata. All of them:\n\n%s", ours, listed(all)))
}

// explain implements [creator]: where another transaction is in the way, it shows
// that one and how to adopt it.
func (*transactionResource) explain(ctx context.Context, client *cpn.Client, plan transactionModel, f failure) diag.Diagnostics {
	if f.err.Code != cpn.CodeActiveTransactionExists {
		return f.diagnostics()
	}
	active, err := transactionsOf(ctx, client, plan, isActive)
	if err != nil || len(active) != 1 {
		return f.diagnostics()
	}
	return f.inTheWay(plan, active[0])
}

// inTheWay explains that the payment has an active transaction, and how to manage it.
func (f failure) inTheWay(plan transactionModel, active cpn.Transaction) diag.Diagnostics {
	metadata := ""
	if active.Metadata != nil && !plan.hasMetadataOf(active) {
		metadata = "Set metadata to the value above."
	}
	exists := f.nothing()
	if f.err.Outcome == cpn.OutcomeUnknown {
		exists = "It may be the one that an earlier attempt of this resource created."
	}
	return f.error("The payment already has an active transaction",
		"Do not sign yet. The active transaction:\n\n"+listed([]cpn.Transaction{active}),
		"To manage it here:\n"+steps(f.removeFirst(), metadata, "Add this import block and run `terraform apply`:")+"\n\n"+f.importBlock(plan, active.ID),
		signing(active), exists, f.err.Error()+".")
}

// removeFirst takes an unfinished object out of the way: Terraform ignores an import
// block for an address in state.
func (f failure) removeFirst() string {
	if f.seed.made && f.err.Outcome != cpn.OutcomeNothing {
		return "Save this message, then run `terraform state rm ADDRESS`."
	}
	return ""
}

// importBlock adopts a transaction. Terraform does not wrap lines that start with a space.
func (failure) importBlock(plan transactionModel, transactionID string) string {
	return fmt.Sprintf("  import {\n    to = ADDRESS\n    id = \"%s/%s\"\n  }", plan.PaymentID.ValueString(), cpn.Printable(transactionID))
}

// signing says what may be done with a transaction by its status.
func signing(t cpn.Transaction) string {
	if t.Status != nil && *t.Status == cpn.StatusCreated {
		return "Its status is CREATED: compare it with the payment, then sign and submit it."
	}
	return fmt.Sprintf("Its status is %s: do not sign it again.", orUnknown(types.StringPointerValue(t.Status)))
}

// listed describes transactions. Terraform does not wrap lines that start with a space.
func listed(transactions []cpn.Transaction) string {
	show := cpn.Comparable
	if len(transactions) > 1 {
		show = cpn.Printable
	}
	var blocks []string
	for _, t := range transactions {
		amount := amountOf(amountObject(t.Amount))
		blocks = append(blocks, fmt.Sprintf("  transaction_id: %s\n  status:         %s\n  amount:         %s %s\n  destination:    %s\n  blockchain:     %s\n"+
			"  expire_date:    %s\n  metadata:       %s",
			cpn.Printable(t.ID), told(t.Status), orUnknown(amount.amount), orUnknown(amount.currency), told(t.DestinationAddress), told(t.Blockchain),
			told(t.ExpireDate), show(jsonText(t.Metadata))))
	}
	if len(blocks) == 0 {
		return "  none"
	}
	return strings.Join(blocks, "\n\n")
}

// told renders what CPN has told for a sentence.
func told(text *string) string { return orUnknown(types.StringPointerValue(text)) }

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
