// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/cpnfake"
)

// at returns the line of configuration that Terraform shows for each error, by summary.
func (r cliRun) at() map[string]string {
	found := map[string]string{}
	for line := range strings.Lines(r.output) {
		var entry struct {
			Diagnostic struct {
				Severity, Summary string
				Snippet           struct{ Code string }
			}
		}
		if json.Unmarshal([]byte(line), &entry) == nil && entry.Diagnostic.Severity == "error" {
			found[entry.Diagnostic.Summary] = strings.TrimSpace(entry.Diagnostic.Snippet.Code)
		}
	}
	return found
}

const (
	noMessage   = "Nothing to submit: signed_message is null"
	noSignature = "Nothing to submit: signed_transaction is null"
)

// TestSubmission_null shows that a null input is an error of the plan, at the input, while
// there is something to submit. Such a plan reads CPN once.
func TestSubmission_null(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		unset  []string
		errors map[string]string
	}{
		"no message":   {[]string{"TF_VAR_message"}, map[string]string{noMessage: "signed_message = var.message"}},
		"no signature": {[]string{"TF_VAR_signed"}, map[string]string{noSignature: "signed_transaction = var.signed"}},
		"neither": {[]string{"TF_VAR_message", "TF_VAR_signed"}, map[string]string{
			noMessage: "signed_message = var.message", noSignature: "signed_transaction = var.signed",
		}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := newSubmitting(t)
			for _, variable := range tc.unset {
				s.unset(variable)
			}
			got := s.run("plan").must(t, 1)
			for summary, line := range tc.errors {
				got.has(t, "error", summary)
				if shown := got.at()[summary]; strings.Join(strings.Fields(shown), " ") != line {
					t.Errorf("%s at %q", summary, shown)
				}
			}
			if n := s.fake.Counts().Reads; len(got.diagnostics) != len(tc.errors) || n != 1 {
				t.Errorf("%d reads: %s", n, got.output)
			}
			// The same for a transaction that is still to be created.
			s.configure(signing, transactionBlock(`payment_id = "11111111-1111-4111-8111-111111111111"`), submissionBlock(`transaction_id = cpn_transaction.test.transaction_id`))
			for summary := range tc.errors {
				s.run("plan").must(t, 1).has(t, "error", summary)
			}
			if n := s.fake.Counts().Reads; n != 1 {
				t.Errorf("%d reads", n)
			}
			s.never()
		})
	}
}

// TestSubmission_readsOnlyIfItMust counts the reads of plans that need none.
func TestSubmission_readsOnlyIfItMust(t *testing.T) {
	t.Parallel()
	s := newSubmitting(t)
	s.run("plan", "-detailed-exitcode").must(t, 2)
	if n := s.fake.Counts().Requests; n != 0 {
		t.Errorf("%d requests to plan a signed submission", n)
	}
	s.sign("")
	s.setenv("CPN_API_KEY", "")
	s.run("plan", "-detailed-exitcode").must(t, 2)
	s.setenv("CPN_API_KEY", testKey)
	s.sign(signedCanary)
	s.apply(0)
	before := s.fake.Counts().Requests
	s.sign("")
	s.run("plan", "-detailed-exitcode", "-refresh=false").must(t, 0)
	s.run("plan", "-detailed-exitcode").must(t, 0)
	if n := s.fake.Counts().Requests - before; n != 1 {
		t.Errorf("%d requests to refresh one submission", n)
	}
}

// TestSubmission_nullAfterwards shows that a transaction which was submitted needs no
// signature: after a lost state, tainted, and if CPN cannot be asked at plan.
func TestSubmission_nullAfterwards(t *testing.T) {
	t.Parallel()
	for name, arrange := range map[string]func(*submitting){
		"state is lost": func(s *submitting) { s.loseState() },
		"tainted":       func(s *submitting) { s.plain("taint", submissionAddress) },
		"state is lost, and one read fails": func(s *submitting) {
			s.loseState()
			s.fake.Inject(cpnfake.Fault{Method: "GET", Status: 500})
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := newSubmitting(t)
			s.apply(0)
			s.sign("")
			arrange(s)
			s.apply(0).has(t, "warning", submittedBefore)
			s.plansNothing()
			s.once()
		})
	}
}

