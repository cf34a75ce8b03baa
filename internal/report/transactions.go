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
	m := message{
		summary: "The transaction exists; the provider found it by its metadata",
		exists:  "An earlier attempt created the transaction below. No other transaction of the payment has the configured metadata.",
		cause:   "CPN did not repeat its response.", evidence: append([]string{listed(t)}, f.evidence()...), topic: topicEarlier,
	}
	switch t.Status {
	case cpn.StatusFailed:
		m.summary, m.do = "The transaction exists with the status FAILED", []string{"To create another transaction, change `id`, then run `terraform apply`."}
	case cpn.StatusCreated:
		m.do = []string{compareBeforeSigning}
	default:
		m.never = notAgain(t)
	}
	return diag.Diagnostics{m.warning()}
}

// NotLookedUp explains that a transaction exists, and that the payment's transactions
// could not be read. Another error says why.
func (f Failure) NotLookedUp() diag.Diagnostics {
	return diag.Diagnostics{message{
		summary: "The transaction exists; the provider could not look it up",
		do:      f.again(), exists: "An earlier attempt created the transaction. CPN did not repeat its response.",
		cause: "The other error says why the payment's transactions could not be read.", evidence: f.evidence(), topic: topicAmbiguous,
	}.error()}
}

// Ambiguous explains that the payment has several transactions that may be ours, or
// none that seems to be: ours is how many have the configured metadata.
func (f Failure) Ambiguous(all []Transaction, ours int) diag.Diagnostics {
	return diag.Diagnostics{message{
		summary: "The transaction exists; the provider cannot tell which one it is",
		never:   "Do not sign yet.",
		do: append([]string{
			"Ask Circle support which transaction has the idempotency key below.",
			"Set metadata to that transaction's metadata.",
		}, adopt...),
		block: f.importBlock("TRANSACTION_ID"), exists: withMetadata(ours),
		evidence: append([]string{listed(all...)}, f.evidence()...), topic: topicAmbiguous,
	}.error()}
}

// withMetadata says how many transactions of the payment have the configured metadata.
func withMetadata(n int) string {
	if n == 0 {
		return "None of the payment's transactions has the configured metadata."
	}
	return fmt.Sprintf("%d of the payment's transactions have the configured metadata.", n)
}

// adopt are the last steps of every import.
var adopt = []string{"Add the import block below and run `terraform apply`.", "Remove the import block."}

// ActiveTransaction explains that the payment has an active transaction, and how to
// manage it. otherMetadata says that its metadata is not what is configured.
func (f Failure) ActiveTransaction(active Transaction, otherMetadata bool) diag.Diagnostics {
	m := message{
		summary: paymentHasOne, never: notAgain(active), block: f.importBlock(active.ID), exists: f.originOf(otherMetadata), evidence: append([]string{listed(active)}, f.evidence()...), topic: topicActiveTransaction,
	}
	if active.Status == cpn.StatusCreated {
		m.never, m.cause = "Do not sign yet.", compareBeforeSigning
	}
	metadata := ""
	if otherMetadata {
		metadata = "Set metadata to the value below."
		if strings.Contains(active.Metadata, Unchanged) {
			metadata = "Set metadata to the value below; keep the values shown as " + Unchanged + "."
		}
	}
	m.never += toManage
	m.do = append([]string{metadata}, adopt...)
	return diag.Diagnostics{m.error()}
}

// Unchanged stands for a value of metadata that is configured as it is at CPN. It may be
// sensitive.
const Unchanged = "(unchanged)"

// toManage leads to the steps of an import, which not everybody wants.
const toManage = " To manage the transaction here:"

const paymentHasOne = "The payment already has an active transaction"

// originOf says whose the active transaction may be.
func (f Failure) originOf(otherMetadata bool) string {
	switch {
	case otherMetadata:
		return "Its metadata differs, so the transaction may belong to somebody else."
	case f.Err.Outcome == cpn.OutcomeUnknown:
		return "An earlier attempt of this resource may have created it."
	default:
		return f.nothing()
	}
}

// UnknownActiveTransaction explains the same if that transaction could not be read.
func (f Failure) UnknownActiveTransaction() diag.Diagnostics {
	return diag.Diagnostics{message{
		summary: paymentHasOne, never: "Do not sign yet.",
		do: append([]string{
			"Find the transaction's ID with the data source cpn_payment, or ask Circle support.",
			"Set metadata to that transaction's metadata.",
		}, adopt...),
		block: f.importBlock("TRANSACTION_ID"), cause: "The provider could not tell which transaction is active.", evidence: f.evidence(), topic: topicActiveTransaction,
	}.error()}
}

const compareBeforeSigning = "Before you sign the transaction, compare it with the payment, and ensure that nobody else signs it."

// notAgain forbids to sign a transaction that does not wait for a signature.
func notAgain(t Transaction) string {
	return fmt.Sprintf("Do not sign the transaction again: its status is %s.", orUnknown(t.Status))
}

// importBlock adopts a transaction.
func (f Failure) importBlock(transactionID string) string {
	return fmt.Sprintf("  import {\n    to = ADDRESS # the address in the line \"with …\"\n    id = \"%s/%s\"\n  }", f.PaymentID, cpn.Printable(transactionID))
}

// listed describes transactions.
func listed(transactions ...Transaction) string {
	show := cpn.Comparable
	if len(transactions) > 1 {
		show = cpn.Printable
	}
	var blocks []string
	for _, t := range transactions {
		blocks = append(blocks, lines(
			labeled("transaction_id", cpn.Printable(t.ID)), labeled("status", orUnknown(t.Status)),
			labeled("amount", orUnknown(t.Amount)+" "+orUnknown(t.Currency)), labeled("destination", orUnknown(t.Destination)),
			labeled("blockchain", orUnknown(t.Blockchain)), labeled("expire_date", orUnknown(t.ExpireDate)), labeled("metadata", show(t.Metadata))))
	}
	if len(blocks) == 0 {
		return labeled("transactions", "none")
	}
	return strings.Join(blocks, "\n\n")
}
