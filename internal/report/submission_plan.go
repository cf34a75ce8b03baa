// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package report

import (
	"cmp"
	"fmt"

	"github.com/hashicorp/terraform-plugin-framework/diag"

	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/cpn"
)

// Submits warns, before somebody approves it, of what a plan moves. intent is empty if the
// signed message is not known yet, or is that of another chain.
func (s Submission) Submits(intent cpn.PaymentIntent) diag.Diagnostic {
	m := message{
		summary: fmt.Sprintf("This plan submits a payment (%s)", endOf(cmp.Or(s.TransactionID, s.PaymentID))),
		do:      []string{"Approve only if you have compared the message with the payment and its quote before it was signed."},
		exists:  "CPN cannot take back a submission. If the transaction is already submitted, the apply sends nothing.",
		topic:   topicSubmits,
	}
	evidence := [][2]string{}
	for _, line := range [][2]string{
		{"payment_id", s.PaymentID},
		{"transaction_id", s.TransactionID},
		{"payee (to)", intent.To},
		{"payee gets (value)", intent.Shown(intent.Value)},
		{"fee (max_fee)", intent.Shown(intent.MaxFee)},
		{"total (permitted_amount)", intent.Shown(intent.PermittedAmount)},
		{"chain_id", intent.ChainID},
	} {
		if line[1] != "" {
			evidence = append(evidence, line)
		}
	}
	if total, currency := intent.Amount(intent.PermittedAmount); currency != "" {
		m.summary = fmt.Sprintf("This plan submits a payment of %s %s (%s)", shortened(total), currency, endOf(cmp.Or(s.TransactionID, s.PaymentID)))
		m.do = []string{"Approve only if the payee and the amounts below are right."}
	}
	m.evidence = []string{evidenceLines(evidence)}
	return m.warning()
}

// PlanUnread warns that a plan without a signature could not read the transaction.
func (s Submission) PlanUnread(err error) diag.Diagnostic {
	f := ReadFailure{What: "transaction", Limit: timeoutsRead, Err: err}
	m := f.message("The plan could not read the transaction to submit", topicNotSubmitted)
	m.exists = "If the transaction is not submitted yet, the apply needs signed_message and signed_transaction."
	m.evidence = append([]string{s.ids()}, m.evidence...)
	return m.warning()
}

const timeoutsRead = "timeouts.read"
