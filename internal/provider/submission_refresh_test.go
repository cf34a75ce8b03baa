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

// TestSubmission_refresh follows a transaction, and keeps what CPN leaves out.
func TestSubmission_refresh(t *testing.T) {
	t.Parallel()
	s := newSubmission(t, nil)
	s.fake.SetLife(stuck("PENDING"))
	s.succeeds()
	s.sign("")
	for _, status := range []string{"BROADCASTED", "SETTLING", "COMPLETED", "FAILED"} {
		s.fake.MoveTransaction(submittedID, status)
		s.refresh().are(t)
		if got := s.state()["status"]; got != status {
			t.Errorf("state has %v, want %s", got, status)
		}
		s.plansNothing()
	}
	before := s.state()
	if before["failure_reason"] != "FAILED_ONCHAIN" || before["transaction_hash"] == nil {
		t.Errorf("state has %v", before)
	}
	s.fake.EditResponses(func(_ string, data map[string]any) { maps.DeleteFunc(data, optional) })
	s.refresh().are(t)
	if diff := cmp.Diff(before, s.state()); diff != "" {
		t.Error(diff)
	}
	s.once()
}

// TestSubmission_refreshKeeps shows that a submission which cannot be read stays in state.
func TestSubmission_refreshKeeps(t *testing.T) {
	t.Parallel()
	const kept, lost = "warning: The transaction was not refreshed (…0a6c1d0e7f11)", "error: Could not refresh the transaction"
	faults := cpnfake.Faults()
	for name, tc := range map[string]struct {
		arrange func(submissionPlay)
		want    string
	}{
		"not found":         {func(s submissionPlay) { s.hide() }, kept},
		"404":               {func(s submissionPlay) { s.fake.Inject(always(faults["404"])) }, kept},
		"a proxy's 403":     {func(s submissionPlay) { s.fake.Inject(always(faults["HTML from a proxy that says 403"])) }, kept},
		"CPN's 403":         {func(s submissionPlay) { s.fake.Inject(always(faults["403"])) }, lost},
		"an outage":         {func(s submissionPlay) { s.fake.Inject(always(cpnfake.Fault{Status: 503})) }, lost},
		"no API key":        {func(s submissionPlay) { s.provider["api_key"] = nil }, "error: Could not read the transaction: no CPN API key @ api_key"},
		"an unknown source": {func(s submissionPlay) { s.provider["api_key"] = unknown{} }, kept},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := newSubmission(t, nil)
			s.succeeds()
			s.sign("")
			before := s.state()
			tc.arrange(s)
			changes, diags := s.plan()
			diags.are(t, tc.want)
			if diff := cmp.Diff(before, s.state()); diff != "" || len(changes) != 0 {
				t.Errorf("planned %v: %s", changes, diff)
			}
			s.once()
		})
	}
}

// hide makes CPN find the transaction no more.
func (s submissionPlay) hide() {
	s.fake.SetTransaction(submittedID, func(t *cpnfake.Transaction) { t.Unknown = true })
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

// TestSubmission_importRejects shows what cannot be imported, and why. [TestImport_rejects] has
// the forms of import IDs.
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
		"not found":   {"Could not read the transaction", submissionPlay.hide},
		"without key": {"Could not read the transaction: no CPN API key @ api_key", func(s submissionPlay) { s.provider["api_key"] = nil }},
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
