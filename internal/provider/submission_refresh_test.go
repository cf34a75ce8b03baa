// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"maps"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/cpnfake"
)

// TestSubmission_refresh follows a transaction, with one read for each refresh, and keeps what CPN
// leaves out. A submission that cannot be read stays in state; [TestRefresh_faults] has all reasons.
func TestSubmission_refresh(t *testing.T) {
	t.Parallel()
	s := newSubmission(t, nil)
	s.fake.SetLife(stuck("PENDING"))
	s.succeeds()
	s.sign("")
	for _, status := range []string{"BROADCASTED", "SETTLING", "COMPLETED", "FAILED"} {
		requests := s.fake.Counts().Requests
		s.fake.MoveTransaction(submittedID, status)
		s.refresh().are(t)
		if got := s.state()["status"]; got != status {
			t.Errorf("state has %v, want %s", got, status)
		}
		s.plansNothing()
		if n := s.fake.Counts().Requests - requests; n != 2 {
			t.Errorf("%d requests to refresh a submission twice", n)
		}
	}
	before := s.state()
	if before["failure_reason"] != "FAILED_ONCHAIN" || before["transaction_hash"] == nil {
		t.Errorf("state has %v", before)
	}
	s.fake.EditResponses(func(_ string, data map[string]any) { maps.DeleteFunc(data, optional) })
	s.refresh().are(t)
	s.fake.Inject(cpnfake.Faults()["403"])
	s.refresh().are(t, "error: Could not refresh the transaction")
	s.fake.SetTransaction(submittedID, func(t *cpnfake.Transaction) { t.Unknown = true })
	s.refresh().are(t, "warning: The transaction was not refreshed (…0a6c1d0e7f11)")
	if diff := cmp.Diff(before, s.state()); diff != "" {
		t.Error(diff)
	}
	s.once()
}

// TestSubmission_import imports what was submitted elsewhere. A wait is added in place, and has
// nothing to wait for.
func TestSubmission_import(t *testing.T) {
	t.Parallel()
	id := paymentID + "/" + submittedID
	for name, tc := range map[string]struct {
		status, id string
		more       attributes
		want       map[string]any
	}{
		"PENDING":            {"PENDING", id, nil, nil},
		"COMPLETED":          {"COMPLETED", id, nil, nil},
		"FAILED":             {"FAILED", id, nil, map[string]any{"failure_reason": "FAILED_ONCHAIN"}},
		"in upper case":      {"PENDING", strings.ToUpper(id), nil, map[string]any{"id": strings.ToUpper(paymentID) + "/" + submittedID, "payment_id": strings.ToUpper(paymentID)}},
		"with a wait to add": {"COMPLETED", id, attributes{"wait_for": "BROADCASTED"}, map[string]any{"wait_for": "BROADCASTED"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := newSubmission(t, tc.more)
			s.sign("")
			s.fake.MoveTransaction(submittedID, tc.status)
			s.imports(tc.id).are(t)
			if tc.more != nil {
				s.succeeds().are(t)
			}
			s.plansNothing()
			if diff := cmp.Diff(submissionInState(t, s.transaction(), tc.want), s.state()); diff != "" {
				t.Error(diff)
			}
			s.never()
		})
	}
}

// TestSubmission_importRejects shows which transactions cannot be imported, and why.
// [TestImport_rejects] and [TestImport_findsNothing] have the rest.
func TestSubmission_importRejects(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		want    string
		arrange func(submissionPlay)
	}{
		"CREATED": {"The transaction is not submitted, so there is nothing to import", func(submissionPlay) {}},
		"no status": {"Could not read the transaction", func(s submissionPlay) {
			s.fake.EditResponses(func(_ string, data map[string]any) { delete(data, "status") })
		}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := newSubmission(t, nil)
			tc.arrange(s)
			s.imports(paymentID+"/"+submittedID).are(t, "error: "+tc.want)
			if s.state() != nil {
				t.Errorf("state has %v", s.state())
			}
			s.never()
		})
	}
}
