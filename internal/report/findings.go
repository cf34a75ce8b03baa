// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package report

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"

	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/cpn"
)

// MessageFindings warns of a message that nobody should sign, or not before a look at the
// quote. All that forbids signing is one warning, whose summary names the worst.
func MessageFindings(paymentID, transactionID, status string, found []cpn.Finding) diag.Diagnostics {
	about := checked{paymentID, transactionID, status}
	forbidding, others := divided(found)
	var diags diag.Diagnostics
	if len(forbidding) > 0 {
		m := about.doNotSign(forbidding)
		m.summary = fmt.Sprintf("DO NOT SIGN: %s (%s)", m.summary, endOf(transactionID))
		diags.Append(m.warning())
	}
	for _, f := range others {
		diags.Append(about.compare(f, status == cpn.StatusCreated).warning())
	}
	return diags
}

// SubmissionBlocked blocks the submission of a message that nobody should sign, and warns of
// the rest. Nothing has been sent yet, and the status is CREATED.
func SubmissionBlocked(paymentID, transactionID string, found []cpn.Finding) diag.Diagnostics {
	about := checked{paymentID, transactionID, cpn.StatusCreated}
	forbidding, others := divided(found)
	var diags diag.Diagnostics
	if len(forbidding) > 0 {
		m := about.doNotSign(forbidding)
		m.summary, m.exists = "DO NOT SUBMIT: "+m.summary, "Nothing was sent."
		diags.Append(m.errorAt(path.Root("signed_message")))
	}
	for _, f := range others {
		m := about.compare(f, false)
		if len(forbidding) == 0 {
			m.exists = "This difference does not block the submission."
		}
		diags.Append(m.warningAt(path.Root("signed_message")))
	}
	return diags
}

// NotChecked warns of a message that the provider does not understand.
func NotChecked(paymentID, transactionID, blockchain, messageType string) diag.Diagnostic {
	return message{
		summary: fmt.Sprintf("The message to be signed was not checked (%s)", endOf(transactionID)),
		do:      []string{"Compare message_to_be_signed with the payment before you sign."},
		cause:   "The provider checks payment intents only. This message is not a PermitWitnessTransferFrom.",
		evidence: evidenceLines([][2]string{
			{"payment_id", paymentID}, {"transaction_id", transactionID}, {"blockchain", cmp.Or(blockchain, "unknown")}, {"message_type", cmp.Or(messageType, "unknown")},
		}),
		topic: topicDoNotSign,
	}.warning()
}

// divided separates what forbids signing.
func divided(found []cpn.Finding) (forbidding, others []cpn.Finding) {
	for _, f := range found {
		if f.Check.DoNotSign() {
			forbidding = append(forbidding, f)
		} else {
			others = append(others, f)
		}
	}
	return forbidding, others
}

// checked is a transaction whose message was checked.
type checked struct{ paymentID, transactionID, status string }

// doNotSign explains why nobody should sign. Its summary is what is wrong.
func (c checked) doNotSign(found []cpn.Finding) message {
	wrong, why := explained(found[0].Check)
	m := message{
		summary: wrong, never: "Do not sign or submit this transaction. Stop any job that reads message_to_be_signed.",
		do:    []string{"Send the values below to Circle support.", "To create another transaction, wait until the status of this transaction is FAILED, then change id."},
		cause: why, evidence: c.evidence(found), topic: topicDoNotSign,
	}
	const again = "Do not sign or submit this transaction again. Stop any job that reads message_to_be_signed."
	switch c.status {
	case cpn.StatusPending, cpn.StatusBroadcasted:
		m.never, m.do, m.exists = again, m.do[:1], "The transaction is submitted, and the blockchain may carry it out."
	case cpn.StatusCompleted:
		m.never, m.do, m.exists = again, m.do[:1], "The transaction is carried out."
	case cpn.StatusFailed:
		m.do[1] = "To create another transaction, change id."
	}
	return m
}

// compare asks for a comparison that an honest message may need as well.
func (c checked) compare(found cpn.Finding, toSign bool) message {
	m := message{evidence: c.evidence([]cpn.Finding{found}), topic: topicDoNotSign}
	before, otherwise := ".", "send the values below to Circle support."
	if toSign {
		before, otherwise = " before you sign.", "do not sign, and "+otherwise
	}
	if found.Check == cpn.CheckSpender {
		m.summary = fmt.Sprintf("The message names another spender (%s)", endOf(c.transactionID))
		m.do = []string{"Compare spender with the settlement contract that Circle publishes" + before, "If Circle does not publish this address, " + otherwise}
		m.cause = "Whoever controls the spender can take permitted_amount to any address."
		return m
	}
	m.summary = fmt.Sprintf("The message takes less than CPN says (%s)", endOf(c.transactionID))
	m.do = []string{"Compare permitted_amount, value and max_fee with the quote" + before, "If the quote has other amounts, " + otherwise}
	m.cause = "The message decides what is paid, not CPN's description of the transaction."
	return m
}

// evidence lists the IDs and everything that was compared, each once.
func (c checked) evidence(found []cpn.Finding) string {
	labeled := [][2]string{{"payment_id", c.paymentID}, {"transaction_id", c.transactionID}, {"status", cmp.Or(c.status, "unknown")}}
	for _, each := range found {
		for _, line := range each.Evidence {
			if !slices.Contains(labeled, line) {
				labeled = append(labeled, line)
			}
		}
	}
	return evidenceLines(labeled)
}

// explained says what is wrong, after "DO NOT SIGN: " in a summary, and why it matters.
func explained(worst cpn.Check) (wrong, why string) {
	texts := map[cpn.Check][2]string{
		cpn.CheckMembers:  {"what the message allows cannot be read", "Wallets may read the message in another way than this provider."},
		cpn.CheckPayee:    {"the message pays another address"},
		cpn.CheckMore:     {"the message takes more than CPN says"},
		cpn.CheckToken:    {"the message moves another token"},
		cpn.CheckContract: {"the message is for another contract", "Payment intents are signed for Permit2. Another contract may use the signature for something else."},
		cpn.CheckChain:    {"the message is for another blockchain"},
		cpn.CheckPayer:    {"the message pays from another wallet"},
		cpn.CheckSum: {
			"the amounts in the message do not add up",
			"The settlement contract rejects a message whose permitted_amount is not value and max_fee together.",
		},
		cpn.CheckDigest: {
			"the encoded message is another message",
			"A wallet that signs encoded_message_to_be_signed would sign something else than message_details shows.",
		},
	}[worst]
	return texts[0], cmp.Or(texts[1], "The message contradicts CPN's description of the transaction. A wallet signs the message, not the description.")
}
