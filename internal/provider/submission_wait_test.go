// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/cpnfake"
)

// TestSubmission_waitFor changes what is waited for: the wait goes on in place, or nothing is
// asked. Terraform before 1.12 stores no identity, and needs none.
func TestSubmission_waitFor(t *testing.T) {
	t.Parallel()
	s := newSubmission(t, nil)
	s.noIdentity = true
	s.fake.SetLife(cpnfake.Life{Statuses: []string{"PENDING", "BROADCASTED", "COMPLETED"}, Reads: 4})
	s.succeeds()
	s.sign("")
	for _, waitFor := range []string{"BROADCASTED", "COMPLETED"} {
		s.set("wait_for", waitFor)
		changes, _ := s.plan()
		planned, _ := decoded(t, changes[0].planned).(map[string]any)
		if len(changes) != 1 || !changes[0].update || planned["status"] != (unknown{}) || planned["transaction_hash"] != (unknown{}) || planned["failure_reason"] != (unknown{}) {
			t.Errorf("planned %v", planned)
		}
		s.succeeds().are(t)
		if s.state()["status"] != waitFor {
			t.Errorf("state has %v", s.state())
		}
		s.plansNothing()
	}
	// What is over needs no request.
	before := s.fake.Counts().Requests
	s.noRefresh = true
	for _, more := range []attributes{{"wait_for": "BROADCASTED"}, {"wait_for": nil}, {"timeouts": map[string]any{"create": "1m"}}} {
		for name, value := range more {
			s.set(name, value)
		}
		changes, _ := s.plan()
		if s.succeeds().are(t); len(changes) != 1 || !changes[0].update {
			t.Errorf("%v: planned %v", more, changes)
		}
	}
	if n := s.fake.Counts().Requests - before; n != 0 {
		t.Errorf("%d requests", n)
	}
	want := submissionInState(t, s.transaction(), map[string]any{"timeouts": map[string]any{"create": "1m", "read": nil}})
	if diff := cmp.Diff(want, s.state()); diff != "" {
		t.Error(diff)
	}
	s.once()
}

// TestSubmission_waitForUnknown plans with a wait_for that is known only during the apply.
func TestSubmission_waitForUnknown(t *testing.T) {
	t.Parallel()
	for name, life := range map[string]cpnfake.Life{"waits": {Reads: 1}, "is over": {}, "stays": stuck("COMPLETED")} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := newSubmission(t, nil)
			s.fake.SetLife(life)
			s.succeeds()
			s.sign("")
			s.set("wait_for", unknown{})
			changes, diags := s.plan()
			if diags.are(t); len(changes) > 1 || len(changes) == 1 && !changes[0].update {
				t.Errorf("planned %v", changes)
			}
			s.set("wait_for", "BROADCASTED")
			if s.succeeds().are(t); s.state()["wait_for"] != "BROADCASTED" || s.state()["status"] == "PENDING" {
				t.Errorf("state has %v", s.state())
			}
			s.plansNothing()
			s.once()
		})
	}
}

// TestSubmission_waitInPlaceFails shows that a wait in place which ends in an error leaves state
// as it was, so that the next apply waits again. It never sends anything, whatever CPN says.
func TestSubmission_waitInPlaceFails(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		fault   cpnfake.Fault
		status  string // at CPN, during the wait
		summary string
		says    []string
	}{
		"expired": {cpnfake.Fault{}, "PENDING", notYetCompleted, nil},
		"unread":  {cpnfake.Fault{Method: "GET", Status: 500}, "PENDING", notYetCompleted, nil},
		"FAILED":  {cpnfake.Fault{}, "FAILED", "The transaction FAILED: FAILED_ONCHAIN", nil},
		"CREATED": {cpnfake.Fault{}, "CREATED", "State says submitted, but the status is CREATED", []string{"-replace", submittedID}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := newSubmission(t, nil)
			s.fake.SetLife(stuck("PENDING"))
			s.succeeds()
			s.noRefresh = true
			s.set("wait_for", "COMPLETED")
			s.set("timeouts", map[string]any{"create": "3s", "read": "2s"})
			s.fake.MoveTransaction(submittedID, tc.status)
			s.fake.Inject(tc.fault)
			s.fails().has(t, "error", tc.summary, tc.says...)
			// Refreshed or not, the next apply says the same: nothing ends as if it were reached.
			s.noRefresh = false
			if tc.status == "FAILED" {
				s.apply().are(t, "error: "+tc.summary)
			}
			if n := s.fake.Counts().SubmitCounts; n.Submits != 1 {
				t.Errorf("CPN got %+v", n)
			}
			s.fake.MoveTransaction(submittedID, "COMPLETED")
			s.settles().are(t)
		})
	}
}
