// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package cpn

// Code is the number in the "code" member of CPN's errors.
type Code int

// Codes that decide something. Package report lists all that CPN documents.
const (
	CodeAlreadyProcessed               Code = 290001
	CodeActiveTransactionExists        Code = 290300
	CodeInvalidTransactionStatus       Code = 290303
	CodePaymentNotFound                Code = 290305
	CodeTransactionNotFound            Code = 290306
	CodeAlreadySubmitted               Code = 290307
	CodeNonceTooLow                    Code = 290310
	CodePayloadMismatch                Code = 290311
	CodeNonceMismatch                  Code = 290316
	CodePaymentRefIDOnchain            Code = 290318
	CodeNonceAlreadyUsed               Code = 290320
	CodeInvalidSignature               Code = 290321
	CodeInvalidSignedTransaction       Code = 290327
	CodeTransactionAwaitsSignature     Code = 290330
	CodeBroadcastingInProgress         Code = 290333
	CodeIncompatibleQuote              Code = 290336
	CodeSignatureAccepted              Code = 290338
	CodeSignatureNotVerified           Code = 290339
	CodeInsufficientAllowanceToPermit2 Code = 290340
	CodePermit2NonceAlreadyUsed        Code = 290341
)
