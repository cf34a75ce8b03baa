// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package submission

import (
	"testing"
	"testing/synctest"
	"time"
)

// TestWait_resumes shows that an update reads and waits, and never sends. What state has is no
// news, and CREATED is believed once it stays.
func TestWait_resumes(t *testing.T) {
	t.Parallel()
	const (
		createdAfterAll = "error: State says submitted, but the status is CREATED"
		late            = "error: The transaction is submitted, but not yet COMPLETED"
	)
	for name, tc := range map[string]struct {
		steps               []step
		calls, status, says string
	}{
		"and ends":                    {[]step{read("BROADCASTED"), read("COMPLETED")}, "read 0s, read 500ms", "COMPLETED", ""},
		"at once":                     {[]step{read("COMPLETED")}, "read 0s", "COMPLETED", ""},
		"in FAILED":                   {[]step{read("FAILED")}, "read 0s", "none", hasFailed},
		"after a failed read":         {[]step{unread(), read("COMPLETED")}, "read 0s, read 500ms", "COMPLETED", ""},
		"unread to the end":           {[]step{unread()}, "read 0s" + quiet, "none", late},
		"CREATED goes by":             {[]step{staysCreated(6 * time.Second), read("COMPLETED")}, "read 0s, read 500ms, read 1.3s, read 2.4s, read 4.1s, read 6.6s", "COMPLETED", ""},
		"CREATED stays":               {[]step{read("CREATED")}, "read 0s" + quiet, "none", createdAfterAll},
		"CREATED stays after PENDING": {[]step{read("PENDING"), read("CREATED")}, "read 0s" + quiet, "none", createdAfterAll},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				s := &script{t: t, steps: tc.steps, start: time.Now()}
				found, diags := s.submission(func(s *Submission) {
					s.WaitFor, s.Timeout, s.SignedMessage, s.SignedTransaction = "COMPLETED", 20*time.Second, "", ""
				}).Wait(t.Context())
				status := "none"
				if found != nil {
					status = statusOf(*found)
				}
				if s.story() != tc.calls || status != tc.status || short(diags) != tc.says {
					t.Errorf("got %s; %s; %s", s.story(), status, short(diags))
				}
			})
		})
	}
}
