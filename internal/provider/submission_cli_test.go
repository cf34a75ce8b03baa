// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"encoding/json"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/cpnfake"
)

// TestSubmission_lifecycle submits, waits in place, and removes the submission from state, with
// the command line: only the first run needs a wallet, and no state has what it signed.
func TestSubmission_lifecycle(t *testing.T) {
	t.Parallel()
	s := newSubmitting(t)
	s.fake.SetLife(cpnfake.Life{Reads: 100})
	for _, d := range s.apply().diagnostics { // one for each time that Terraform plans
		if "warning: "+d.Summary != submits {
			t.Errorf("the apply says %+v", d)
		}
	}
	if diff := cmp.Diff(submissionInState(t, s.transaction(), nil), s.values()); diff != "" {
		t.Error(diff)
	}
	s.sign("")
	s.plansNothing()
	s.fake.MoveTransaction(submittedID, "COMPLETED")
	s.declare(`wait_for = "COMPLETED"`)
	if got := s.apply(); len(got.diagnostics) != 0 {
		t.Errorf("the second apply says %+v", got.diagnostics)
	}
	if diff := cmp.Diff(submissionInState(t, s.transaction(), map[string]any{"wait_for": "COMPLETED"}), s.values()); diff != "" {
		t.Error(diff)
	}
	got := s.run("destroy", "-auto-approve").must(t, 0)
	d := got.has(t, "warning", "The submission stays at CPN; Terraform removes it from state")
	if len(got.diagnostics) != 1 || !strings.Contains(d.Detail, submittedID) || s.transaction().Status != "COMPLETED" {
		t.Errorf("the destroy says %+v", got.diagnostics)
	}
	s.once()
}

// TestSubmission_twoAtOnce declares one transaction twice, and lets two machines submit it
// at the same time. CPN accepts one. In one run, the second is an error that sends nothing.
func TestSubmission_twoAtOnce(t *testing.T) {
	t.Parallel()
	t.Run("in one configuration", func(t *testing.T) {
		t.Parallel()
		s := newSubmitting(t)
		s.configure(signing, submissionBlock(), named("other", submissionBlock()))
		s.run("apply", "-auto-approve").must(t, 1).has(t, "error", "Not submitted: another resource submits the same transaction")
		if n := s.fake.Counts().Submits; n != 1 || len(s.state()) != 1 {
			t.Errorf("sent %d times, state has %v", n, s.state())
		}
		s.apply() // the other one reads that it is submitted
		s.once()
	})
	t.Run("on two machines", func(t *testing.T) {
		t.Parallel()
		s := newSubmission(t, nil)
		other := submissionPlay{&play{newCore(t, s.resource, s.provider), t, s.fake}, s.atCPN}
		other.declared["a"] = attributes{"payment_id": paymentID, "transaction_id": submittedID}
		other.sign(signedCanary)
		s.fake.Inject(cpnfake.Fault{Method: "POST", Delay: time.Second})
		done := make(chan diagnostics)
		go func() { done <- s.core.apply() }()
		for s.fake.Counts().Submits == 0 {
			<-time.After(time.Millisecond)
		}
		other.succeeds()
		(<-done).has(t, "warning", submittedBefore)
		if n := s.fake.Counts().SubmitCounts; n.Submitted != 1 || n.Submits != 2 || s.state()["status"] == nil {
			t.Errorf("CPN got %+v", n)
		}
	})
}

