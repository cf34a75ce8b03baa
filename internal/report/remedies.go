// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package report

import (
	"net/http"

	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/cpn"
)

// Remedy is what helps against one of CPN's errors.
type Remedy struct {
	Status int // HTTP
	Code   cpn.Code
	Name   string // CPN's, "" where it is not published
	Text   string // what to do, in imperatives
	Fix    fix
}

// fix says what has to change before CPN accepts the same call.
type fix int

const (
	fixElsewhere  fix = iota // time, permissions or the payment's status
	fixInput                 // an input: CPN rejects the same request forever
	fixInputOrKey            // an input, or else the API key or its environment
	fixPayment               // the payment: another one must take its place
	fixNothing               // nothing helps
)

// Remedies lists every error that CPN documents for the calls of this provider.
// Messages and documentation both read it.
func Remedies() []Remedy {
	return []Remedy{
		{http.StatusInternalServerError, -1, "UNKNOWN_ERROR", tryLater, fixElsewhere},
		{http.StatusBadRequest, 1, "API_PARAMETER_MISSING", correctInput, fixInput},
		{http.StatusBadRequest, 2, "API_PARAMETER_INVALID", correctInput, fixInput},
		{http.StatusNotFound, 2, "RESOURCE_NOT_FOUND", "Check payment_id, the environment of the API key, and any path in base_url.", fixInputOrKey},
		{http.StatusForbidden, 3, "FORBIDDEN", "Check the permissions and the IP allowlist of the API key.", fixElsewhere},
		{http.StatusUnauthorized, 4, "UNAUTHORIZED", checkKey, fixElsewhere},
		{http.StatusUnauthorized, 401, "UNAUTHORIZED", checkKey, fixElsewhere},
		{http.StatusTooManyRequests, 429, "TOO_MANY_REQUESTS", slowDown, fixElsewhere},
		{http.StatusBadRequest, 290000, "INVALID_TENANCY_ENV", useEnvironment, fixElsewhere},
		{http.StatusBadRequest, 2900000, "INVALID_TENANCY_ENV", useEnvironment, fixElsewhere},
		{http.StatusConflict, cpn.CodeAlreadyProcessed, "IDEMPOTENCY_KEY_ALREADY_PROCESSED", "Run `terraform apply`: an earlier attempt succeeded.", fixElsewhere},
		{http.StatusBadRequest, cpn.CodeActiveTransactionExists, "ACTIVE_TRANSACTION_ALREADY_EXISTS", importActive, fixInput},
		{http.StatusBadRequest, cpn.CodeTransactionAwaitsSignature, "", importActive, fixInput},
		{http.StatusBadRequest, 290301, "BLOCKCHAIN_UNSUPPORTED", sameBlockchain, fixPayment},
		{http.StatusBadRequest, 290323, "BLOCKCHAIN_UNSUPPORTED", sameBlockchain, fixPayment},
		{http.StatusBadRequest, 290302, "BLOCKCHAIN_UNSUPPORTED_FOR_V2", "Request a quote on another blockchain, create a payment " +
			"from it, and set payment_id.", fixPayment},
		{http.StatusBadRequest, cpn.CodeIncompatibleQuote, "INCOMPATIBLE_QUOTE", "Request a quote with `transactionVersion: VERSION_2`, create a payment " +
			"from it, and set payment_id.", fixPayment},
		{http.StatusBadRequest, 290337, "PAYMENT_MISSING_BLOCKCHAIN_ADDRESS", "Create a payment with `senderAddress`, " +
			"the wallet that pays, and set payment_id.", fixPayment},
		{http.StatusBadRequest, 290304, "INVALID_PAYMENT_STATUS", "Check that the payment is in CRYPTO_FUNDS_PENDING.", fixElsewhere},
		{http.StatusBadRequest, cpn.CodePaymentNotFound, "PAYMENT_NOT_FOUND", checkPayment, fixInputOrKey},
		{http.StatusBadRequest, cpn.CodeTransactionNotFound, "TRANSACTION_NOT_FOUND", "Check the transaction's ID, its payment, and the environment of the API key.", fixInputOrKey},
		{http.StatusBadRequest, 290308, "PAYMENT_EXPIRED", "Check the expired payment's transactions and refunds, then create a payment " +
			"from a new quote, and use its payment_id.", fixPayment},
		{http.StatusBadRequest, 290322, "SANCTIONED_WALLET_ADDRESS", "Do not retry: the wallet address is sanctioned. Contact your compliance team.", fixNothing},
		{http.StatusBadRequest, 290324, "CROSS_CHAIN_UNSUPPORTED", "Create a payment whose sender and recipient use the same blockchain.", fixPayment},
		{http.StatusBadRequest, 290332, "ONCHAIN_ACCOUNT_INVALID", "Initialize and fund the payment's account on Solana.", fixElsewhere},
		{http.StatusBadRequest, 290600, "TICKET_REFERENCE_REQUIRED", "Name the original ticket in description, or choose another issue_type.", fixInput},
		{http.StatusNotFound, 290601, "ORIGINAL_TICKET_NOT_FOUND", "Check the original ticket's case number, and that it belongs to this payment.", fixInputOrKey},
		{http.StatusBadRequest, 290602, "INVALID_SUPPORT_TICKET_ISSUE_TYPE", "Choose an issue_type that your institution may use.", fixInput},
		{http.StatusNotFound, 290603, "PAYMENT_NOT_FOUND_FOR_TICKET", checkPayment, fixInputOrKey},
		{http.StatusInternalServerError, 290604, "SUPPORT_TICKET_SALESFORCE_CREATION_FAILED", tryLater, fixElsewhere},
		{http.StatusInternalServerError, 290605, "SUPPORT_TICKET_BFI_CREATION_FAILED", tryLater, fixElsewhere},
		{http.StatusInternalServerError, 290317, "FULL_NODE_SERVICE_UNAVAILABLE", tryLater, fixElsewhere},
	}
}

