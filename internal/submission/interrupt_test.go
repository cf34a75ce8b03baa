// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package submission

import (
	"context"
	"strings"
	"testing"
	"testing/synctest"
	"time"
)

// TestSubmit_interrupted shows where an interrupt and an expired timeout leave a submission.
func TestSubmit_interrupted(t *testing.T) {
	t.Parallel()
	slow := func(s step) step {
		s.took = 3 * time.Second
		return s
	}
	for name, tc := range map[string]struct {
		steps               []step
		expired             bool // the timeout and not an interrupt, both after 2 s
		calls, status, says string
		cause               string
	}{
		"interrupted in the first read": {
			[]step{slow(read("CREATED"))},
			false,
			"read 0s", "none", "error: Could not read the transaction before its submission", "Terraform was interrupted.",
		},
		"expired in the first read": {
			[]step{slow(read("CREATED"))},
			true,
			"read 0s", "none", "error: Could not read the transaction before its submission", "Timed out (timeouts.create).",
		},
		"a response within the grace": {[]step{read("CREATED"), slow(submitted())}, false, "read 0s, submit 0s", "PENDING", "", ""},
		"lost at the end of the grace": {
			[]step{read("CREATED"), slow(fails(lost()))}, false, "read 0s, submit 0s", "none", unknown, "Terraform was interrupted.",
		},
		// The timeout of the submission leaves time to find out.
		"expired, and CPN has it": {
			[]step{read("CREATED"), slow(fails(lost())), read("PENDING")}, true, "read 0s, submit 0s, read 3.5s", "PENDING", "", "",
		},
		"expired, and CPN does not have it": {
			[]step{read("CREATED"), slow(fails(lost())), read("CREATED")},
			true,
			sent + ", read 3.5s, read 4.3s, read 5.4s, read 7.1s, read 9.6s, read 13.4s", "none", unknown, "still CREATED",
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				ctx, interrupt := context.WithCancel(t.Context())
				defer interrupt()
				s := &script{t: t, steps: tc.steps}
				calls, status, diags := s.run(ctx, func(s *Submission) {
					if tc.expired {
						s.Timeout = 2 * time.Second
					} else {
						time.AfterFunc(2*time.Second, interrupt)
					}
				})
				if calls != tc.calls || status != tc.status || short(diags) != tc.says {
					t.Errorf("got %s; %s; %s\nwant %s; %s; %s", calls, status, short(diags), tc.calls, tc.status, tc.says)
				}
				if tc.cause != "" && !strings.Contains(diags[0].Detail(), tc.cause) {
					t.Errorf("the message lacks %q: %s", tc.cause, diags[0].Detail())
				}
			})
		})
	}
}