// TestSubmission_nullAtApply shows an input that is unknown at plan and turns out to be null.
func TestSubmission_nullAtApply(t *testing.T) {
	t.Parallel()
	s := newSubmitting(t)
	s.configure(signing, "resource \"terraform_data\" \"late\" {\n  input = \"x\"\n}\n",
		submissionBlock(`signed_transaction = terraform_data.late.output == "x" ? null : "0x00"`))
	got := s.apply(1)
	got.has(t, "error", noSignature)
	if state := s.state(); state[submissionAddress] != nil {
		t.Errorf("state has %v", state)
	}
	s.never()
}

// TestSubmission_destroyUnsigned shows how what was never submitted is destroyed without a
// signature: Terraform plans to create it first.
func TestSubmission_destroyUnsigned(t *testing.T) {
	t.Parallel()
	s := newSubmitting(t)
	s.configure(signing, "resource \"terraform_data\" \"other\" {\n}\n", submissionBlock())
	s.plain("apply", "-auto-approve", "-target=terraform_data.other")
	s.sign("")
	d := s.run("destroy", "-auto-approve").must(t, 1).has(t, "error", noMessage)
	if !strings.Contains(d.Detail, "-refresh=false") {
		t.Errorf("the error leaves no way out: %s", d.Detail)
	}
	s.run("destroy", "-auto-approve", "-refresh=false").must(t, 0)
	s.never()
}

// TestSubmission_form rejects inputs that no wallet returns, and shows none of them.
func TestSubmission_form(t *testing.T) {
	t.Parallel()
	const neither = "error: Invalid signed_transaction @ signed_transaction"
	const secret = "5ec12e7"
	for input, want := range map[string]string{
		"0x" + secret: neither, "0x": neither, "": neither, "0x" + secret + "g": neither, "0X" + secret + "0": neither, secret + "!": neither,
		"0x" + secret + "0\n": neither, secret + "=\n": neither, " 0x" + secret + "0": neither, secret: neither, "AQA": neither, "AQB=": neither,
		"0x" + secret + "0": "", "0x" + strings.ToUpper(secret) + "0": "", "AQAB": "", "AQA=": "", "+/+/": "",
	} {
		a := attributes{"payment_id": paymentID, "transaction_id": submittedID, "signed_message": "{}", "signed_transaction": input}
		got := renderAll(startProcess(t).validateResource("cpn_transaction_submission", a))
		if first, _, _ := strings.Cut(got, "\n"); first != want || strings.Contains(strings.ToLower(got), secret) {
			t.Errorf("%q: %s", input, got)
		}
	}
	for input, valid := range map[string]bool{
		"": false, "{" + secret: false, `{"a":` + secret + "}x": false, secret + "x": false,
		"{}": true, `"AQAB"`: true, `{"a":9007199254740993}`: true,
	} {
		a := attributes{"payment_id": paymentID, "transaction_id": submittedID, "signed_message": input, "signed_transaction": "0x00"}
		got := renderAll(startProcess(t).validateResource("cpn_transaction_submission", a))
		if first, _, _ := strings.Cut(got, "\n"); (first == "error: Invalid signed_message @ signed_message") == valid || (got == "") != valid || strings.Contains(got, secret) {
			t.Errorf("%q: %s", input, got)
		}
	}
	for attribute, says := range map[string]string{"wait_for": "one of BROADCASTED, COMPLETED", "payment_id": `"PENDING" is not a UUID`, "transaction_id": `"PENDING" is not a UUID`} {
		a := attributes{"payment_id": paymentID, "transaction_id": submittedID, "signed_message": "{}", "signed_transaction": "0x00"}
		a[attribute] = "PENDING"
		rejectedAt(t, startProcess(t).validateResource("cpn_transaction_submission", a), attribute, says)
	}
}

// TestSubmission_formAtPlan rejects a malformed variable at plan, without showing it.
func TestSubmission_formAtPlan(t *testing.T) {
	t.Parallel()
	s := newSubmitting(t)
	malformed := signedCanary + "0"
	s.setenv("TF_VAR_signed", malformed)
	got := s.run("plan").must(t, 1)
	if len(got.at()) != 1 || strings.Contains(got.output, signedCanary) {
		t.Errorf("says %s", got.output)
	}
	s.never()
}
