// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package cpnfake

import (
	"encoding/json"
	"net/http"
)

// The error codes that CPN documents for these operations.
const (
	codeUnknown           = -1
	codeMissing           = 1
	codeInvalid           = 2
	codeForbidden         = 3
	codeUnauthorized      = 4
	codeConflict          = 290001
	codeActiveTransaction = 290300
	codeNotCreated        = 290303
	codePaymentStatus     = 290304
	codeNoPayment         = 290305
	codeNoTransaction     = 290306
	codeSubmitted         = 290307
	codePaymentExpired    = 290308
	codeSignedInvalid     = 290327
	codeExpired           = 290329
	codeBroadcasting      = 290333
	codeNoTicketPayment   = 290603
)

// message describes an error code. CPN's own wording is not documented, so no client may
// depend on it.
func message(status, code int) string {
	switch code {
	case codeMissing:
		return "API parameter missing"
	case codeInvalid:
		if status == http.StatusNotFound {
			return "Resource not found"
		}
		return "API parameter invalid"
	case codeForbidden:
		return "Forbidden"
	case codeUnauthorized:
		return "Unauthorized"
	case codeConflict:
		return "The idempotency key has already been processed"
	case codeActiveTransaction:
		return "An active transaction already exists for the payment"
	case codePaymentStatus:
		return "The payment is not in status CRYPTO_FUNDS_PENDING"
	case codeNoPayment, codeNoTicketPayment:
		return "Payment not found"
	case codeNoTransaction:
		return "Transaction not found"
	case codePaymentExpired:
		return "The payment has expired"
	}
	if name, ok := submitErrors()[code]; ok {
		return name
	}
	if text := http.StatusText(status); text != "" {
		return text
	}
	return "Unknown error"
}

// problem is one element of the "errors" member.
type problem struct {
	Error    string  `json:"error"`
	Location *string `json:"location"` // null for the body as a whole
	Message  string  `json:"message"`
}

// at returns a problem with the member that location names.
func at(location, kind, message string) problem {
	return problem{Error: kind, Location: &location, Message: message}
}

// rejection is CPN's error envelope with its HTTP status.
type rejection struct {
	status   int
	Code     int       `json:"code"`
	Message  string    `json:"message"`
	Problems []problem `json:"errors,omitempty"`
}

// reject returns a rejection with the usual message of its code.
func reject(status, code int, problems ...problem) *rejection {
	return &rejection{status: status, Code: code, Message: message(status, code), Problems: problems}
}

// response encodes the rejection.
func (f *rejection) response() response {
	body, _ := json.Marshal(f) // numbers and strings always have a JSON form
	return response{status: f.status, body: body}
}
