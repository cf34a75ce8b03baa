// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package report

import (
	"github.com/hashicorp/terraform-plugin-framework/diag"

	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/cpn"
)

// Failed explains that the transaction is FAILED, and why.
func (s Submission) Failed(reason, hash string) diag.Diagnostics {
	why := failureReason(reason)
	if hash != "" {
		hash = " " + cpn.Printable(hash) // the label is as long as labels are wide
	}
	return diag.Diagnostics{message{
		summary: "The transaction FAILED: " + shortened(orUnknown(reason)), never: "Do not sign this transaction again.",
		do:     []string{why.Remedy, "To create another transaction, omit the old signature and change `id` of cpn_transaction."},
		exists: why.Meaning, evidence: lines(s.ids(), labeled("transaction_hash", hash)), topic: topicTransactionFailed,
	}.error()}
}

// FailureReason is why a transaction is FAILED.
type FailureReason struct {
	Name    string // CPN's
	Meaning string // what happened, in a sentence
	Remedy  string // what to do, in sentences
}

// FailureReasons lists every reason that CPN documents. Messages and documentation both
// read the list. How another transaction is created, the message says that names a reason.
func FailureReasons() []FailureReason {
	return []FailureReason{
		{
			"CPN_PAYMENT_EXPIRED", "The payment expired before the transaction was complete.",
			"Check the payment and its refunds first. Then get a new quote, create a new payment, and use its payment_id.",
		},
		{
			"SIGNED_TRANSACTION_EXPIRED", "The signed transaction expired before CPN broadcast it.",
			"Create another transaction, then sign and submit it at once. On Solana, there is about one minute for it.",
		},
		{"NONCE_TOO_LOW", "The blockchain had a transaction with the same nonce, or a later one.", checkChain},
		{"INSUFFICIENT_TOKEN_BALANCE", "The sender wallet did not hold enough of the token.", "Fund the wallet, then create another transaction."},
		{"INSUFFICIENT_GAS_BALANCE", "The wallet with which CPN broadcasts could not pay for gas.", notYours},
		{"GAS_PRICE_TOO_LOW", "The gas price that CPN offered was too low for the blockchain.", notYours},
		{"OUT_OF_GAS", "The transaction used all of its gas before it was complete.", notYours},
		{"TX_REPLACEMENT_FAILED", "The blockchain kept another transaction with the same nonce.", checkChain},
		{"SOL_TX_ALREADY_IN_CACHE", "Solana had received the same signed transaction before.", checkChain},
		{"TX_ALREADY_CONFIRMED", "The blockchain had confirmed the same signed transaction before.", checkChain},
		{
			"FAILED_ONCHAIN", "The blockchain executed the transaction, which failed.",
			"Look up transaction_hash in a block explorer for the cause. Check the balance of the wallet, and on EVM chains its allowance for Permit2. " +
				"Then create another transaction.",
		},
		{
			"SOL_BLOCKHASH_EXPIRED", "The signed transaction reached Solana too late: its blockhash had expired.",
			"Create another transaction, then sign and submit it within a minute.",
		},
		{
			"TRANSACTION_EXPIRED", "The transaction passed its expire_date.",
			"Create another transaction, then sign and submit it before its expire_date.",
		},
	}
}

// notYours is about what CPN chooses and pays for when it broadcasts a transaction.
const notYours = "Create another transaction. If it fails for the same reason, ask Circle support: CPN pays for gas, and chooses how much."

// checkChain keeps a payment from being paid twice.
const checkChain = "Before you create another transaction, check the wallet in a block explorer. If it has paid, do not pay again: " +
	"ask Circle support."

// failureReason returns what is known of a reason. CPN may have new ones, or name none.
func failureReason(name string) FailureReason {
	for _, r := range FailureReasons() {
		if r.Name == name {
			return r
		}
	}
	return FailureReason{name, "This version of the provider does not know the reason.", checkChain}
}
