// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package cpn

// Code is the number in the "code" member of CPN's errors.
type Code int

// Codes that the endpoints of this package return.
const (
	CodeUnknown                         Code = -1
	CodeParameterMissing                Code = 1
	CodeParameterInvalid                Code = 2 // with HTTP 404: resource not found
	CodeForbidden                       Code = 3
	CodeUnauthorized                    Code = 4
	CodeUnauthorizedHTTP                Code = 401
	CodeTooManyRequests                 Code = 429
	CodeInvalidTenancy                  Code = 290000
	CodeAlreadyProcessed                Code = 290001
	CodeActiveTransactionExists         Code = 290300
	CodeBlockchainUnsupported           Code = 290301
	CodeBlockchainUnsupportedForV2      Code = 290302
	CodeInvalidTransactionStatus        Code = 290303
	CodeInvalidPaymentStatus            Code = 290304
	CodePaymentNotFound                 Code = 290305
	CodeTransactionNotFound             Code = 290306
	CodeAlreadySubmitted                Code = 290307
	CodePaymentExpired                  Code = 290308
	CodeSignedTransactionExpired        Code = 290309
	CodeNonceTooLow                     Code = 290310
	CodePayloadMismatch                 Code = 290311
	CodeInsufficientTokenBalance        Code = 290312
	CodeInsufficientGasBalance          Code = 290313
	CodePaymentIDMismatch               Code = 290314
	CodeGasPriceTooLow                  Code = 290315
	CodeNonceMismatch                   Code = 290316
	CodeFullNodeUnavailable             Code = 290317
	CodePaymentRefIDOnchain             Code = 290318
	CodeOutOfGas                        Code = 290319
	CodeNonceAlreadyUsed                Code = 290320
	CodeInvalidSignature                Code = 290321
	CodeSanctionedWallet                Code = 290322
	CodeBlockchainUnsupported290323     Code = 290323 // CPN's name is that of 290301
	CodeCrossChainUnsupported           Code = 290324
	CodeInvalidSignedTransaction        Code = 290327
	CodeOnchainAccountNotFound          Code = 290328
	CodeTransactionExpired              Code = 290329
	CodeTransactionAwaitsSignature      Code = 290330
	CodeOnchainAccountInvalid           Code = 290332
	CodeBroadcastingInProgress          Code = 290333
	CodeNonceTooHigh                    Code = 290334
	CodeIncompatibleQuote               Code = 290336
	CodePaymentMissingBlockchainAddress Code = 290337
	CodeSignatureAccepted               Code = 290338
	CodeSignatureNotVerified            Code = 290339
	CodeInsufficientAllowanceToPermit2  Code = 290340
	CodePermit2NonceAlreadyUsed         Code = 290341
	CodeTicketReferenceRequired         Code = 290600
	CodeOriginalTicketNotFound          Code = 290601
	CodeInvalidIssueType                Code = 290602
	CodePaymentNotFoundForTicket        Code = 290603
	CodeTicketSalesforceCreationFailed  Code = 290604
	CodeTicketBFICreationFailed         Code = 290605
	CodeInvalidTenancy2900000           Code = 2900000 // CPN's name is that of 290000
)
