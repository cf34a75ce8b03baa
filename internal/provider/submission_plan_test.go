// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"testing"

	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/cpnfake"
)

const (
	noMessage   = "Nothing to submit: signed_message is null"
	noSignature = "Nothing to submit: signed_transaction is null"
)

// TestSubmission_planSays shows what an approval moves, as far as it is known. Nothing is read
// for that. What is not known yet is submitted by the apply that knows it.
func TestSubmission_planSays(t *testing.T) {
	t.Parallel()
	const end = " (…0a6c1d0e7f11)"
	for name, tc := range map[string]struct {
		set     attributes
		summary string
		says    []string
	}{
		"all of it": {nil, "This plan submits a payment of " + total + " USDC" + end, []string{
			"CPN cannot take back a submission.", paymentID, submittedID, payee, "11048874 (11.048874 USDC)", "899798 (0.899798 USDC)", "11948672 (11.948672 USDC)",
		}},
		"the message is not known yet": {attributes{"signed_message": unknown{}}, "This plan submits a payment" + end, []string{submittedID, "Approve only if you have compared"}},
		"nothing is known yet": {
			attributes{"signed_message": unknown{}, "signed_transaction": unknown{}, "transaction_id": unknown{}}, "This plan submits a payment (…2e74a2d803d5)", []string{paymentID},
		},
		"another kind of message": {attributes{"signed_message": "AQAB"}, "This plan submits a payment" + end, []string{submittedID}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := newSubmission(t, tc.set)
			known := tc.set["transaction_id"] == nil
			if !known {
				s.provider["api_key"] = unknown{}
			}
			changes, diags := s.plan()
			diags.has(t, "warning", tc.summary, tc.says...)
			if len(diags) != 1 || len(changes) != 1 || s.fake.Counts().Requests != 0 {
				t.Errorf("%d requests to plan %v: %s", s.fake.Counts().Requests, changes, renderAll(diags))
			}
			planned, _ := decoded(t, changes[0].planned).(map[string]any)
			if known != (planned["id"] == paymentID+"/"+submittedID) || planned["message_details"] != (unknown{}) {
				t.Errorf("planned %v", planned)
			}
			s.provider["api_key"] = testKey
			s.set("transaction_id", submittedID)
			s.sign(signedCanary)
			if more, _ := s.carryOut(s.start(), changes[0]); failed(more) {
				t.Error(renderAll(more))
			}
			s.once()
		})
	}
}

// TestSubmission_null shows that a null input is an error of the plan, at the input, if the
// transaction is known to be CREATED. Such a plan reads CPN once.
func TestSubmission_null(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct{ unset, errors []string }{
		"no message":   {[]string{"signed_message"}, []string{"error: " + noMessage + " @ signed_message"}},
		"no signature": {[]string{"signed_transaction"}, []string{"error: " + noSignature + " @ signed_transaction"}},
		"neither": {
			[]string{"signed_message", "signed_transaction"},
			[]string{"error: " + noMessage + " @ signed_message", "error: " + noSignature + " @ signed_transaction"},
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := newSubmission(t, nil)
			for _, input := range tc.unset {
				s.set(input, nil)
			}
			_, diags := s.plan()
			diags.are(t, tc.errors...)
			if n := s.fake.Counts(); n.Reads != 1 || n.Requests != 1 {
				t.Errorf("%d reads", n.Reads)
			}
			diags.has(t, "error", "Nothing to submit: "+tc.unset[0]+" is null", "-refresh=false", "Set "+tc.unset[0]+" from an ephemeral variable.")
			s.never()
		})
	}
}

