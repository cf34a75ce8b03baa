// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package cpnfake

import (
	"maps"
	"net/http"
	"slices"
	"strconv"
)

// The error codes that the simulator itself has a reason for.
const (
	codeUnknown             = -1
	codeMissing             = 1
	codeInvalid             = 2
	codeForbidden           = 3
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
	codeNodeUnavailable     = 290317
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

// errorCodes lists the errors that CPN documents for these operations. The usual one of a
// code comes first.
func errorCodes() []errorCode {
	const bad = http.StatusBadRequest
	codes := []errorCode{
		{codeUnknown, http.StatusInternalServerError, "UNKNOWN_ERROR", ""},
		{codeMissing, bad, "API_PARAMETER_MISSING", ""},
		{codeInvalid, bad, "API_PARAMETER_INVALID", ""},
		{codeInvalid, http.StatusNotFound, "RESOURCE_NOT_FOUND", ""},
		{codeForbidden, http.StatusForbidden, "FORBIDDEN", ""},
		{codeUnauthorized, http.StatusUnauthorized, "UNAUTHORIZED", ""},
		{http.StatusUnauthorized, http.StatusUnauthorized, "UNAUTHORIZED_401", ""},
		{http.StatusTooManyRequests, http.StatusTooManyRequests, "TOO_MANY_REQUESTS", ""},
		{290000, bad, "INVALID_TENANCY_ENV", ""},
		{2900000, bad, "INVALID_TENANCY_ENV_2900000", ""},
		{codeConflict, http.StatusConflict, "IDEMPOTENCY_KEY_ALREADY_PROCESSED", ""},
		{codeActiveTransaction, bad, "ACTIVE_TRANSACTION_ALREADY_EXISTS", CreateTransaction},
		{290301, bad, "BLOCKCHAIN_UNSUPPORTED", CreateTransaction},
		{290302, bad, "BLOCKCHAIN_UNSUPPORTED_FOR_V2", CreateTransaction},
		{290323, bad, "BLOCKCHAIN_UNSUPPORTED_290323", CreateTransaction},
		{290324, bad, "CROSS_CHAIN_UNSUPPORTED", CreateTransaction},
		{290330, bad, "TRANSACTION_AWAITS_SIGNATURE", CreateTransaction},
		{290336, bad, "INCOMPATIBLE_QUOTE", CreateTransaction},
		{290337, bad, "PAYMENT_MISSING_BLOCKCHAIN_ADDRESS", CreateTransaction},
		{290600, bad, "TICKET_REFERENCE_REQUIRED", CreateSupportTicket},
		{290601, http.StatusNotFound, "ORIGINAL_TICKET_NOT_FOUND", CreateSupportTicket},
		{290602, bad, "INVALID_SUPPORT_TICKET_ISSUE_TYPE", CreateSupportTicket},
		{codeNoTicketPayment, http.StatusNotFound, "PAYMENT_NOT_FOUND_FOR_TICKET", CreateSupportTicket},
		{290604, http.StatusInternalServerError, "SUPPORT_TICKET_SALESFORCE_CREATION_FAILED", CreateSupportTicket},
		{290605, http.StatusInternalServerError, "SUPPORT_TICKET_BFI_CREATION_FAILED", CreateSupportTicket},
	}
	return append(codes, submitErrorCodes()...)
}

// submitErrorCodes lists the errors that CPN documents for submitting a transaction, some of
// them for other operations too.
func submitErrorCodes() []errorCode {
	names := map[int]string{
		codeNotCreated:          "INVALID_TRANSACTION_STATUS_FOR_SUBMISSION",
		codePaymentStatus:       "INVALID_PAYMENT_STATUS",
		codeNoPayment:           "PAYMENT_NOT_FOUND",
		codeNoTransaction:       "TRANSACTION_NOT_FOUND",
		codeSubmitted:           "SIGNED_TRANSACTION_SUBMITTED",
		codePaymentExpired:      "PAYMENT_EXPIRED",
		290309:                  "SIGNED_TRANSACTION_EXPIRED",
		290310:                  "NONCE_TOO_LOW",
		codePayloadMismatch:     "SIGNED_TRANSACTION_PAYLOAD_MISMATCH",
		codeTokenBalance:        "INSUFFICIENT_TOKEN_BALANCE",
		290313:                  "INSUFFICIENT_GAS_BALANCE",
		290314:                  "PAYMENT_ID_MISMATCH",
		290315:                  "GAS_PRICE_TOO_LOW",
		290316:                  "NONCE_MISMATCH",
		codeNodeUnavailable:     "FULL_NODE_SERVICE_UNAVAILABLE",
		290318:                  "PAYMENT_REF_ID_ONCHAIN",
		290319:                  "OUT_OF_GAS",
		290320:                  "NONCE_ALREADY_USED",
		codeSignatureInvalid:    "INVALID_TRANSACTION_SIGNATURE",
		290322:                  "SANCTIONED_WALLET_ADDRESS",
		codeSignedInvalid:       "INVALID_SIGNED_TX",
		290328:                  "ONCHAIN_ACCOUNT_NOT_FOUND",
		codeExpired:             "TRANSACTION_EXPIRED",
		290332:                  "ONCHAIN_ACCOUNT_INVALID",
		codeBroadcasting:        "BROADCASTING_IN_PROGRESS",
		290334:                  "NONCE_TOO_HIGH",
		290338:                  "SIGNATURE_ALREADY_ACCEPTED",
		codeSignatureUnverified: "SIGNATURE_NOT_VERIFIED",
		codeAllowance:           "INSUFFICIENT_ALLOWANCE_TO_PERMIT2",
		290341:                  "PERMIT2_NONCE_ALREADY_USED",
	}
	var codes []errorCode
	for _, code := range slices.Sorted(maps.Keys(names)) {
		status := http.StatusBadRequest
		if code == codeNodeUnavailable {
			status = http.StatusInternalServerError
		}
		codes = append(codes, errorCode{code, status, names[code], SubmitTransaction})
	}
	return codes
}

// APIErrors has every error that CPN documents, as a fault by its name. One that several
// operations share is a fault of the submission.
func APIErrors() map[string]Fault { return faultsOf(errorCodes()) }

// SubmitErrors has every error that CPN documents for submitting a transaction, as a fault
// by its name.
func SubmitErrors() map[string]Fault { return faultsOf(submitErrorCodes()) }

func faultsOf(codes []errorCode) map[string]Fault {
	faults := map[string]Fault{}
	for _, e := range codes {
		fault := Fault{Operation: e.operation, Code: e.code}
		if e.status != usualStatus(e.code) {
			fault.Status = e.status
		}
		faults[e.name] = fault
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
