// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"fmt"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/cpnfake"
)

// stuck is a life that stays in a status.
func stuck(status string) cpnfake.Life { return cpnfake.Life{Statuses: []string{status}} }

// brief bounds a wait that is to expire.
const brief = `timeouts = { create = "3s" }`

// TestSubmission_waitExpires shows that an expired wait names the last status and since
// when, that it leaves nothing in state, and that the next apply waits on and sends nothing.
func TestSubmission_waitExpires(t *testing.T) {
	t.Parallel()
	s := newSubmitting(t, `wait_for = "COMPLETED"`, brief)
	s.fake.SetLife(cpnfake.Life{Statuses: []string{"PENDING", "BROADCASTED"}})
	began := time.Now().UTC().Truncate(time.Second)
	d := s.apply(1).has(t, "error", notYetCompleted)
	said := regexp.MustCompile(`Its status has been BROADCASTED since (\S+Z)\. Timed out \(timeouts\.create\)\.`).FindStringSubmatch(d.Detail)
	if said == nil {
		t.Fatalf("says %s", d.Detail)
	}
	if since, err := time.Parse(time.RFC3339, said[1]); err != nil || since.Before(began) || since.After(time.Now()) {
		t.Errorf("since %s, began %s", said[1], began)
	}
	s.absent()
	s.sign("")
	s.apply(1).has(t, "error", notYetCompleted)
	s.fake.MoveTransaction(submittedID, "COMPLETED")
	s.apply(0).has(t, "warning", submittedBefore)
	if got := s.values(); got["status"] != "COMPLETED" {
		t.Errorf("state has %s", s.file())
	}
	s.plansNothing()
	s.once()
}

// TestSubmission_waitFor changes what is waited for: the wait goes on in place, or nothing
// is asked.
func TestSubmission_waitFor(t *testing.T) {
	t.Parallel()
	s := newSubmitting(t)
	s.fake.SetLife(cpnfake.Life{Statuses: []string{"PENDING", "BROADCASTED", "COMPLETED"}, Reads: 3})
	s.apply(0)
	s.sign("")

	s.declare(`wait_for = "BROADCASTED"`)
	got := s.run("plan", "-detailed-exitcode", "-out=saved").must(t, 2)
	if !strings.Contains(got.output, "0 to add, 1 to change, 0 to destroy") {
		t.Errorf("planned %s", got.output)
	}
	if out, err := s.command("show", "-no-color", "saved").CombinedOutput(); err != nil || strings.Count(string(out), "(known after apply)") != 3 {
		t.Errorf("the plan shows %s", out)
	}
	if got := s.apply(0); len(got.diagnostics) != 0 || s.values()["status"] != "BROADCASTED" {
		t.Errorf("state has %v after %+v", s.values(), got.diagnostics)
	}
	s.plansNothing()

	s.declare(`wait_for = "COMPLETED"`)
	if s.apply(0); s.values()["status"] != "COMPLETED" {
		t.Errorf("state has %v", s.values())
	}
	s.plansNothing()

	// What is over needs no request.
	before := s.fake.Counts().Requests
	for _, attributes := range [][]string{{`wait_for = "BROADCASTED"`}, {}, {`timeouts = { create = "1m" }`}} {
		s.declare(attributes...)
		got := s.apply(0, "-refresh=false")
		if !strings.Contains(got.output, "0 added, 1 changed, 0 destroyed") || len(got.diagnostics) != 0 {
			t.Errorf("%v: %s", attributes, got.output)
		}
	}
	if n := s.fake.Counts().Requests - before; n != 0 {
		t.Errorf("%d requests", n)
	}
	want := submissionInState("COMPLETED", map[string]any{
		"transaction_hash": s.transaction().TransactionHash, "timeouts": map[string]any{"create": "1m", "read": nil},
	})
	if diff := cmp.Diff(want, s.values()); diff != "" {
		t.Error(diff)
	}
	s.plansNothing()
	s.once()
}

// TestSubmission_waitForUnknown plans with a wait_for that is known only during the apply.
func TestSubmission_waitForUnknown(t *testing.T) {
	t.Parallel()
	for name, life := range map[string]cpnfake.Life{"waits": {Reads: 1}, "is over": {}, "stays": stuck("COMPLETED")} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := newSubmitting(t)
			s.fake.SetLife(life)
			s.apply(0)
			s.sign("")
			s.configure(signing, "resource \"terraform_data\" \"late\" {\n  input = \"BROADCASTED\"\n}\n", submissionBlock(`wait_for = terraform_data.late.output`))
			if got := s.apply(0); len(got.diagnostics) != 0 {
				t.Errorf("says %+v", got.diagnostics)
			}
			if got := s.state()[submissionAddress]; got["wait_for"] != "BROADCASTED" || got["status"] == "PENDING" {
				t.Errorf("state has %v", got)
			}
			s.plansNothing()
			s.once()
		})
	}
}

