// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"encoding/json"
	"maps"
	"net/http"
	"slices"
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
	s.run("plan", "-detailed-exitcode").must(t, 0).are(t)
	s.fake.MoveTransaction(submittedID, "COMPLETED")
	s.declare(`wait_for = "COMPLETED"`)
	s.apply().are(t)
	if diff := cmp.Diff(submissionInState(t, s.transaction(), map[string]any{"wait_for": "COMPLETED"}), s.values()); diff != "" {
		t.Error(diff)
	}
	before := s.fake.Counts().Requests
	got := s.run("destroy", "-auto-approve", "-refresh=false").must(t, 0)
	got.are(t, "warning: The submission stays at CPN; Terraform removes it from state")
	if n := s.fake.Counts().Requests - before; n != 0 || !strings.Contains(got.output, submittedID) {
		t.Errorf("the destroy sends %d requests, and says %s", n, got.output)
	}
	s.once()
}

// TestSubmission_twice declares one transaction twice, and another one of the payment that CPN
// does not have. In one run, the second is an error that sends nothing. By the next run, it is
// submitted.
func TestSubmission_twice(t *testing.T) {
	t.Parallel()
	s := newSubmission(t, nil)
	s.declared["b"] = s.declared["a"]
	s.declared["c"] = maps.Clone(s.declared["a"])
	s.declared["c"]["transaction_id"] = strangerID
	s.apply().are(t, submits, submits, strings.Replace(submits, "0a6c1d0e7f11", "999999999999", 1),
		"error: Not submitted: another resource submits the same transaction @ transaction_id", "error: Could not read the transaction before its submission")
	delete(s.declared, "c")
	if n := s.fake.Counts().Submits; n != 1 || len(s.objects) != 1 {
		t.Errorf("sent %d times, state has %v", n, s.objects)
	}
	s.succeeds().are(t, submits, "warning: "+submittedBefore)
	s.plansNothing()
	s.once()
}

// TestSubmission_twoMachines submits one transaction from two machines at the same time. CPN
// accepts one, and both end well.
func TestSubmission_twoMachines(t *testing.T) {
	t.Parallel()
	s := newSubmission(t, nil)
	s.fake.Inject(cpnfake.Fault{Method: "POST", Delay: time.Second})
	done := make(chan diagnostics)
	submit := func() {
		machine := s.start()
		_, diags := machine.create(machine.value(machine.typ, s.declared["a"]))
		done <- diags
	}
	go submit()
	await(t, "submit", func() bool { return s.fake.Counts().Submits > 0 })
	go submit()
	first, second := <-done, <-done
	append(first, second...).are(t, submits, submits, "warning: "+submittedBefore)
	if n := s.fake.Counts().SubmitCounts; n.Submitted != 1 || n.Submits != 2 {
		t.Errorf("CPN got %+v", n)
	}
}

// TestSubmission_destroyUnsigned shows how what was never submitted is destroyed without a
// signature: Terraform plans to create it first.
func TestSubmission_destroyUnsigned(t *testing.T) {
	t.Parallel()
	s := newSubmitting(t)
	s.configure(signing, "resource \"terraform_data\" \"other\" {\n}\n", submissionBlock())
	s.plain("apply", "-auto-approve", "-target=terraform_data.other")
	s.sign("")
	s.run("destroy", "-auto-approve").must(t, 1).has(t, "error", noMessage, "-refresh=false")
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
// in what is printed, logged and stored. Each run goes on where the one before it ended. The log
// has each status; package submission shows that each is told once.
func TestSubmission_secrets(t *testing.T) {
	t.Parallel()
	s := newSubmitting(t, `timeouts = { create = "3s", read = "2s" }`)
	s.traced()
	s.setenv("TF_CLI_ARGS", "-no-color")
	signed, message := s.env, s.transaction().MessageToBeSigned
	s.setenv("TF_VAR_signed", signedCanary+"0")
	s.setenv("TF_VAR_message", message[:len(message)-1])
	s.expects("Invalid signed_transaction", "plan")
	s.env = signed
	s.setenv("TF_VAR_message", strings.Replace(message, "11048874", "11048875", 1))
	s.expects("DO NOT SUBMIT", "apply", "-auto-approve")
	s.env = signed
	s.fake.Inject(quoting(t, http.StatusBadRequest))
	s.expects("CPN rejected the signed transaction", "apply", "-auto-approve")
	bad := quoting(t, http.StatusBadGateway)
	bad.Times = 9
	s.fake.Inject(cpnfake.Fault{Method: http.MethodPost, Status: 403, Body: "<html>" + signedCanary}, bad)
	s.expects("Outcome unknown", "apply", "-auto-approve")
	s.fake.ClearFaults()
	s.expects("Plan: 1 to add", "plan", "-out=saved.tfplan")
	s.expects("signed_transaction", "show", "-json", "saved.tfplan")
	s.expects("Creation complete", "apply", "saved.tfplan")
	s.declare(`wait_for = "COMPLETED"`)
	s.expects("Modifications complete", "apply", "-auto-approve")
	says := func(line string) bool {
		return saysAll(line, "CPN transaction status| status=PENDING| transaction_id="+submittedID)
	}
	if !slices.ContainsFunc(strings.Split(s.log(), "\n"), says) {
		t.Error("the log lacks the status")
	}
	s.apart(holdsSigned)
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
