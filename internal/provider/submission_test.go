// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/cpnfake"
)

const (
	submissionAddress = "cpn_transaction_submission.test"
	submittedID       = "5b6f1b0e-6f4d-4a3c-9a59-0a6c1d0e7f11"
	// signedCanary is what a wallet returned. Whoever has it can broadcast it.
	signedCanary = "0x02f8b1C0FFEE8297e2b8a1d4c6f3905e7a9b8c7d6e5f40312a1b2c3d4e5f60718293a4b5c6d7e8f9aa"

	submittedBefore = "The transaction was submitted before this run"
	notYetCompleted = "The transaction is submitted, but not yet COMPLETED"
)

// signing is how a signature reaches a submission, and nothing else: in variables that no
// plan or state holds.
const signing = "variable \"message\" {\n  type      = string\n  default   = null\n  ephemeral = true\n}\n" +
	"variable \"signed\" {\n  type      = string\n  default   = null\n  sensitive = true\n  ephemeral = true\n}\n"

// submitting is a workspace with the submission of one transaction, and its CPN.
type submitting struct {
	*workspace

	fake *cpnfake.Server
}

// newSubmitting returns a workspace whose submission has these attributes, signed, and a
// CREATED transaction. The provider makes no retries.
func newSubmitting(t *testing.T, attributes ...string) *submitting {
	t.Helper()
	fake, url := startFake(t)
	fake.SetTransaction(submittedID, func(created *cpnfake.Transaction) { created.PaymentID = paymentID })
	s := &submitting{quick(t, url), fake}
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

// unset removes a variable of later runs.
func (w *workspace) unset(name string) {
	var kept []string
	for _, variable := range w.env {
		if !strings.HasPrefix(variable, name+"=") {
			kept = append(kept, variable)
		}
	}
	w.env = kept
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

// transaction is the transaction at CPN.
func (s *submitting) transaction() cpnfake.Transaction {
	s.t.Helper()
	for _, t := range s.fake.Transactions() {
		if t.ID == submittedID {
			return t
		}
	}
	s.t.Fatal("there is no transaction")
	return cpnfake.Transaction{}
}

// apply applies, and expects this exit code.
func (s *submitting) apply(code int, args ...string) cliRun {
	s.t.Helper()
	return s.run(append([]string{"apply", "-auto-approve"}, args...)...).must(s.t, code)
}

// plansNothing fails the test unless the plan is empty, and silent.
func (s *submitting) plansNothing() {
	s.t.Helper()
	if got := s.run("plan", "-detailed-exitcode").must(s.t, 0); len(got.diagnostics) != 0 {
		s.t.Errorf("the plan says %+v", got.diagnostics)
	}
}

// once fails the test unless CPN accepted one submission, and got no other.
func (s *submitting) once() {
	s.t.Helper()
	if n := s.fake.Counts().SubmitCounts; n.Submitted != 1 || n.Resubmits != 0 {
		s.t.Errorf("CPN got %+v", n)
	}
}

// never fails the test unless nothing was sent.
func (s *submitting) never() {
	s.t.Helper()
	if n := s.fake.Counts().SubmitCounts; n.Submits != 0 {
		s.t.Errorf("CPN got %+v", n)
	}
}

// absent fails the test unless state has no submission.
func (s *submitting) absent() {
	s.t.Helper()
	if got := s.state()[submissionAddress]; got != nil {
		s.t.Errorf("state has %v", got)
	}
}

// submissionInState is the submission in state, as it should be with this status.
func submissionInState(status string, more map[string]any) map[string]any {
	want := map[string]any{
		"id": paymentID + "/" + submittedID, "payment_id": paymentID, "transaction_id": submittedID, "signed_message": nil, "signed_transaction": nil,
		"wait_for": nil, "status": status, "transaction_hash": nil, "failure_reason": nil, "message_details": fakeDetails(), "timeouts": nil,
	}
	maps.Copy(want, more)
	return want
}

// TestSubmission_lifecycle submits with each wait, follows the transaction, and removes it from state.
// Every second plan is empty, and needs no signature.
func TestSubmission_lifecycle(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		waitFor string
		life    cpnfake.Life
		status  string // in state after the apply
	}{
		"no wait":             {"", cpnfake.Life{Reads: 100}, "PENDING"},
		"BROADCASTED":         {"BROADCASTED", cpnfake.Life{Statuses: []string{"PENDING", "BROADCASTED", "COMPLETED"}, Reads: 1}, "BROADCASTED"},
		"COMPLETED":           {"COMPLETED", cpnfake.Life{}, "COMPLETED"},
		"BROADCASTED at once": {"BROADCASTED", cpnfake.Life{Statuses: []string{"COMPLETED"}}, "COMPLETED"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var attributes []string
			more := map[string]any{}
			if tc.waitFor != "" {
				attributes = append(attributes, fmt.Sprintf("wait_for = %q", tc.waitFor))
				more["wait_for"] = tc.waitFor
			}
			s := newSubmitting(t, attributes...)
			s.fake.SetLife(tc.life)
			if got := s.apply(0); len(got.diagnostics) != 0 {
				t.Errorf("the apply says %+v", got.diagnostics)
			}
			if tc.status != "PENDING" {
				more["transaction_hash"] = s.transaction().TransactionHash
			}
			if diff := cmp.Diff(submissionInState(tc.status, more), s.values()); diff != "" {
				t.Error(diff)
			}
			s.sign("")
			s.fake.MoveTransaction(submittedID, "COMPLETED")
			s.plansNothing()
			s.apply(0, "-refresh-only")
			if got := s.values(); got["status"] != "COMPLETED" || got["transaction_hash"] != s.transaction().TransactionHash {
				t.Errorf("refreshed to %v", got)
			}
			s.plansNothing()
			got := s.run("destroy", "-auto-approve").must(t, 0)
			d := got.has(t, "warning", "The submission stays at CPN; Terraform removes it from state")
			if len(got.diagnostics) != 1 || !strings.Contains(d.Detail, submittedID) || s.transaction().Status != "COMPLETED" {
				t.Errorf("the destroy says %+v", got.diagnostics)
			}
			s.once()
		})
	}
}

