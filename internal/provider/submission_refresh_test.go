// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"bytes"
	"fmt"
	"maps"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/cpnfake"
)

// TestSubmission_refresh follows a transaction, and keeps what CPN leaves out.
func TestSubmission_refresh(t *testing.T) {
	t.Parallel()
	s := newSubmitting(t)
	s.fake.SetLife(stuck("PENDING"))
	s.apply(0)
	s.sign("")
	for _, status := range []string{"BROADCASTED", "SETTLING", "COMPLETED", "FAILED"} {
		s.fake.MoveTransaction(submittedID, status)
		if got := s.apply(0, "-refresh-only"); len(got.diagnostics) != 0 {
			t.Errorf("%s: %+v", status, got.diagnostics)
		}
		if got := s.values()["status"]; got != status {
			t.Errorf("state has %v, want %s", got, status)
		}
		s.plansNothing()
	}
	before := s.values()
	if before["failure_reason"] != "FAILED_ONCHAIN" || before["transaction_hash"] == nil {
		t.Errorf("state has %v", before)
	}
	s.fake.EditResponses(func(_ string, data map[string]any) { maps.DeleteFunc(data, optional) })
	s.apply(0, "-refresh-only")
	if diff := cmp.Diff(before, s.values()); diff != "" {
		t.Error(diff)
	}
	s.once()
}

// TestSubmission_refreshKeeps shows that a submission which cannot be read stays in state.
func TestSubmission_refreshKeeps(t *testing.T) {
	t.Parallel()
	const kept = "The transaction was not refreshed"
	for name, tc := range map[string]struct {
		arrange           func(*submitting)
		code              int
		severity, summary string
	}{
		"not found":         {func(s *submitting) { s.hide(true) }, 0, "warning", kept},
		"404":               {func(s *submitting) { s.fake.Inject(always(cpnfake.Faults()["404"])) }, 0, "warning", kept},
		"a proxy's 403":     {func(s *submitting) { s.fake.Inject(always(cpnfake.Faults()["HTML from a proxy that says 403"])) }, 0, "warning", kept},
		"CPN's 403":         {func(s *submitting) { s.fake.Inject(always(cpnfake.Faults()["403"])) }, 1, "error", "Could not refresh the transaction"},
		"an outage":         {func(s *submitting) { s.fake.Inject(always(cpnfake.Fault{Status: 503})) }, 1, "error", "Could not refresh the transaction"},
		"no API key":        {func(s *submitting) { s.setenv("CPN_API_KEY", "") }, 1, "error", "Could not read the transaction: no API key"},
		"an unknown source": {func(s *submitting) { s.configure(unknownProvider, signing, submissionBlock()) }, 0, "warning", kept},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := newSubmitting(t)
			s.apply(0)
			s.sign("")
			before := s.file()
			tc.arrange(s)
			got := s.run("plan").must(t, tc.code)
			found := false
			for _, d := range got.diagnostics {
				found = found || d.Severity == tc.severity && strings.HasPrefix(d.Summary, strings.Split(tc.summary, ":")[0])
			}
			if !found || !bytes.Equal(before, s.file()) {
				t.Errorf("says %+v", got.diagnostics)
			}
			if name != "an unknown source" && strings.Contains(got.output, "Plan to ") {
				t.Errorf("planned %s", got.output)
			}
			s.once()
		})
	}
}

// unknownProvider is a provider block that is not known at plan.
const unknownProvider = "resource \"terraform_data\" \"key\" {\n  input = \"" + testKey + "\"\n}\nprovider \"cpn\" {\n  api_key = terraform_data.key.output\n}\n"

// hide makes CPN find the transaction no more, or again.
func (s *submitting) hide(hidden bool) {
	s.fake.SetTransaction(submittedID, func(t *cpnfake.Transaction) { t.Unknown = hidden })
}

// TestSubmission_unknownProvider submits with a provider block that is known only during the
// apply. The plan asks nobody.
func TestSubmission_unknownProvider(t *testing.T) {
	t.Parallel()
	s := newSubmitting(t)
	s.setenv("CPN_API_KEY", "")
	s.configure(unknownProvider, signing, submissionBlock())
	s.sign("")
	s.run("plan", "-detailed-exitcode").must(t, 2)
	if n := s.fake.Counts().Requests; n != 0 {
		t.Errorf("%d requests", n)
	}
	s.sign(signedCanary)
	s.apply(0)
	s.once()
}

