// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package cpnfake

import (
	"maps"
	"net/http"
	"strconv"
)

// The error codes that the simulator itself has a reason for.
const (
	codeUnknown             = -1
	codeMissing             = 1
	codeInvalid             = 2
	codeUnauthorized        = 4
	codeConflict            = 290001
	codeActiveTransaction   = 290300
	codeNotCreated          = 290303
	codePaymentStatus       = 290304
	codeNoPayment           = 290305
	codeNoTransaction       = 290306
	codeSubmitted           = 290307
	codePaymentExpired      = 290308
	codePayloadMismatch     = 290311
	codeTokenBalance        = 290312
	codeSignatureInvalid    = 290321
	codeSignedInvalid       = 290327
	codeExpired             = 290329
	codeBroadcasting        = 290333
	codeSignatureUnverified = 290339
	codeAllowance           = 290340
	codeNoTicketPayment     = 290603
)

// errorCode is an error that CPN documents.
type errorCode struct {
	code, status int
	name         string // CPN's, or one of the simulator's own if CPN has none, or has it twice
	operation    string // that it is a fault of, unless bound to a path; "" is any
}

// errorCodes lists the errors that CPN documents for these operations. One that several
// operations share is a fault of the submission. The usual one of a code or status comes
// first.
func errorCodes() []errorCode {
	return []errorCode{
		{codeUnknown, 500, "UNKNOWN_ERROR", ""},
		{codeInvalid, 400, "API_PARAMETER_INVALID", ""},
		{codeMissing, 400, "API_PARAMETER_MISSING", ""},
		{codeInvalid, 404, "RESOURCE_NOT_FOUND", ""},
		{3, 403, "FORBIDDEN", ""},
		{codeUnauthorized, 401, "UNAUTHORIZED", ""},
		{401, 401, "UNAUTHORIZED_401", ""},
		{429, 429, "TOO_MANY_REQUESTS", ""},
		{290000, 400, "INVALID_TENANCY_ENV", ""},
		{2900000, 400, "INVALID_TENANCY_ENV_2900000", ""},
		{codeConflict, 409, "IDEMPOTENCY_KEY_ALREADY_PROCESSED", ""},

		{codeActiveTransaction, 400, "ACTIVE_TRANSACTION_ALREADY_EXISTS", CreateTransaction},
		{290301, 400, "BLOCKCHAIN_UNSUPPORTED", CreateTransaction},
		{290302, 400, "BLOCKCHAIN_UNSUPPORTED_FOR_V2", CreateTransaction},
		{290323, 400, "BLOCKCHAIN_UNSUPPORTED_290323", CreateTransaction},
		{290324, 400, "CROSS_CHAIN_UNSUPPORTED", CreateTransaction},
		{290330, 400, "TRANSACTION_AWAITS_SIGNATURE", CreateTransaction},
		{290336, 400, "INCOMPATIBLE_QUOTE", CreateTransaction},
		{290337, 400, "PAYMENT_MISSING_BLOCKCHAIN_ADDRESS", CreateTransaction},

		{290600, 400, "TICKET_REFERENCE_REQUIRED", CreateSupportTicket},
		{290601, 404, "ORIGINAL_TICKET_NOT_FOUND", CreateSupportTicket},
		{290602, 400, "INVALID_SUPPORT_TICKET_ISSUE_TYPE", CreateSupportTicket},
		{codeNoTicketPayment, 404, "PAYMENT_NOT_FOUND_FOR_TICKET", CreateSupportTicket},
		{290604, 500, "SUPPORT_TICKET_SALESFORCE_CREATION_FAILED", CreateSupportTicket},
		{290605, 500, "SUPPORT_TICKET_BFI_CREATION_FAILED", CreateSupportTicket},

		{codeNotCreated, 400, "INVALID_TRANSACTION_STATUS_FOR_SUBMISSION", SubmitTransaction},
		{codePaymentStatus, 400, "INVALID_PAYMENT_STATUS", SubmitTransaction},
		{codeNoPayment, 400, "PAYMENT_NOT_FOUND", SubmitTransaction},
		{codeNoTransaction, 400, "TRANSACTION_NOT_FOUND", SubmitTransaction},
		{codeSubmitted, 400, "SIGNED_TRANSACTION_SUBMITTED", SubmitTransaction},
		{codePaymentExpired, 400, "PAYMENT_EXPIRED", SubmitTransaction},
		{290309, 400, "SIGNED_TRANSACTION_EXPIRED", SubmitTransaction},
		{290310, 400, "NONCE_TOO_LOW", SubmitTransaction},
		{codePayloadMismatch, 400, "SIGNED_TRANSACTION_PAYLOAD_MISMATCH", SubmitTransaction},
		{codeTokenBalance, 400, "INSUFFICIENT_TOKEN_BALANCE", SubmitTransaction},
		{290313, 400, "INSUFFICIENT_GAS_BALANCE", SubmitTransaction},
		{290314, 400, "PAYMENT_ID_MISMATCH", SubmitTransaction},
		{290315, 400, "GAS_PRICE_TOO_LOW", SubmitTransaction},
		{290316, 400, "NONCE_MISMATCH", SubmitTransaction},
		{290317, 500, "FULL_NODE_SERVICE_UNAVAILABLE", SubmitTransaction},
		{290318, 400, "PAYMENT_REF_ID_ONCHAIN", SubmitTransaction},
		{290319, 400, "OUT_OF_GAS", SubmitTransaction},
		{290320, 400, "NONCE_ALREADY_USED", SubmitTransaction},
		{codeSignatureInvalid, 400, "INVALID_TRANSACTION_SIGNATURE", SubmitTransaction},
		{290322, 400, "SANCTIONED_WALLET_ADDRESS", SubmitTransaction},
		{codeSignedInvalid, 400, "INVALID_SIGNED_TX", SubmitTransaction},
		{290328, 400, "ONCHAIN_ACCOUNT_NOT_FOUND", SubmitTransaction},
		{codeExpired, 400, "TRANSACTION_EXPIRED", SubmitTransaction},
		{290332, 400, "ONCHAIN_ACCOUNT_INVALID", SubmitTransaction},
		{codeBroadcasting, 400, "BROADCASTING_IN_PROGRESS", SubmitTransaction},
		{290334, 400, "NONCE_TOO_HIGH", SubmitTransaction},
		{290338, 400, "SIGNATURE_ALREADY_ACCEPTED", SubmitTransaction},
		{codeSignatureUnverified, 400, "SIGNATURE_NOT_VERIFIED", SubmitTransaction},
		{codeAllowance, 400, "INSUFFICIENT_ALLOWANCE_TO_PERMIT2", SubmitTransaction},
		{290341, 400, "PERMIT2_NONCE_ALREADY_USED", SubmitTransaction},
	}
}

