// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package submission

import (
	"bytes"
	"cmp"
	"encoding/base64"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/diag"

	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/cpn"
	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/report"
)

// check keeps anything but the signed form of this transaction's message from being sent.
// The transaction is CREATED.
func (s Submission) check(t cpn.Transaction) diag.Diagnostics {
	switch about := s.report(t); {
	case s.SignedMessage == "":
		return diag.Diagnostics{about.Missing("signed_message")}
	case s.SignedTransaction == "":
		return diag.Diagnostics{about.Missing("signed_transaction")}
	case isSolana(t):
		return s.checkSolana(t)
	default:
		return s.checkEVM(t)
	}
}

// isSolana reports whether the wallet signs the encoded message, and returns a transaction. A
// chain without a name here is known by the message: that of an EVM chain is typed data, and
// its encoded form a digest in hexadecimal text.
func isSolana(t cpn.Transaction) bool {
	if cpn.IsSolana(textOf(t.Blockchain)) {
		return true
	}
	encoded := textOf(t.EncodedMessageToBeSigned)
	_, typed := cpn.ReadPaymentIntent(string(t.MessageToBeSigned))
	return !typed && encoded != "" && !strings.HasPrefix(encoded, "0x")
}

// checkSolana wants the encoded message to be the one that was signed, and to be in the
// transaction, which consists of signatures and then the message.
func (s Submission) checkSolana(t cpn.Transaction) diag.Diagnostics {
	about := s.report(t)
	if s.SignedMessage != textOf(t.EncodedMessageToBeSigned) {
		return about.OtherMessage("encoded_message_to_be_signed")
	}
	transaction, err := base64.StdEncoding.DecodeString(s.SignedTransaction)
	if err != nil {
		return about.NotBase64()
	}
	if message, err := base64.StdEncoding.DecodeString(s.SignedMessage); err != nil || !bytes.HasSuffix(transaction, message) {
		return about.OtherTransaction()
	}
	return nil
}

// checkEVM wants the typed data to be the one that was signed, and to move the money as CPN
// describes it.
func (s Submission) checkEVM(t cpn.Transaction) diag.Diagnostics {
	about, message := s.report(t), string(t.MessageToBeSigned)
	switch {
	case message == "null" || !cpn.SameMessage(s.SignedMessage, message): // null is no message
		return about.OtherMessage("message_to_be_signed")
	case !strings.HasPrefix(s.SignedTransaction, "0x"):
		return about.NotHex()
	default:
		return report.SubmissionBlocked(s.PaymentID, s.TransactionID, findings(t))
	}
}

// findings lists what is wrong with the message.
func findings(t cpn.Transaction) []cpn.Finding {
	amount := cmp.Or(t.Amount, &cpn.Amount{})
	return cpn.CheckMessage(string(t.MessageToBeSigned), textOf(t.EncodedMessageToBeSigned), cpn.Description{
		SenderAddress: textOf(t.SenderAddress), DestinationAddress: textOf(t.DestinationAddress), Blockchain: textOf(t.Blockchain),
		Amount: textOf(amount.Amount), Currency: textOf(amount.Currency),
	})
}
