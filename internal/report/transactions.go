// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package report

import (
	"fmt"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/diag"

	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/cpn"
)

// Transaction is what an operator compares of a transaction. "" is not known.
type Transaction struct {
	ID, Status, Amount, Currency, Destination, Blockchain, ExpireDate string
	Metadata                                                          string // JSON
}

// Found warns that a create which CPN only calls processed is this transaction.
func (f Failure) Found(t Transaction) diag.Diagnostics {
	const earlier = "An earlier attempt created this transaction, and CPN does not repeat its response. "
	if t.Status == cpn.StatusFailed {
		return f.warning("The transaction exists, and it is FAILED", f.another(), earlier+"State has it:\n\n"+listed(t))
	}
	return f.warning("The transaction was found among the payment's", signing(t),
		earlier+"It is the payment's only one with the configured metadata:\n\n"+listed(t))
}

// another says how to create another transaction than that of this id.
func (f Failure) another() string {
	if f.Generated {
		return "To create another transaction, run `terraform apply -replace=ADDRESS`."
	}
	return "To create another transaction, change `id`, then run `terraform apply`."
}

// NotLookedUp explains that a transaction exists, and that the payment's transactions
// could not be read. Another error says why.
func (f Failure) NotLookedUp() diag.Diagnostics {
	return f.error("The transaction exists, and could not be looked up", f.again(),
		"An earlier attempt created the transaction, and CPN does not repeat its response. The other error says why the payment's transactions could "+
			"not be read.")
}

// Ambiguous explains that the payment has several transactions that may be ours, or
// none that seems to be: ours is how many have the configured metadata.
func (f Failure) Ambiguous(all []Transaction, ours int) diag.Diagnostics {
	return f.error("The transaction exists, and cannot be told from others", "Do not sign yet.\n"+steps(
		"Ask Circle support, with the idempotency key below, which transaction is this resource's.", f.removeFirst(), adoptOther, removeBlock)+
		"\n\n"+f.importBlock("TRANSACTION_ID"),
		fmt.Sprintf("An earlier attempt created a transaction, and CPN does not repeat its response. %d of the payment's transactions have the configured "+
			"metadata. All of them:\n\n%s", ours, listed(all...)))
}

const (
	adoptOther  = "Set metadata to that of the transaction, which the data source cpn_transaction shows, add the import block below, and run `terraform apply`."
	removeBlock = "Remove the import block."
)

// ActiveTransaction explains that the payment has an active transaction, and how to
// manage it. otherMetadata says that its metadata is not what is configured.
func (f Failure) ActiveTransaction(active Transaction, otherMetadata bool) diag.Diagnostics {
	metadata, origin := "", f.nothing()
	if f.Err.Outcome == cpn.OutcomeUnknown {
		origin = "It may be the one that an earlier attempt of this resource created."
	}
	if otherMetadata {
		metadata = "Set metadata to the value above, where \"(as you have it)\" stands for your own."
		origin = sentences(origin, "Its metadata is not what is configured: it may be this resource's previous one, or somebody else's. Find out before anybody signs it.")
	}
	return f.error(paymentHasOne,
		"Do not sign yet. The active transaction:\n\n"+listed(active),
		"To manage it here:\n"+steps(f.removeFirst(), metadata, "Add this import block and run `terraform apply`.", removeBlock)+"\n\n"+f.importBlock(active.ID),
		origin, signing(active), f.Err.Error()+".")
}

const paymentHasOne = "The payment already has an active transaction"

// UnknownActiveTransaction explains the same where that transaction could not be read.
func (f Failure) UnknownActiveTransaction() diag.Diagnostics {
	return f.error(paymentHasOne, "Do not sign yet. To manage the active transaction here:\n"+steps(
		"Find its ID with the data source cpn_payment, or ask Circle support.", f.removeFirst(), adoptOther, removeBlock)+"\n\n"+f.importBlock("TRANSACTION_ID"),
		"Which one it is could not be told from the payment's transactions.", f.Err.Error()+".")
}

// removeFirst takes an unfinished object out of the way: Terraform ignores an import
// block for an address in state.
func (f Failure) removeFirst() string {
	if f.Generated && f.Err.Outcome != cpn.OutcomeNothing {
		return "Save this message, then run `terraform state rm ADDRESS`."
	}
	return ""
}

// signing says what may be done with a transaction by its status.
func signing(t Transaction) string {
	if t.Status == cpn.StatusCreated {
		return "Its status is CREATED. Before you sign it, compare it with the payment, and make sure that nobody else signs it."
	}
	return fmt.Sprintf("Its status is %s: do not sign it again.", orUnknown(t.Status))
}

// listed describes transactions. Terraform does not wrap lines that start with a space.
func listed(transactions ...Transaction) string {
	show := cpn.Comparable
	if len(transactions) > 1 {
		show = cpn.Printable
	}
	var blocks []string
	for _, t := range transactions {
		blocks = append(blocks, fmt.Sprintf("  transaction_id: %s\n  status:         %s\n  amount:         %s %s\n  destination:    %s\n  blockchain:     %s\n"+
			"  expire_date:    %s\n  metadata:       %s",
			cpn.Printable(t.ID), orUnknown(t.Status), orUnknown(t.Amount), orUnknown(t.Currency), orUnknown(t.Destination), orUnknown(t.Blockchain),
			orUnknown(t.ExpireDate), show(t.Metadata)))
	}
	if len(blocks) == 0 {
		return "  none"
	}
	return strings.Join(blocks, "\n\n")
}