// TestSubmission_knownDuringTheApply plans with inputs, and a provider block, that are known
// only during the apply. The plan asks nobody.
func TestSubmission_knownDuringTheApply(t *testing.T) {
	t.Parallel()
	s := newSubmitting(t)
	s.setenv("CPN_API_KEY", "")
	s.configure("resource \"terraform_data\" \"key\" {\n  input = \""+testKey+"\"\n}\nprovider \"cpn\" {\n  api_key = terraform_data.key.output\n}\n",
		signing, submissionBlock(`signed_transaction = terraform_data.key.output == "x" ? null : var.signed`))
	s.run("plan", "-detailed-exitcode").must(t, 2)
	if n := s.fake.Counts().Requests; n != 0 {
		t.Errorf("%d requests", n)
	}
	s.apply()
	s.once()
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

// quoting is a response that quotes what was signed: whole, in capitals, and in part.
func quoting(t *testing.T, status int) cpnfake.Fault {
	t.Helper()
	digits := strings.TrimPrefix(signedCanary, "0x")
	body, err := json.Marshal(map[string]any{
		"code": 290327, "message": "cannot decode " + signedCanary + " or " + strings.ToUpper(digits) + ", near " + digits[7:45],
		"errors": []map[string]string{{"error": signedCanary, "location": "signedTransaction " + digits, "message": digits[:40] + "…"}},
	})
	if err != nil {
		t.Fatal(err)
	}
	return cpnfake.Fault{Operation: cpnfake.SubmitTransaction, Status: status, Body: string(body), Header: map[string]string{"X-Request-Id": digits}}
}

// TestSubmission_secrets runs Terraform with every log, and looks for both write-only inputs
// in what is printed, logged and stored. Each run goes on where the one before it ended.
func TestSubmission_secrets(t *testing.T) {
	t.Parallel()
	s := newSubmitting(t, `timeouts = { create = "3s", read = "2s" }`)
	s.traced()
	s.setenv("TF_CLI_ARGS", "-no-color")
	tf := func(says string, args ...string) {
		t.Helper()
		out, _ := s.command(args...).CombinedOutput()
		s.print(out)
		if !strings.Contains(string(out), says) {
			t.Errorf("%q is not in\n%s", says, out)
		}
	}
	signed, message := s.env, s.transaction().MessageToBeSigned
	s.setenv("TF_VAR_signed", signedCanary+"0")
	s.setenv("TF_VAR_message", message[:len(message)-1])
	tf("Invalid signed_transaction", "plan")
	s.env = signed
	s.setenv("TF_VAR_message", strings.Replace(message, "11048874", "11048875", 1))
	tf("DO NOT SUBMIT", "apply", "-auto-approve")
	s.env = signed
	s.fake.Inject(quoting(t, http.StatusBadRequest))
	tf("CPN rejected the signed transaction", "apply", "-auto-approve")
	bad := quoting(t, http.StatusBadGateway)
	bad.Times = 9
	s.fake.Inject(cpnfake.Fault{Method: http.MethodPost, Status: 403, Body: "<html>" + signedCanary}, bad)
	tf("Outcome unknown", "apply", "-auto-approve")
	s.fake.ClearFaults()
	tf("Plan: 1 to add", "plan", "-out=saved.tfplan")
	tf("signed_transaction", "show", "-json", "saved.tfplan")
	tf("Creation complete", "apply", "saved.tfplan")
	s.declare(`wait_for = "COMPLETED"`)
	tf("Modifications complete", "apply", "-auto-approve")
	if !strings.Contains(s.read("run.log"), "sdk.proto") {
		t.Error("there is no log of the provider")
	}
	if found := sightings(t, s.dir, holdsSigned); len(found) > 0 {
		t.Errorf("an input is in %v", found)
	}
}

// TestSubmission_secretSearch shows that the search finds both inputs where Terraform writes
// them: literals are in the plan file, which holds the configuration.
func TestSubmission_secretSearch(t *testing.T) {
	t.Parallel()
	s := newSubmitting(t, `signed_transaction = "`+signedCanary+`"`)
	s.plain("plan", "-out=saved.tfplan")
	if found := strings.Join(sightings(t, s.dir, holdsSigned), "\n"); !strings.Contains(found, "saved.tfplan: ") {
		t.Errorf("found in %s", found)
	}
	if !holdsSigned([]byte(s.transaction().MessageToBeSigned)) {
		t.Error("the search does not look for the message")
	}
}
