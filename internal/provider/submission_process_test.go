// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"strings"
	"testing"
	"time"

	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/cpnfake"
)

// TestSubmission_twoAtOnce declares one transaction twice, and lets two machines submit it
// at the same time. CPN accepts one, and both end well. One run sends it once.
func TestSubmission_twoAtOnce(t *testing.T) {
	t.Parallel()
	t.Run("in one configuration", func(t *testing.T) {
		t.Parallel()
		s := newSubmitting(t)
		s.configure(signing, submissionBlock(), named("other", submissionBlock()))
		s.apply()
		if n := s.fake.Counts().Submits; n != 1 || len(s.state()) != 2 {
			t.Errorf("sent %d times, state has %v", n, s.state())
		}
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
