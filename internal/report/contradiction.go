// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package report

import (
	"cmp"
	"fmt"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/diag"

	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/cpn"
)

// MessageContradicts warns of a message that contradicts what CPN says about the
// transaction. All contradictions are one warning, whose summary names the first, the worst.
func MessageContradicts(paymentID, transactionID, status string, contradictions []cpn.Contradiction) diag.Diagnostics {
	if len(contradictions) == 0 {
		return nil
	}
	return diag.Diagnostics{contradictionMessage(paymentID, transactionID, status, contradictions).warning()}
}

// contradictionMessage explains what a message contradicts.
func contradictionMessage(paymentID, transactionID, status string, contradictions []cpn.Contradiction) message {
	evidence := append([][2]string{{"payment_id", paymentID}, {"transaction_id", transactionID}, {"status", cmp.Or(status, "unknown")}},
		contradictionLines(contradictions)...)
	return message{
		summary:  fmt.Sprintf("DO NOT SIGN: the message pays %s (%s)", contradictedBy(contradictions[0]), endOf(transactionID)),
		never:    "Do not sign or submit this transaction. Stop any job that reads message_to_be_signed.",
		do:       []string{"Send the values below to Circle support.", "To create another transaction, wait until the status of this transaction is FAILED."},
		cause:    "The message contradicts CPN's description of the transaction. A wallet signs the message, not the description.",
		evidence: []string{evidenceLines(evidence)}, topic: topicDoNotSign,
	}
}

// endOf tells transactions apart in a summary. Terraform shows one of all warnings with the
// same summary, and each contradiction must be seen. An ID may begin with the time, as
// a UUID of version 7 does, so that only its end is random.
func endOf(transactionID string) string {
	const most = 12
	id := []rune(transactionID)
	return "…" + cpn.Printable(string(id[max(0, len(id)-most):]))
}

// contradictedBy completes "the message pays".
func contradictedBy(worst cpn.Contradiction) string {
	return map[string]string{
		"destination_address": "another address",
		"amount":              "another amount",
		"sender_address":      "from another wallet",
		"blockchain":          "on another chain",
	}[worst.Attribute]
}

// contradictionLines label both sides of each contradiction.
func contradictionLines(contradictions []cpn.Contradiction) [][2]string {
	var lines [][2]string
	for _, c := range contradictions {
		lines = append(lines, [2]string{c.Attribute, c.Described}, [2]string{"message_details." + c.Member, c.Signed})
	}
	return lines
}

// evidenceLines aligns labels and values. Terraform does not wrap lines that start with
// a space.
func evidenceLines(labeled [][2]string) string {
	widest := 0
	for _, l := range labeled {
		widest = max(widest, len(l[0]))
	}
	var lines []string
	for _, l := range labeled {
		lines = append(lines, fmt.Sprintf("  %-*s %s", widest+1, l[0]+":", cpn.Printable(l[1])))
	}
	return strings.Join(lines, "\n")
}
