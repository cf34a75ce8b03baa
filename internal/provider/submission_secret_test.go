// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"encoding/json"
	"net/http"
	"strings"
	"testing"

	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/cpnfake"
)

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
