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
	Name   string // CPN's
	Text   string // what to do, in sentences
}

// Remedies lists every error that CPN documents for the calls of this provider.
// Messages and documentation both read it.
func Remedies() []Remedy {
	return []Remedy{
		{http.StatusInternalServerError, cpn.CodeUnknown, "UNKNOWN_ERROR", "CPN failed. " + tryLater},
		{http.StatusBadRequest, cpn.CodeParameterMissing, "API_PARAMETER_MISSING", "Correct the input that CPN names."},
		{http.StatusBadRequest, cpn.CodeParameterInvalid, "API_PARAMETER_INVALID", "Correct the input that CPN names."},
		{http.StatusNotFound, cpn.CodeParameterInvalid, "RESOURCE_NOT_FOUND", "Check payment_id, and that the API key is for its environment. " +
			"Check base_url when it has a path."},
		{http.StatusForbidden, cpn.CodeForbidden, "FORBIDDEN", "Check the API key's permissions, and whether its IP allowlist has this machine's address."},
		{http.StatusUnauthorized, cpn.CodeUnauthorized, "UNAUTHORIZED", checkKey},
		{http.StatusUnauthorized, cpn.CodeUnauthorizedHTTP, "UNAUTHORIZED", checkKey},
		{http.StatusTooManyRequests, cpn.CodeTooManyRequests, "TOO_MANY_REQUESTS", slowDown},
		{http.StatusBadRequest, cpn.CodeInvalidTenancy, "INVALID_TENANCY_ENV", "The API key is for the other environment than the payment. " +
			"Use a key of the payment's environment, and set environment so that a mix-up is refused before any request."},
		{http.StatusConflict, cpn.CodeAlreadyProcessed, "IDEMPOTENCY_KEY_ALREADY_PROCESSED", "An earlier attempt went through: the object exists."},
		{http.StatusBadRequest, cpn.CodeActiveTransactionExists, "ACTIVE_TRANSACTION_ALREADY_EXISTS", "The payment has a transaction that is not FAILED. " +
			"Find it with the data source cpn_payment, and import it. Sign nothing before you have compared it with the payment."},
		{http.StatusBadRequest, cpn.CodeBlockchainUnsupported, "BLOCKCHAIN_UNSUPPORTED", "Make the payment with the blockchain of its quote."},
		{http.StatusBadRequest, cpn.CodeInvalidPaymentStatus, "INVALID_PAYMENT_STATUS", "The payment must be in CRYPTO_FUNDS_PENDING to get a transaction. " +
			"Check the payment's status."},
		{http.StatusBadRequest, cpn.CodePaymentNotFound, "PAYMENT_NOT_FOUND", "Check payment_id, and that the API key is for the payment's environment."},
		{http.StatusBadRequest, cpn.CodeTransactionNotFound, "TRANSACTION_NOT_FOUND", "Check the transaction's ID, that it belongs to this payment, and that the " +
			"API key is for its environment."},
		{http.StatusBadRequest, cpn.CodePaymentExpired, "PAYMENT_EXPIRED", "The payment has expired. First check its transactions and refunds. " +
			"Then get a new quote, create a new payment, and use its payment_id."},
		{http.StatusBadRequest, cpn.CodeSanctionedWallet, "SANCTIONED_WALLET_ADDRESS", "The wallet address is sanctioned. Do not try again; talk to your compliance team."},
		{http.StatusBadRequest, cpn.CodeCrossChainUnsupported, "CROSS_CHAIN_UNSUPPORTED", "Sender and receiver must be on one blockchain. Make the payment with a quote for it."},
		{http.StatusBadRequest, cpn.CodeOnchainAccountInvalid, "ONCHAIN_ACCOUNT_INVALID", "Check the payment's wallet addresses."},
		{http.StatusBadRequest, cpn.CodeTicketReferenceRequired, "TICKET_REFERENCE_REQUIRED", "An escalation needs the original ticket. Name it in description, " +
			"or choose another issue_type."},
		{http.StatusNotFound, cpn.CodeOriginalTicketNotFound, "ORIGINAL_TICKET_NOT_FOUND", "CPN does not know the original ticket. Check its case number, " +
			"and that it is about this payment."},
		{http.StatusBadRequest, cpn.CodeInvalidIssueType, "INVALID_SUPPORT_TICKET_ISSUE_TYPE", "This issue_type is not allowed for your institution. Choose another."},
		{http.StatusNotFound, cpn.CodePaymentNotFoundForTicket, "PAYMENT_NOT_FOUND_FOR_TICKET", "Check payment_id, and that the API key is for the payment's environment."},
		{http.StatusInternalServerError, cpn.CodeTicketCreationFailed, "TICKET_CREATION_FAILED", "CPN's ticket system failed. " + tryLater},
		{http.StatusInternalServerError, cpn.CodeTicketServiceFailed, "TICKET_SERVICE_FAILED", "CPN's ticket system failed. " + tryLater},
		{http.StatusInternalServerError, cpn.CodeFullNodeUnavailable, "FULL_NODE_SERVICE_UNAVAILABLE", "CPN cannot reach the blockchain. " + tryLater},
	}
}

const (
	tryLater = "Try again in a few minutes."
	slowDown = "Slow down: run Terraform with a lower -parallelism, or later."
	checkKey = "Check the API key: all three parts, not revoked, and of the right environment."
)

// remedyFor returns what helps against an error. Where CPN does not say which
// error it is, the HTTP status decides.
func remedyFor(e *cpn.Error) string {
	for _, r := range Remedies() {
		if r.Code == e.Code && r.Status == e.StatusCode && e.Envelope {
			return r.Text
		}
	}
	return remedyForStatus(e)
}

// isLasting reports whether CPN will reject the same request for ever.
func isLasting(e *cpn.Error) bool {
	switch e.Code {
	case cpn.CodePaymentExpired, cpn.CodeSanctionedWallet, cpn.CodeBlockchainUnsupported, cpn.CodeCrossChainUnsupported,
		cpn.CodeOnchainAccountInvalid, cpn.CodeTicketReferenceRequired, cpn.CodeInvalidIssueType, cpn.CodeParameterMissing:
		return true
	case cpn.CodeParameterInvalid:
		return e.StatusCode == http.StatusBadRequest
	default:
		return false
	}
}

// remedyForStatus returns what helps when CPN's code is not known here.
func remedyForStatus(e *cpn.Error) string {
	switch {
	case e.StatusCode >= 300 && e.StatusCode < 400:
		return "Set base_url to the address that answers without a redirect."
	case e.StatusCode == http.StatusUnauthorized:
		return checkKey
	case e.StatusCode == http.StatusForbidden:
		return "Check the API key's permissions and IP allowlist, and that no proxy or firewall answered in CPN's place."
	case e.StatusCode == http.StatusTooManyRequests:
		return slowDown
	case e.StatusCode >= http.StatusInternalServerError:
		return tryLater
	case !e.Envelope:
		return "Check base_url, and what stands between this machine and CPN."
	default:
		return "This version of the provider does not know the error. Give Circle support the request ID."
	}
}