// TestSubmission_waitInPlaceFails shows that a wait which ends in an error in place leaves
// state as it was, so that the next apply waits again.
func TestSubmission_waitInPlaceFails(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		fault   cpnfake.Fault
		status  string // at CPN, during the wait
		summary string
	}{
		"expired": {cpnfake.Fault{}, "PENDING", notYetCompleted},
		"unread":  {cpnfake.Fault{Method: "GET", Status: 500}, "PENDING", notYetCompleted},
		"FAILED":  {cpnfake.Fault{}, "FAILED", "The transaction FAILED: FAILED_ONCHAIN"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := newSubmitting(t)
			s.fake.SetLife(stuck("PENDING"))
			s.apply(0)
			s.sign("")
			before := s.values()
			s.declare(`wait_for = "COMPLETED"`, brief)
			s.fake.MoveTransaction(submittedID, tc.status)
			s.fake.Inject(tc.fault)
			s.apply(1, "-refresh=false").has(t, "error", tc.summary)
			if diff := cmp.Diff(before, s.values()); diff != "" {
				t.Error(diff)
			}
			// Refreshed or not, the next apply says the same: nothing ends as if it were reached.
			if tc.status == "FAILED" {
				s.apply(1).has(t, "error", tc.summary)
			}
			s.fake.MoveTransaction(submittedID, "COMPLETED")
			s.apply(0)
			s.plansNothing()
			s.once()
		})
	}
}

// TestSubmission_manyWaitsExpire lets several waits expire at the same moment.
func TestSubmission_manyWaitsExpire(t *testing.T) {
	t.Parallel()
	s := newSubmitting(t)
	s.fake.SetLife(stuck("PENDING"))
	blocks := []string{signing}
	for i := range 5 {
		name, id, payment := fmt.Sprintf("x%d", i), fmt.Sprintf("aaaaaaaa-0000-4000-8000-00000000000%d", i), fmt.Sprintf("bbbbbbbb-0000-4000-8000-00000000000%d", i)
		s.fake.SetTransaction(id, func(t *cpnfake.Transaction) { t.PaymentID = payment })
		at := []string{fmt.Sprintf("payment_id = %q", payment), fmt.Sprintf("transaction_id = %q", id)}
		blocks = append(blocks, named(name, transactionData(at...)), named(name, submissionBlock(append(at, brief, `wait_for = "COMPLETED"`,
			`signed_message = data.cpn_transaction.`+name+`.message_to_be_signed`)...)))
	}
	s.configure(blocks...)
	got := s.apply(1)
	if n := strings.Count(got.output, `"summary":"`+notYetCompleted); n != 5 || strings.Contains(string(s.file()), "cpn_transaction_submission") {
		t.Errorf("%d errors, and state has %s", n, s.file())
	}
	for _, made := range s.fake.Transactions() {
		s.fake.MoveTransaction(made.ID, "COMPLETED")
	}
	s.fake.MoveTransaction(submittedID, "COMPLETED")
	s.sign("")
	s.apply(0)
	s.plansNothing()
	if n := s.fake.Counts().SubmitCounts; n.Submitted != 5 || n.Resubmits != 0 {
		t.Errorf("CPN got %+v", n)
	}
}

// TestSubmission_logs shows that the provider's log has each status as it changes.
func TestSubmission_logs(t *testing.T) {
	t.Parallel()
	s := newSubmitting(t, `wait_for = "COMPLETED"`)
	s.fake.SetLife(cpnfake.Life{Reads: 1})
	s.setenv("TF_LOG_PROVIDER", "DEBUG")
	s.setenv("TF_LOG_PATH", filepath.Join(s.dir, "run.log"))
	s.apply(0)
	var seen []string
	for line := range strings.Lines(s.read("run.log")) {
		if strings.Contains(line, "CPN transaction status") && strings.Contains(line, "transaction_id="+submittedID) {
			seen = append(seen, regexp.MustCompile(`\bstatus=(\S+)`).FindStringSubmatch(line)[1])
		}
	}
	if diff := cmp.Diff([]string{"PENDING", "BROADCASTED", "COMPLETED"}, seen); diff != "" {
		t.Error(diff)
	}
}
