// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"maps"
	"testing"

	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/cpnfake"
)

// atCPN is the transaction to submit, as CPN has it.
type atCPN struct {
	tb  *testing.T
	cpn *cpnfake.Server
}

func (a atCPN) transaction() cpnfake.Transaction {
	a.tb.Helper()
	for _, t := range a.cpn.Transactions() {
		if t.ID == submittedID {
			return t
		}
	}
	a.tb.Fatal("there is no transaction")
	return cpnfake.Transaction{}
}

// once fails the test unless CPN accepted one submission, and got no other.
func (a atCPN) once() {
	a.tb.Helper()
	if n := a.cpn.Counts().SubmitCounts; n.Submitted != 1 || n.Resubmits != 0 {
		a.tb.Errorf("CPN got %+v", n)
	}
}

// never fails the test unless nothing was sent.
func (a atCPN) never() {
	a.tb.Helper()
	if n := a.cpn.Counts().SubmitCounts; n.Submits != 0 {
		a.tb.Errorf("CPN got %+v", n)
	}
}

// submissionPlay is a [play] with the submission of one transaction.
type submissionPlay struct {
	*play
	atCPN
}

// newSubmission declares the submission of a CREATED transaction, signed, with more attributes.
// arrange comes before the transaction is created.
func newSubmission(t *testing.T, more attributes, arrange ...func(*cpnfake.Server)) submissionPlay {
	t.Helper()
	p := newPlay(t, "cpn_transaction_submission", attributes{"payment_id": paymentID, "transaction_id": submittedID})
	s := submissionPlay{p, atCPN{t, p.fake}}
	for _, do := range arrange {
		do(s.fake)
	}
	s.fake.SetTransaction(submittedID, func(created *cpnfake.Transaction) { created.PaymentID = paymentID })
	s.sign(signedCanary)
	maps.Copy(s.declared["a"], more)
	return s
}

// soon are timeouts for what is to end in an error.
func soon() map[string]any { return map[string]any{"create": "3s", "read": "2s"} }

// sign sets the inputs. "" unsets them, as in a run without a wallet.
func (s submissionPlay) sign(signed string) {
	if signed == "" {
		s.set("signed_message", nil)
		s.set("signed_transaction", nil)
		return
	}
	s.set("signed_message", s.transaction().MessageToBeSigned)
	s.set("signed_transaction", signed)
}

// settles applies, and fails the test unless all is submitted, and no plan needs a signature.
func (s submissionPlay) settles() diagnostics {
	s.t.Helper()
	s.set("timeouts", nil)
	diags := s.succeeds()
	s.sign("")
	s.plansNothing()
	s.once()
	return diags
}
