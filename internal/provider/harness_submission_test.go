// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"maps"
	"testing"

	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/cpnfake"
)

// submissionPlay is a [play] with the submission of one transaction.
type submissionPlay struct{ *play }

// newSubmission declares the submission of a CREATED transaction, signed, with more attributes.
// arrange comes before the transaction is created.
func newSubmission(t *testing.T, more attributes, arrange ...func(*cpnfake.Server)) submissionPlay {
	t.Helper()
	s := submissionPlay{newPlay(t, "cpn_transaction_submission", attributes{"payment_id": paymentID, "transaction_id": submittedID})}
	for _, do := range arrange {
		do(s.fake)
	}
	s.fake.SetTransaction(submittedID, func(created *cpnfake.Transaction) { created.PaymentID = paymentID })
	s.sign(signedCanary)
	maps.Copy(s.declared["a"], more)
	return s
}

// soon are timeouts for what is to end in an error.
func soon() map[string]any { return map[string]any{"create": "2s", "read": "1s"} }

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

// transaction is the transaction at CPN.
func (s submissionPlay) transaction() cpnfake.Transaction {
	s.t.Helper()
	for _, t := range s.fake.Transactions() {
		if t.ID == submittedID {
			return t
		}
	}
	s.t.Fatal("there is no transaction")
	return cpnfake.Transaction{}
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

// once fails the test unless CPN accepted one submission, and got no other.
func (s submissionPlay) once() {
	s.t.Helper()
	if n := s.fake.Counts().SubmitCounts; n.Submitted != 1 || n.Resubmits != 0 {
		s.t.Errorf("CPN got %+v", n)
	}
}

// never fails the test unless nothing was sent.
func (s submissionPlay) never() {
	s.t.Helper()
	if n := s.fake.Counts().SubmitCounts; n.Submits != 0 {
		s.t.Errorf("CPN got %+v", n)
	}
}
