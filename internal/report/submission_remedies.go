// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package report

import (
	"net/http"

	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/cpn"
)

// SubmissionRemedies lists the errors that CPN documents for the submit of a signed
// transaction alone. [Remedies] has those that other calls can meet too. Messages and
// documentation both read the list.
func SubmissionRemedies() []Remedy {
	rejected := func(code cpn.Code, name, text string) Remedy {
		return Remedy{http.StatusBadRequest, code, name, text, fixElsewhere}
	}
	return []Remedy{
		rejected(cpn.CodeInvalidTransactionStatus, "INVALID_TRANSACTION_STATUS_FOR_SUBMISSION", readFirst+" CPN accepts only a CREATED transaction."),
		rejected(cpn.CodeAlreadySubmitted, "SIGNED_TRANSACTION_SUBMITTED", submittedBefore),
		rejected(cpn.CodeSignedTransactionExpired, "SIGNED_TRANSACTION_EXPIRED", createAnother+
			" On Solana, a signed transaction expires after about one minute."),
		rejected(cpn.CodeNonceTooLow, "NONCE_TOO_LOW", signWith("the next nonce of the wallet")),
		rejected(cpn.CodePayloadMismatch, "SIGNED_TRANSACTION_PAYLOAD_MISMATCH", "Check the signed message: it is not the message of this transaction. "+
			signUnchanged),
		rejected(cpn.CodeInsufficientTokenBalance, "INSUFFICIENT_TOKEN_BALANCE", "Fund the wallet in sender_address with the token of the payment. Then run `terraform apply`."),
		rejected(cpn.CodeInsufficientGasBalance, "INSUFFICIENT_GAS_BALANCE", "Fund the wallet in sender_address, so that it can pay for gas. Then run `terraform apply`."),
		rejected(cpn.CodePaymentIDMismatch, "PAYMENT_ID_MISMATCH", "Check the signed message: it is for another payment. "+signUnchanged),
		rejected(cpn.CodeGasPriceTooLow, "GAS_PRICE_TOO_LOW", signWith("a higher gas price")),
		rejected(cpn.CodeNonceMismatch, "NONCE_MISMATCH", signWith("the nonce that this transaction needs")),
		rejected(cpn.CodePaymentRefIDOnchain, "PAYMENT_REF_ID_ONCHAIN", "Do not sign or submit again: the payment may have been broadcast outside CPN. "+
			"Send payment_id and transaction_id to Circle support for reconciliation."),
		rejected(cpn.CodeOutOfGas, "OUT_OF_GAS", signWith("a higher gas limit")),
		rejected(cpn.CodeNonceAlreadyUsed, "NONCE_ALREADY_USED", "Check the wallet for a transaction that has this nonce. If it has paid, do not sign again: ask Circle support. Otherwise, "+
			uncapitalized(signWith("an unused nonce"))),
		rejected(cpn.CodeInvalidSignature, "INVALID_TRANSACTION_SIGNATURE", "Check that the wallet in sender_address signed, and how. "+signUnchanged),
		rejected(cpn.CodeInvalidSignedTransaction, "INVALID_SIGNED_TX", "Check how signed_transaction is encoded: hex with 0x on EVM chains, base64 on Solana. "+
			"Pass the wallet's result unchanged."),
		rejected(cpn.CodeOnchainAccountNotFound, "ONCHAIN_ACCOUNT_NOT_FOUND", "Initialize the Solana account of the wallet. Then sign and submit again."),
		rejected(cpn.CodeTransactionExpired, "TRANSACTION_EXPIRED", createAnother+" This transaction has passed its expire_date."),
		rejected(cpn.CodeBroadcastingInProgress, "BROADCASTING_IN_PROGRESS", submittedBefore),
	}
}

const (
	readFirst       = "Run `terraform apply` again: it reads the status first, and submits nothing twice."
	submittedBefore = "Do not sign again: the transaction was submitted before. " + readFirst
	createAnother   = "Run `terraform apply -refresh-only`. If the status is FAILED, change id of cpn_transaction, which creates another transaction. " +
		"Sign and submit the new message before it expires. If the status stays CREATED, ask Circle support."
	signUnchanged = "Sign message_to_be_signed as CPN returned it, without encoding it again, and submit the result."
)

// signWith says to sign again, and what has to be different.
func signWith(what string) string {
	return "Sign the same message again with " + what + ", and submit the result."
}

// submissionRemedyFor returns what helps against an error of a submit.
func submissionRemedyFor(e *cpn.Error) string {
	for _, r := range SubmissionRemedies() {
		if r.Code == e.Code && r.Status == e.StatusCode && e.Envelope {
			return r.Text
		}
	}
	return remedyFor(e).Text
}
