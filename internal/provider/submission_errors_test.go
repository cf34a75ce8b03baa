// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/cpnfake"
	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/report"
)

const (
	rejectedSummary = "CPN rejected the signed transaction"
	unknownSummary  = "Outcome unknown: CPN may have the signed transaction"
)

// submissionRemedies are the remedies by CPN's name for the error.
func submissionRemedies() map[string]string {
	remedies := map[string]string{}
	for _, r := range append(report.Remedies(), report.SubmissionRemedies()...) {
		remedies[r.Name] = r.Text
	}
	return remedies
}

// TestSubmission_errors plays every error that CPN documents for the call: it is shown at
// the right input, with its remedy, and leaves nothing in state.
func TestSubmission_errors(t *testing.T) {
	t.Parallel()
	at := map[string]string{
		"INVALID_TRANSACTION_SIGNATURE": "signed_transaction", "INVALID_SIGNED_TX": "signed_transaction", "SIGNED_TRANSACTION_PAYLOAD_MISMATCH": "signed_message",
	}
	lookedUp := map[string]bool{ // they do not say what the status is
		"INVALID_TRANSACTION_STATUS_FOR_SUBMISSION": true, "SIGNED_TRANSACTION_SUBMITTED": true, "BROADCASTING_IN_PROGRESS": true,
		"FULL_NODE_SERVICE_UNAVAILABLE": true,
	}
	remedies := submissionRemedies()
	for name, fault := range cpnfake.SubmitErrors() {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := newSubmitting(t)
			s.fake.Inject(fault)
			got := s.apply(1)
			summary, says := rejectedSummary, remedies[name]
			if lookedUp[name] {
				summary, says = unknownSummary, "The status was still CREATED when it was read after the last attempt."
			}
			d := got.has(t, "error", summary)
			for _, says := range []string{says, fmt.Sprintf("(code %d)", fault.Code), paymentID, submittedID} {
				if !strings.Contains(d.Detail, says) {
					t.Errorf("the error lacks %q: %s", says, d.Detail)
				}
			}
			line := strings.Fields(got.at()[summary])
			if want := at[name]; want != "" && line[0] != want || want == "" && line[0] != "resource" {
				t.Errorf("shown at %q", line)
			}
			if state := s.state(); len(state) != 0 {
				t.Errorf("state has %v", state)
			}
			if n := s.fake.Counts().Submits; n != 1 {
				t.Errorf("%d attempts", n)
			}
			// The next apply submits, and only now.
			s.apply(0)
			s.once()
		})
	}
}

// TestSubmission_believes shows what CPN says of a transaction that somebody else submits
// between the read and the submit: the status is read, and believed.
func TestSubmission_believes(t *testing.T) {
	t.Parallel()
	for status, says := range map[string]string{"PENDING": submittedBefore, "BROADCASTED": submittedBefore, "COMPLETED": submittedBefore, "FAILED": ""} {
		t.Run(status, func(t *testing.T) {
			t.Parallel()
			s := newSubmitting(t)
			reads := 0
			s.fake.EditResponses(func(_ string, data map[string]any) {
				if reads++; reads == 1 {
					data["status"] = "CREATED" // as it was a moment ago
				}
			})
			s.fake.MoveTransaction(submittedID, status)
			if says == "" {
				s.apply(1).has(t, "error", "The transaction FAILED: FAILED_ONCHAIN")
				s.absent()
			} else if s.apply(0).has(t, "warning", says); s.values()["status"] != status {
				t.Errorf("state has %v", s.values())
			}
			if n := s.fake.Counts().SubmitCounts; n.Submits != 1 || n.Submitted != 0 {
				t.Errorf("CPN got %+v", n)
			}
		})
	}
}

// TestSubmission_stillCreated shows that a response which leaves the transaction CREATED is
// no proof: nothing goes to state as submitted, so that the next apply submits it.
func TestSubmission_stillCreated(t *testing.T) {
	t.Parallel()
	s := newSubmitting(t)
	s.fake.SetLife(stuck("CREATED"))
	d := s.apply(1).has(t, "error", unknownSummary)
	if !strings.Contains(d.Detail, "HTTP 201, but the response says that the transaction is still CREATED") || len(s.state()) != 0 {
		t.Errorf("state has %v after %s", s.state(), d.Detail)
	}
	s.fake.SetLife(cpnfake.Life{})
	s.apply(0)
	if got := s.values()["status"]; got != "PENDING" {
		t.Errorf("state has %v", got)
	}
	s.plansNothing()
}

