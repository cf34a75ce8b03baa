// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"fmt"
	"maps"
	"testing"

	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/cpnfake"
)

const (
	submissionAddress = "cpn_transaction_submission.test"
	submittedID       = "5b6f1b0e-6f4d-4a3c-9a59-0a6c1d0e7f11"
	// signedCanary is what a wallet returned. Whoever has it can broadcast it.
	signedCanary = "0x02f8b1C0FFEE8297e2b8a1d4c6f3905e7a9b8c7d6e5f40312a1b2c3d4e5f60718293a4b5c6d7e8f9aa"

	submittedBefore = "The transaction was submitted before this run"
	notYetCompleted = "The transaction is submitted, but not yet COMPLETED"
	unknownSummary  = "Outcome unknown: CPN may have the signed transaction"
)

// signing is how a signature reaches a submission, and nothing else: in variables that no
// plan or state holds.
const signing = "variable \"message\" {\n  type      = string\n  default   = null\n  ephemeral = true\n}\n" +
	"variable \"signed\" {\n  type      = string\n  default   = null\n  sensitive = true\n  ephemeral = true\n}\n"

// submitting is a workspace with the submission of one transaction, and its CPN.
type submitting struct {
	*workspace
	atCPN

	fake *cpnfake.Server
}

// newSubmitting returns a workspace whose submission has these attributes, signed, and a
// CREATED transaction. The provider makes no retries.
func newSubmitting(t *testing.T, attributes ...string) *submitting {
	t.Helper()
	fake, url := startFake(t)
	fake.SetTransaction(submittedID, func(created *cpnfake.Transaction) { created.PaymentID = paymentID })
	s := &submitting{newWorkspace(t, url), atCPN{t, fake}, fake}
	s.setenv("CPN_MAX_RETRIES", "0")
	s.setenv("CPN_REQUEST_TIMEOUT", "2s")
	s.sign(signedCanary)
	s.declare(attributes...)
	return s
}

// sign sets the variables, as a runner does that has just signed. "" unsets them.
func (s *submitting) sign(signed string) {
	s.unset("TF_VAR_message")
	s.unset("TF_VAR_signed")
	if signed != "" {
		s.setenv("TF_VAR_message", s.transaction().MessageToBeSigned)
		s.setenv("TF_VAR_signed", signed)
	}
}

// declare writes the configuration.
func (s *submitting) declare(attributes ...string) {
	s.t.Helper()
	s.configure(signing, submissionBlock(attributes...))
}

// submissionBlock is a submission named "test".
func submissionBlock(attributes ...string) string {
	return block("cpn_transaction_submission", map[string]string{
		"payment_id":         fmt.Sprintf("%q", paymentID),
		"transaction_id":     fmt.Sprintf("%q", submittedID),
		"signed_message":     "var.message",
		"signed_transaction": "var.signed",
	}, attributes)
}

// apply applies, which must succeed.
func (s *submitting) apply() cliRun {
	s.t.Helper()
	return s.run("apply", "-auto-approve").must(s.t, 0)
}

// absent fails the test unless state has no submission.
func (s *submitting) absent() {
	s.t.Helper()
	if got := s.state()[submissionAddress]; got != nil {
		s.t.Errorf("state has %v", got)
	}
}

// stuck is a life that stays in a status.
func stuck(status string) cpnfake.Life { return cpnfake.Life{Statuses: []string{status}} }

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