const (
	tryLater     = "Wait a few minutes, then try again."
	slowDown     = "Run Terraform later, or with a lower `-parallelism`."
	checkKey     = "Check that the API key has three parts, is not revoked, and is for the right environment."
	checkPayment = "Check payment_id and the environment of the API key."
	checkNetwork = "Check the network, proxy settings and base_url."
	correctInput = "Correct the input that CPN names."

	useEnvironment = "Use an API key for the payment's environment."
	sameBlockchain = "Create the payment with the blockchain of its quote."
	importActive   = "Do not sign before you compare the payment with its active transaction (data source cpn_payment). Import that transaction."
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
		rejected(290309, "SIGNED_TRANSACTION_EXPIRED", createAnother+" On Solana, there is about one minute for it."),
		rejected(cpn.CodeNonceTooLow, "NONCE_TOO_LOW", noRawTransaction),
		rejected(cpn.CodePayloadMismatch, "SIGNED_TRANSACTION_PAYLOAD_MISMATCH", "Check the signed message: it is not the message of this transaction. "+
			signUnchanged),
		rejected(290312, "INSUFFICIENT_TOKEN_BALANCE", "Fund the wallet in sender_address with the token of the payment. "+sameSignature),
		rejected(290313, "INSUFFICIENT_GAS_BALANCE", noRawTransaction),
		rejected(290314, "PAYMENT_ID_MISMATCH", "Check the signed message: it is for another payment. "+signUnchanged),
		rejected(290315, "GAS_PRICE_TOO_LOW", noRawTransaction),
		rejected(cpn.CodeNonceMismatch, "NONCE_MISMATCH", noRawTransaction),
		rejected(cpn.CodePaymentRefIDOnchain, "PAYMENT_REF_ID_ONCHAIN", "Do not sign or submit again: the payment may have been carried out on the blockchain. "+
			readThenAsk),
		rejected(290319, "OUT_OF_GAS", noRawTransaction),
		rejected(cpn.CodeNonceAlreadyUsed, "NONCE_ALREADY_USED", noRawTransaction),
		rejected(cpn.CodeInvalidSignature, "INVALID_TRANSACTION_SIGNATURE", checkSigner),
		rejected(cpn.CodeInvalidSignedTransaction, "INVALID_SIGNED_TX", "Check how signed_transaction is encoded: on EVM chains the signature as hex with 0x, "+
			"on Solana the partially signed transaction as base64. Pass the wallet's result unchanged."),
		rejected(290328, "ONCHAIN_ACCOUNT_NOT_FOUND", "Initialize the Solana account of the wallet. Then sign and submit again."),
		rejected(290329, "TRANSACTION_EXPIRED", createAnother+" This transaction has passed its expire_date."),
		rejected(cpn.CodeBroadcastingInProgress, "BROADCASTING_IN_PROGRESS", submittedBefore),
		rejected(290334, "NONCE_TOO_HIGH", noRawTransaction),
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

// remedyFor returns what helps against an error. own are the errors of the call alone. If CPN
// does not say which error it is, the HTTP status decides.
func remedyFor(e *cpn.Error, own ...Remedy) Remedy {
	for _, r := range append(own, Remedies()...) {
		if r.Code == e.Code && r.Status == e.StatusCode {
			return r
		}
	}
	return Remedy{Text: remedyForStatus(e)}
}

// remedyForStatus returns what helps when CPN's code is not known here.
func remedyForStatus(e *cpn.Error) string {
	switch {
	case e.StatusCode >= 300 && e.StatusCode < 400:
		return "Set base_url to an address that responds without a redirect."
	case e.StatusCode == http.StatusUnauthorized:
		return checkKey
	case e.StatusCode == http.StatusForbidden:
		return "Check the proxy, firewall, API key permissions and IP allowlist."
	case e.StatusCode == http.StatusTooManyRequests:
		return slowDown
	case e.StatusCode >= http.StatusInternalServerError:
		return tryLater
	case e.Code == 0:
		return "Check base_url, and any proxy between this machine and CPN."
	default:
		return "Send Circle support the request ID of this unknown error."
	}
}
