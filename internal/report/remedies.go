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
		{http.StatusInternalServerError, cpn.CodeUnknown, "UNKNOWN_ERROR", tryLater, fixElsewhere},
		{http.StatusBadRequest, cpn.CodeParameterMissing, "API_PARAMETER_MISSING", correctInput, fixInput},
		{http.StatusBadRequest, cpn.CodeParameterInvalid, "API_PARAMETER_INVALID", correctInput, fixInput},
		{http.StatusNotFound, cpn.CodeParameterInvalid, "RESOURCE_NOT_FOUND", "Check payment_id, the environment of the API key, and any path in base_url.", fixInputOrKey},
		{http.StatusForbidden, cpn.CodeForbidden, "FORBIDDEN", "Check the permissions and the IP allowlist of the API key.", fixElsewhere},
		{http.StatusUnauthorized, cpn.CodeUnauthorized, "UNAUTHORIZED", checkKey, fixElsewhere},
		{http.StatusUnauthorized, cpn.CodeUnauthorizedHTTP, "UNAUTHORIZED", checkKey, fixElsewhere},
		{http.StatusTooManyRequests, cpn.CodeTooManyRequests, "TOO_MANY_REQUESTS", slowDown, fixElsewhere},
		{http.StatusBadRequest, cpn.CodeInvalidTenancy, "INVALID_TENANCY_ENV", useEnvironment, fixElsewhere},
		{http.StatusBadRequest, cpn.CodeInvalidTenancy2900000, "INVALID_TENANCY_ENV", useEnvironment, fixElsewhere},
		{http.StatusConflict, cpn.CodeAlreadyProcessed, "IDEMPOTENCY_KEY_ALREADY_PROCESSED", "Run `terraform apply`: an earlier attempt succeeded.", fixElsewhere},
		{http.StatusBadRequest, cpn.CodeActiveTransactionExists, "ACTIVE_TRANSACTION_ALREADY_EXISTS", importActive, fixInput},
		{http.StatusBadRequest, cpn.CodeTransactionAwaitsSignature, "", importActive, fixInput},
		{http.StatusBadRequest, cpn.CodeBlockchainUnsupported, "BLOCKCHAIN_UNSUPPORTED", sameBlockchain, fixPayment},
		{http.StatusBadRequest, cpn.CodeBlockchainUnsupported290323, "BLOCKCHAIN_UNSUPPORTED", sameBlockchain, fixPayment},
		{http.StatusBadRequest, cpn.CodeBlockchainUnsupportedForV2, "BLOCKCHAIN_UNSUPPORTED_FOR_V2", "Request a quote on another blockchain, create a payment " +
			"from it, and set payment_id.", fixPayment},
		{http.StatusBadRequest, cpn.CodeIncompatibleQuote, "INCOMPATIBLE_QUOTE", "Request a quote with `transactionVersion: VERSION_2`, create a payment " +
			"from it, and set payment_id.", fixPayment},
		{http.StatusBadRequest, cpn.CodePaymentMissingBlockchainAddress, "PAYMENT_MISSING_BLOCKCHAIN_ADDRESS", "Create a payment with `senderAddress`, " +
			"the wallet that pays, and set payment_id.", fixPayment},
		{http.StatusBadRequest, cpn.CodeInvalidPaymentStatus, "INVALID_PAYMENT_STATUS", "Check that the payment is in CRYPTO_FUNDS_PENDING.", fixElsewhere},
		{http.StatusBadRequest, cpn.CodePaymentNotFound, "PAYMENT_NOT_FOUND", checkPayment, fixInputOrKey},
		{http.StatusBadRequest, cpn.CodeTransactionNotFound, "TRANSACTION_NOT_FOUND", "Check the transaction's ID, its payment, and the environment of the API key.", fixInputOrKey},
		{http.StatusBadRequest, cpn.CodePaymentExpired, "PAYMENT_EXPIRED", "Check the expired payment's transactions and refunds, then create a payment " +
			"from a new quote, and use its payment_id.", fixPayment},
		{http.StatusBadRequest, cpn.CodeSanctionedWallet, "SANCTIONED_WALLET_ADDRESS", "Do not retry: the wallet address is sanctioned. Contact your compliance team.", fixNothing},
		{http.StatusBadRequest, cpn.CodeCrossChainUnsupported, "CROSS_CHAIN_UNSUPPORTED", "Create a payment whose sender and recipient use the same blockchain.", fixPayment},
		{http.StatusBadRequest, cpn.CodeOnchainAccountInvalid, "ONCHAIN_ACCOUNT_INVALID", "Initialize and fund the payment's account on Solana.", fixElsewhere},
		{http.StatusBadRequest, cpn.CodeTicketReferenceRequired, "TICKET_REFERENCE_REQUIRED", "Name the original ticket in description, or choose another issue_type.", fixInput},
		{http.StatusNotFound, cpn.CodeOriginalTicketNotFound, "ORIGINAL_TICKET_NOT_FOUND", "Check the original ticket's case number, and that it belongs to this payment.", fixInputOrKey},
		{http.StatusBadRequest, cpn.CodeInvalidIssueType, "INVALID_SUPPORT_TICKET_ISSUE_TYPE", "Choose an issue_type that your institution may use.", fixInput},
		{http.StatusNotFound, cpn.CodePaymentNotFoundForTicket, "PAYMENT_NOT_FOUND_FOR_TICKET", checkPayment, fixInputOrKey},
		{http.StatusInternalServerError, cpn.CodeTicketSalesforceCreationFailed, "SUPPORT_TICKET_SALESFORCE_CREATION_FAILED", tryLater, fixElsewhere},
		{http.StatusInternalServerError, cpn.CodeTicketBFICreationFailed, "SUPPORT_TICKET_BFI_CREATION_FAILED", tryLater, fixElsewhere},
		{http.StatusInternalServerError, cpn.CodeFullNodeUnavailable, "FULL_NODE_SERVICE_UNAVAILABLE", tryLater, fixElsewhere},
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

// remedyFor returns what helps against an error. If CPN does not say which error it is,
// the HTTP status decides.
func remedyFor(e *cpn.Error) Remedy {
	for _, r := range Remedies() {
		if r.Code == e.Code && r.Status == e.StatusCode && e.Envelope {
			return r
		}
	}
	return Remedy{Text: remedyForStatus(e)}
}

// summary is what a message about the error begins with: otherwise, or more.
func (r Remedy) summary(otherwise string) string {
	if r.Code == cpn.CodeIncompatibleQuote {
		return "The quote of this payment is not for VERSION_2"
	}
	return otherwise
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
	case !e.Envelope:
		return "Check base_url, and any proxy between this machine and CPN."
	default:
		return "Send Circle support the request ID of this unknown error."
	}
}