// TestSubmission_sends shows what CPN gets.
func TestSubmission_sends(t *testing.T) {
	t.Parallel()
	s := newSubmitting(t, `payment_id = "`+strings.ToUpper(paymentID)+`"`, `transaction_id = "`+strings.ToUpper(submittedID)+`"`)
	s.apply(0)
	var story []string
	for _, r := range s.fake.Requests() {
		story = append(story, r.Method+" "+r.Path+" "+string(r.Body))
	}
	path := "/v2/cpn/payments/" + paymentID + "/transactions/" + submittedID
	body, _ := json.Marshal(map[string]string{"signedTransaction": signedCanary})
	if diff := cmp.Diff([]string{"GET " + path + " ", "POST " + path + "/submit " + string(body)}, story); diff != "" {
		t.Error(diff)
	}
	// Letter case makes no difference, and state keeps the configured one.
	if got := s.values()["id"]; got != strings.ToUpper(paymentID+"/"+submittedID) {
		t.Errorf("the id is %v", got)
	}
	s.plansNothing()
	s.declare()
	s.plansNothing()
	s.once()
}

// TestSubmission_inOneRun creates, signs and submits in one apply: the inputs are known only
// when the transaction is.
func TestSubmission_inOneRun(t *testing.T) {
	t.Parallel()
	s := newSubmitting(t)
	s.fake.SetTransaction(submittedID, func(t *cpnfake.Transaction) { t.Status = "FAILED" })
	s.unset("TF_VAR_message")
	s.configure(signing, transactionBlock(`id = "a"`), submissionBlock(`transaction_id = cpn_transaction.test.transaction_id`,
		`signed_message = cpn_transaction.test.message_to_be_signed`, `wait_for = "COMPLETED"`))
	if got := s.apply(0); len(got.diagnostics) != 0 {
		t.Errorf("the apply says %+v", got.diagnostics)
	}
	if got := s.state()[submissionAddress]["status"]; got != "COMPLETED" {
		t.Errorf("the status is %v", got)
	}
	s.unset("TF_VAR_signed")
	s.apply(0, "-refresh-only") // the status of cpn_transaction
	s.plansNothing()
	s.once()
}

// read returns a file of the workspace.
func (w *workspace) read(name string) string {
	w.t.Helper()
	text, err := os.ReadFile(filepath.Join(w.dir, name))
	if err != nil {
		w.t.Fatal(err)
	}
	return string(text)
}