// SubmitErrors has every error that CPN documents for submitting a transaction, as a fault
// by its name.
func SubmitErrors() map[string]Fault {
	faults := apiErrors()
	maps.DeleteFunc(faults, func(_ string, f Fault) bool { return f.Operation != SubmitTransaction })
	return faults
}

// apiErrors has every error that CPN documents, as a fault by its name.
func apiErrors() map[string]Fault {
	faults := map[string]Fault{}
	for _, e := range errorCodes() {
		faults[e.name] = Fault{Operation: e.operation, Code: e.code, Status: e.status}
	}
	return faults
}

// usualStatus is the HTTP status that CPN documents for an error code.
func usualStatus(code int) int {
	for _, e := range errorCodes() {
		if e.code == code {
			return e.status
		}
	}
	return http.StatusBadRequest
}

// usualCode is the error code that CPN documents for an HTTP status without further cause.
func usualCode(status int) int {
	for _, e := range errorCodes() {
		if e.status == status {
			return e.code
		}
	}
	if status >= http.StatusInternalServerError {
		return codeUnknown
	}
	return codeInvalid
}

// words describes an error. Those of two errors are CPN's own. CPN publishes no others, so
// the rest says that it is the simulator's: no client may depend on it.
func words(status, code int) string {
	switch code {
	case codeConflict:
		return "A request with this idempotency key has already been processed."
	case codeUnauthorized:
		return "Malformed authorization."
	case http.StatusUnauthorized:
		return "Invalid credentials"
	}
	text := "error " + strconv.Itoa(code)
	for _, e := range errorCodes() {
		if e.code == code && e.status == status {
			text = e.name
		}
	}
	return text + " (text of the simulator)"
}
