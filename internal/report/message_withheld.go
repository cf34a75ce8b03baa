// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package report

import "github.com/hashicorp/terraform-plugin-framework/diag"

// MessageWithheld warns that a transaction has no message in state because the message
// contains the API key. With a mask inside, it would be another message.
func MessageWithheld(paymentID, transactionID string) diag.Diagnostic {
	return message{
		summary:  "DO NOT SIGN: the message contains the API key (" + endOf(transactionID) + ")",
		never:    "Do not sign or submit this transaction.",
		do:       []string{"Revoke the API key, and use a new one.", "Ask Circle support about the transaction below."},
		cause:    "message_to_be_signed is null, because the API key must not get into state.",
		evidence: []string{evidenceLines([][2]string{{"payment_id", paymentID}, {"transaction_id", transactionID}})}, topic: topicRepeatedKey,
	}.warning()
}