// TestSubmission_failed shows FAILED before the submission and during the wait, for some
// reasons, and that another transaction is the way on.
func TestSubmission_failed(t *testing.T) {
	t.Parallel()
	for i, reason := range report.FailureReasons() {
		if i%3 > 0 {
			continue // a table in package report has them all
		}
		before := i%2 == 0
		t.Run(reason.Name, func(t *testing.T) {
			t.Parallel()
			s := newSubmitting(t, `wait_for = "COMPLETED"`)
			s.fake.SetLife(cpnfake.Life{Statuses: []string{"PENDING", "FAILED"}, FailureReason: reason.Name})
			if before {
				s.fake.MoveTransaction(submittedID, "FAILED")
			}
			d := s.apply(1).has(t, "error", "The transaction FAILED: "+reason.Name)
			for _, says := range []string{reason.Meaning, reason.Remedy, "change `id` of cpn_transaction", submittedID} {
				if !strings.Contains(d.Detail, says) {
					t.Errorf("the error lacks %q: %s", says, d.Detail)
				}
			}
			s.absent()
			s.apply(1).has(t, "error", "The transaction FAILED: "+reason.Name)
			if n := s.fake.Counts().SubmitCounts; before && n.Submits != 0 || !before && n.Submitted != 1 || n.Resubmits != 0 {
				t.Errorf("CPN got %+v", n)
			}
		})
	}
}

// TestSubmission_afterFAILED goes the way that the error names: another transaction.
func TestSubmission_afterFAILED(t *testing.T) {
	t.Parallel()
	s := newSubmitting(t)
	declare := func(id string) {
		s.configure(signing, transactionBlock(fmt.Sprintf("id = %q", id), `payment_id = "11111111-1111-4111-8111-111111111111"`),
			submissionBlock(`payment_id = cpn_transaction.test.payment_id`, `transaction_id = cpn_transaction.test.transaction_id`,
				`signed_message = cpn_transaction.test.message_to_be_signed`, `wait_for = "COMPLETED"`))
	}
	declare("a")
	s.fake.SetLife(cpnfake.Life{Statuses: []string{"PENDING", "FAILED"}})
	s.apply(1).has(t, "error", "The transaction FAILED: FAILED_ONCHAIN")
	s.fake.SetLife(cpnfake.Life{})
	declare("b")
	s.apply(0)
	s.apply(0, "-refresh-only")
	s.plansNothing()
	if n := s.fake.Counts(); n.Transactions != 2 || n.Submitted != 2 || n.Resubmits != 0 {
		t.Errorf("CPN got %+v", n)
	}
}

// TestSubmission_contradicted shows that a message which moves money to or from somebody
// else is not submitted, and that other contradictions are shown.
func TestSubmission_contradicted(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		edit              func(*cpnfake.Intent)
		severity, summary string
	}{
		"to":     {func(i *cpnfake.Intent) { i.To = `"` + thief + `"` }, "error", "DO NOT SUBMIT: the message pays another address"},
		"from":   {func(i *cpnfake.Intent) { i.From = `"` + thief + `"` }, "error", "DO NOT SUBMIT: the message pays from another wallet"},
		"amount": {func(i *cpnfake.Intent) { i.Value = `"999990000"` }, "warning", "The signed message pays another amount (…0a6c1d0e7f11)"},
		"chain":  {func(i *cpnfake.Intent) { i.ChainID = "1" }, "warning", "The signed message pays on another chain (…0a6c1d0e7f11)"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := newSubmitting(t)
			s.fake.EditIntents(tc.edit)
			s.fake.SetTransaction(submittedID, func(t *cpnfake.Transaction) { t.MessageToBeSigned = "" })
			s.sign(signedCanary)
			got := s.run("apply", "-auto-approve")
			d := got.has(t, tc.severity, tc.summary)
			if !strings.Contains(d.Detail, submittedID) || len(got.diagnostics) != 1 {
				t.Errorf("says %+v", got.diagnostics)
			}
			if tc.severity == "warning" {
				got.must(t, 0)
				s.once()
				return
			}
			if shown := got.must(t, 1).at()[tc.summary]; !strings.HasPrefix(shown, "signed_message") {
				t.Errorf("shown at %q", shown)
			}
			s.never()
		})
	}
}

// TestSubmission_anotherMessage submits the signature of another transaction's message, and
// of a changed one.
func TestSubmission_anotherMessage(t *testing.T) {
	t.Parallel()
	s := newSubmitting(t)
	own := s.transaction().MessageToBeSigned
	const summary = "DO NOT SUBMIT: signed_message is not the transaction's message"
	for _, message := range []string{
		strings.ReplaceAll(own, submittedID, strangerID), strings.Replace(own, "9007199254740993", "9007199254740992", 1), "{}", "null",
	} {
		s.setenv("TF_VAR_message", message)
		got := s.apply(1)
		got.has(t, "error", summary)
		if shown := got.at()[summary]; !strings.HasPrefix(shown, "signed_message") || s.state()[submissionAddress] != nil {
			t.Errorf("shown at %q, state has %v", shown, s.state())
		}
	}
	s.never()
	s.setenv("TF_VAR_message", string(rewritten(json.RawMessage(own))))
	s.apply(0)
	s.once()
}
