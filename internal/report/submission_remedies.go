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
		rejected(cpn.CodeSignedTransactionExpired, "SIGNED_TRANSACTION_EXPIRED", createAnother+" On Solana, there is about one minute for it."),
		rejected(cpn.CodeNonceTooLow, "NONCE_TOO_LOW", noRawTransaction),
		rejected(cpn.CodePayloadMismatch, "SIGNED_TRANSACTION_PAYLOAD_MISMATCH", "Check the signed message: it is not the message of this transaction. "+
			signUnchanged),
		rejected(cpn.CodeInsufficientTokenBalance, "INSUFFICIENT_TOKEN_BALANCE", "Fund the wallet in sender_address with the token of the payment. "+sameSignature),
		rejected(cpn.CodeInsufficientGasBalance, "INSUFFICIENT_GAS_BALANCE", noRawTransaction),
		rejected(cpn.CodePaymentIDMismatch, "PAYMENT_ID_MISMATCH", "Check the signed message: it is for another payment. "+signUnchanged),
		rejected(cpn.CodeGasPriceTooLow, "GAS_PRICE_TOO_LOW", noRawTransaction),
		rejected(cpn.CodeNonceMismatch, "NONCE_MISMATCH", noRawTransaction),
		rejected(cpn.CodePaymentRefIDOnchain, "PAYMENT_REF_ID_ONCHAIN", "Do not sign or submit again: the payment may have been carried out on the blockchain. "+
			readThenAsk),
		rejected(cpn.CodeOutOfGas, "OUT_OF_GAS", noRawTransaction),
		rejected(cpn.CodeNonceAlreadyUsed, "NONCE_ALREADY_USED", noRawTransaction),
		rejected(cpn.CodeInvalidSignature, "INVALID_TRANSACTION_SIGNATURE", checkSigner),
		rejected(cpn.CodeInvalidSignedTransaction, "INVALID_SIGNED_TX", "Check how signed_transaction is encoded: on EVM chains the signature as hex with 0x, "+
			"on Solana the partially signed transaction as base64. Pass the wallet's result unchanged."),
		rejected(cpn.CodeOnchainAccountNotFound, "ONCHAIN_ACCOUNT_NOT_FOUND", "Initialize the Solana account of the wallet. Then sign and submit again."),
		rejected(cpn.CodeTransactionExpired, "TRANSACTION_EXPIRED", createAnother+" This transaction has passed its expire_date."),
		rejected(cpn.CodeBroadcastingInProgress, "BROADCASTING_IN_PROGRESS", submittedBefore),
		rejected(cpn.CodeNonceTooHigh, "NONCE_TOO_HIGH", noRawTransaction),
		rejected(cpn.CodeSignatureAccepted, "", submittedBefore),
		rejected(cpn.CodeSignatureNotVerified, "", checkSigner),
		rejected(cpn.CodeInsufficientAllowanceToPermit2, "INSUFFICIENT_ALLOWANCE_TO_PERMIT2", Submission{}.grant()+" "+sameSignature),
		rejected(cpn.CodePermit2NonceAlreadyUsed, "PERMIT2_NONCE_ALREADY_USED", "Do not sign or submit again: this transaction may have been carried out on the blockchain. "+
			readThenAsk),
	}
}

const (
	readFirst       = "Run `terraform apply` again: it reads the status first, and submits nothing twice."
	submittedBefore = "Do not sign again: the transaction was submitted before. " + readFirst
	readThenAsk     = "Run `terraform apply -refresh-only`. If the status stays CREATED, ask Circle support."
	createAnother   = "Run `terraform apply -refresh-only`. If the status is FAILED, change id of cpn_transaction, which creates another transaction. " +
		"Sign and submit the new message before it expires. If the status stays CREATED, ask Circle support."
	sameSignature = "Then run `terraform apply` with the same signature."
	signUnchanged = "Sign message_to_be_signed (on Solana, encoded_message_to_be_signed) as CPN returned it, and submit the result."
	checkSigner   = "Check that the wallet in sender_address signed. " + signUnchanged
	// noRawTransaction is about errors of transactions that the sender broadcasts. In V2, CPN
	// broadcasts: it chooses nonce and gas, and pays for it.
	noRawTransaction = "If signed_transaction is a raw transaction, set it to the signature of message_to_be_signed, and apply. " +
		"Otherwise, ask Circle support: CPN chooses nonce and gas."
)

// submissionRemedyFor returns what helps against an error of a submit.
func submissionRemedyFor(e *cpn.Error) string {
	for _, r := range SubmissionRemedies() {
		if r.Code == e.Code && r.Status == e.StatusCode && e.Envelope {
			return r.Text
		}
	}
	return remedyFor(e).Text
}
