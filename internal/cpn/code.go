// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package cpn

// Code is the number by which CPN names an error, in every error's "code".
type Code int

// Codes that the endpoints of this package answer.
const (
	CodeUnknown                  Code = -1
	CodeParameterMissing         Code = 1
	CodeParameterInvalid         Code = 2 // with HTTP 404: resource not found
	CodeForbidden                Code = 3
	CodeUnauthorized             Code = 4
	CodeUnauthorizedHTTP         Code = 401
	CodeTooManyRequests          Code = 429
	CodeInvalidTenancy           Code = 290000
	CodeAlreadyProcessed         Code = 290001
	CodeActiveTransactionExists  Code = 290300
	CodeBlockchainUnsupported    Code = 290301
	CodeInvalidPaymentStatus     Code = 290304
	CodePaymentNotFound          Code = 290305
	CodeTransactionNotFound      Code = 290306
	CodePaymentExpired           Code = 290308
	CodeFullNodeUnavailable      Code = 290317
	CodeSanctionedWallet         Code = 290322
	CodeCrossChainUnsupported    Code = 290324
	CodeOnchainAccountInvalid    Code = 290332
	CodeTicketReferenceRequired  Code = 290600
	CodeOriginalTicketNotFound   Code = 290601
	CodeInvalidIssueType         Code = 290602
	CodePaymentNotFoundForTicket Code = 290603
	CodeTicketCreationFailed     Code = 290604
	CodeTicketServiceFailed      Code = 290605
)