// TestSubmission_nullUndecided shows plans that cannot know whether the transaction is
// submitted, or know that it is: the apply decides.
func TestSubmission_nullUndecided(t *testing.T) {
	t.Parallel()
	unread := []string{"warning: The plan could not read the transaction to submit"}
	for name, tc := range map[string]struct {
		arrange func(submissionPlay)
		planned []string
	}{
		"another transaction to come": {func(s submissionPlay) { s.set("transaction_id", unknown{}) }, nil},
		"another payment to come":     {func(s submissionPlay) { s.set("payment_id", unknown{}) }, nil},
		"no API key":                  {func(s submissionPlay) { s.provider["api_key"] = nil }, nil},
		"an unknown provider block":   {func(s submissionPlay) { s.provider["api_key"] = unknown{} }, nil},
		"CPN cannot be read":          {func(s submissionPlay) { s.fake.Inject(always(cpnfake.Fault{Status: 503})) }, unread},
		"no such transaction":         {func(s submissionPlay) { s.set("transaction_id", strangerID) }, unread},
		"a status that CPN has added": {func(s submissionPlay) { s.fake.MoveTransaction(submittedID, "QUEUED") }, nil},
		"it is submitted":             {func(s submissionPlay) { s.fake.MoveTransaction(submittedID, "PENDING") }, nil},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := newSubmission(t, nil)
			s.sign("")
			tc.arrange(s)
			changes, diags := s.plan()
			if diags.are(t, tc.planned...); len(changes) != 1 {
				t.Errorf("planned %v", changes)
			}
		})
	}
}

// TestSubmission_nullAtApply applies what no plan could read. A transaction that is not
// submitted needs a signature, and one that is needs none.
func TestSubmission_nullAtApply(t *testing.T) {
	t.Parallel()
	const unread = "warning: The plan could not read the transaction to submit"
	s := newSubmission(t, nil)
	s.sign("")
	away := cpnfake.Fault{Method: "GET", Status: 503}
	s.fake.Inject(away, away) // Terraform plans a create twice
	s.fails().are(t, unread, "error: "+noMessage+" @ signed_message")
	s.fake.MoveTransaction(submittedID, "PENDING")
	s.fake.Inject(away, away)
	s.succeeds().are(t, unread, "warning: "+submittedBefore)
	s.never()
}

// TestSubmission_nullAfterwards shows that a transaction which was submitted needs no signature:
// after a lost state, and tainted.
func TestSubmission_nullAfterwards(t *testing.T) {
	t.Parallel()
	for name, arrange := range map[string]func(submissionPlay){
		"state is lost": func(s submissionPlay) { s.loseState() },
		"tainted":       func(s submissionPlay) { s.objects["a"].tainted = true },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := newSubmission(t, nil)
			s.succeeds()
			s.sign("")
			arrange(s)
			s.settles().are(t, "warning: "+submittedBefore)
		})
	}
}

// TestSubmission_replaced shows the warnings of a plan that submits another transaction, and
// that only the other one is sent.
func TestSubmission_replaced(t *testing.T) {
	t.Parallel()
	s := newSubmission(t, nil)
	s.succeeds()
	s.fake.SetTransaction(strangerID, func(t *cpnfake.Transaction) { t.PaymentID = otherPayment })
	s.set("payment_id", otherPayment)
	s.set("transaction_id", strangerID)
	for _, made := range s.fake.Transactions() {
		s.set("signed_message", made.MessageToBeSigned) // the last one is the stranger's
	}
	s.set("transaction_id", unknown{})
	_, diags := s.plan()
	diags.has(t, "warning", "This plan submits another transaction if the apply finds another", submittedID)
	s.set("transaction_id", strangerID)
	changes, diags := s.plan()
	diags.has(t, "warning", "This plan submits another transaction; the first stays submitted", submittedID)
	if len(diags) != 1 || len(changes) != 1 || !changes[0].replace {
		t.Errorf("planned %v: %s", changes, renderAll(diags))
	}
	s.succeeds()
	s.plansNothing()
	for _, made := range s.fake.Transactions() {
		if n := made.SubmitCounts; n.Submits != 1 || n.Submitted != 1 {
			t.Errorf("%s got %+v", made.ID, n)
		}
	}
}
