// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package report

import (
	"fmt"

	"github.com/hashicorp/terraform-plugin-framework/diag"

	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/cpn"
)

// Transaction is what an operator compares of a transaction. "" is not known.
type Transaction struct {
	ID, Status, Amount, Currency, Destination, Blockchain, ExpireDate string
	Metadata                                                          string // how it compares with what is configured: no message shows either
}

// MetadataDiffers is the Metadata of a [Transaction] that has another one than is configured.
const MetadataDiffers = "not as configured"

const (
	paymentHasOne        = "The payment already has an active transaction"
	addImport            = "Add the import block below and run `terraform apply`."
	importWithout        = "Add the import block below, omit any metadata, and run `terraform apply`." // an import adopts it
	compareBeforeSigning = "Before you sign the transaction, compare it with the payment, and ensure that nobody else signs it."
)

// ActiveTransaction explains that the payment has an active transaction, and how to
// manage it.
func (f Failure) ActiveTransaction(active Transaction) diag.Diagnostics {
	m := message{
		summary: paymentHasOne, never: notAgain(active.Status), do: adopt(addImport), block: f.importBlock(active.ID), exists: f.nothing(),
		evidence: paragraphs(listed(active), f.evidence()), topic: topicActiveTransaction,
	}
	if active.Status == cpn.StatusCreated {
		m.never, m.cause = "Do not sign yet.", compareBeforeSigning
	}
	m.never += " To manage the transaction here:" // not everybody wants to
	switch {
	case active.Metadata == MetadataDiffers:
		m.do, m.exists = adopt(importWithout), "Its metadata differs, so it may belong to somebody else: see data source cpn_transaction."
	case f.Err.Outcome == cpn.OutcomeUnknown:
		m.exists = "An earlier attempt of this resource may have created it."
	}
	return diag.Diagnostics{m.error()}
}

// UnknownActiveTransaction explains the same if that transaction could not be read.
func (f Failure) UnknownActiveTransaction() diag.Diagnostics {
	m := f.importUnknown(topicActiveTransaction, paymentHasOne, "Find the transaction's ID with the data source cpn_payment, or ask Circle support.")
	m.cause = "The provider could not tell which transaction is active."
	return diag.Diagnostics{m.error()}
}

// importUnknown is about a transaction to import that the operator has to find.
func (f Failure) importUnknown(about topic, summary, find string) message {
	return message{
		summary: summary, never: "Do not sign yet.", do: append([]string{find}, adopt(importWithout)...), block: f.importBlock("TRANSACTION_ID"),
		evidence: f.evidence(), topic: about,
	}
}

// adopt are the steps of an import, of which add is the first.
func adopt(add string) []string { return []string{add, "Remove the import block."} }

// importBlock adopts a transaction.
func (f Failure) importBlock(transactionID string) string {
	return fmt.Sprintf("  import {\n    to = ADDRESS # the address in the line \"with …\"\n    id = \"%s/%s\"\n  }", f.PaymentID, cpn.Printable(transactionID))
}

// notAgain forbids to sign a transaction that does not wait for a signature.
func notAgain(status string) string {
	return fmt.Sprintf("Do not sign the transaction again: its status is %s.", orUnknown(status))
}

// listed describes transactions.
func listed(transactions ...Transaction) string {
	var blocks []string
	for _, t := range transactions {
		blocks = append(blocks, lines(
			labeled("transaction_id", cpn.Printable(t.ID)), labeled("status", orUnknown(t.Status)),
			labeled("amount", orUnknown(t.Amount)+" "+orUnknown(t.Currency)), labeled("destination", orUnknown(t.Destination)),
			labeled("blockchain", orUnknown(t.Blockchain)), labeled("expire_date", orUnknown(t.ExpireDate)), labeled("metadata", t.Metadata)))
	}
	if len(blocks) == 0 {
		return labeled("transactions", "none")
	}
	return paragraphs(blocks...)
}