// TestSubmission_import imports what was submitted elsewhere, in both ways.
func TestSubmission_import(t *testing.T) {
	t.Parallel()
	id := paymentID + "/" + submittedID
	for name, tc := range map[string]struct {
		status, id string
		attributes []string
		want       map[string]any
	}{
		"PENDING":            {"PENDING", id, nil, nil},
		"COMPLETED":          {"COMPLETED", id, nil, map[string]any{"transaction_hash": "hash"}},
		"FAILED":             {"FAILED", id, nil, map[string]any{"failure_reason": "FAILED_ONCHAIN"}},
		"in upper case":      {"PENDING", strings.ToUpper(id), nil, map[string]any{"id": strings.ToUpper(paymentID) + "/" + submittedID, "payment_id": strings.ToUpper(paymentID)}},
		"with a wait to add": {"COMPLETED", id, []string{`wait_for = "BROADCASTED"`}, map[string]any{"transaction_hash": "hash", "wait_for": "BROADCASTED"}},
	} {
		for way, imports := range map[string]func(s *submitting){
			"a command": func(s *submitting) { s.plain("import", submissionAddress, tc.id) },
			"a block": func(s *submitting) {
				s.configure(signing, submissionBlock(tc.attributes...), fmt.Sprintf("import {\n  to = %s\n  id = %q\n}\n", submissionAddress, tc.id))
			},
		} {
			t.Run(name+", "+way, func(t *testing.T) {
				t.Parallel()
				s := newSubmitting(t, tc.attributes...)
				s.sign("")
				s.fake.MoveTransaction(submittedID, tc.status)
				imports(s)
				if way == "a block" || tc.attributes != nil {
					s.apply(0)
				}
				s.plansNothing()
				want := submissionInState(tc.status, tc.want)
				if want["transaction_hash"] == "hash" {
					want["transaction_hash"] = s.transaction().TransactionHash
				}
				if diff := cmp.Diff(want, s.values()); diff != "" {
					t.Error(diff)
				}
				s.never()
			})
		}
	}
}

// TestSubmission_importRejects shows what cannot be imported, and why.
func TestSubmission_importRejects(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		id, says string
		arrange  func(*submitting)
	}{
		"CREATED": {paymentID + "/" + submittedID, "The transaction is not submitted, so there is nothing to import", func(*submitting) {}},
		"no status": {paymentID + "/" + submittedID, "Could not read the transaction", func(s *submitting) {
			s.fake.EditResponses(func(_ string, data map[string]any) { delete(data, "status") })
		}},
		"not found":   {paymentID + "/" + submittedID, "Could not read the transaction", func(s *submitting) { s.hide(true) }},
		"one ID":      {submittedID, "Invalid import ID", func(*submitting) {}},
		"not a UUID":  {paymentID + "/x", "Invalid import ID", func(*submitting) {}},
		"without key": {paymentID + "/" + submittedID, "API key", func(s *submitting) { s.setenv("CPN_API_KEY", "") }},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := newSubmitting(t)
			tc.arrange(s)
			out, err := s.command("import", "-no-color", submissionAddress, tc.id).CombinedOutput()
			if said := strings.Join(strings.Fields(strings.ReplaceAll(string(out), "│", " ")), " "); err == nil || !strings.Contains(said, tc.says) {
				t.Errorf("%v: %s", err, out)
			}
			if state := s.state(); len(state) != 0 {
				t.Errorf("state has %v", state)
			}
			s.never()
		})
	}
}

// TestSubmission_replaced shows the one warning of a plan that submits another transaction,
// and that only the other one is sent.
func TestSubmission_replaced(t *testing.T) {
	t.Parallel()
	s := newSubmitting(t)
	s.apply(0)
	const other = "11111111-1111-4111-8111-111111111111"
	s.fake.SetTransaction(strangerID, func(t *cpnfake.Transaction) { t.PaymentID = other })
	s.declare(`payment_id = "`+other+`"`, `transaction_id = "`+strangerID+`"`)
	for _, t := range s.fake.Transactions() {
		if t.ID == strangerID {
			s.setenv("TF_VAR_message", t.MessageToBeSigned)
		}
	}
	got := s.run("plan", "-detailed-exitcode").must(t, 2)
	d := got.has(t, "warning", "This plan submits another transaction; the first stays submitted")
	if len(got.diagnostics) != 1 || !strings.Contains(d.Detail, submittedID) || strings.Contains(d.Detail, strangerID) {
		t.Errorf("says %+v", got.diagnostics)
	}
	if !strings.Contains(got.output, "1 to add, 0 to change, 1 to destroy") {
		t.Errorf("planned %s", got.output)
	}
	s.apply(0)
	s.plansNothing()
	for _, made := range s.fake.Transactions() {
		if n := made.SubmitCounts; n.Submits != 1 || n.Submitted != 1 {
			t.Errorf("%s got %+v", made.ID, n)
		}
	}
}

// TestSubmission_keyInResponse shows that a response which repeats the API key is taken, and
// the key is not.
func TestSubmission_keyInResponse(t *testing.T) {
	t.Parallel()
	s := newSubmitting(t)
	s.fake.EditResponses(func(operation string, data map[string]any) {
		if operation == cpnfake.SubmitTransaction {
			data["transactionHash"] = testKey
		}
	})
	s.apply(0)
	if text := string(s.file()); strings.Contains(text, "test-secret") || !strings.Contains(text, "(API key)") {
		t.Errorf("state has %s", s.file())
	}
	s.once()
}
