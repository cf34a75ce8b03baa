// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package submission

import (
	"testing"
	"testing/synctest"
	"time"

	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/cpn"
)

const (
	before       = "warning: The transaction was submitted before this run"
	unknown      = "error: Outcome unknown: CPN may have the signed transaction"
	onchain      = "error: Outcome unknown: the blockchain may have the transaction"
	notSubmitted = "error: The transaction is not submitted: CPN accepted no request"
	wasRejected  = "error: CPN rejected the signed transaction"
	hasFailed    = "error: The transaction FAILED: OUT_OF_GAS"

	// The reads of a transaction that stays CREATED after the first send, and after the second.
	sent    = "read 0s, submit 0s"
	ten     = ", read 500ms, read 1.3s, read 2.4s, read 4.1s, read 6.6s, read 10.4s"
	quiet   = ten + ", read 16.1s"
	sent2   = sent + quiet + ", submit 16.1s"
	quiet2  = ", read 16.6s, read 17.3s, read 18.5s, read 20.1s, read 22.7s, read 26.5s, read 32.2s, read 40.7s, read 53.5s"
	forever = time.Hour
)

// TestSubmit_outcomes is the table of what happens to a submission, whole: which calls are
// made when, what goes to state, and what the operator reads.
func TestSubmit_outcomes(t *testing.T) {
	t.Parallel()
	created := staysCreated(forever)
	for name, tc := range map[string]struct {
		steps               []step
		calls, status, says string
	}{
		"submitted":           {[]step{read("CREATED"), submitted()}, sent, "PENDING", ""},
		"PENDING before":      {[]step{read("PENDING")}, "read 0s", "PENDING", before},
		"BROADCASTED before":  {[]step{read("BROADCASTED")}, "read 0s", "BROADCASTED", before},
		"COMPLETED before":    {[]step{read("COMPLETED")}, "read 0s", "COMPLETED", before},
		"a new status before": {[]step{read("SETTLING")}, "read 0s", "none", "error: Not submitted by this run: the provider does not know the status"},
		"FAILED before":       {[]step{read("FAILED")}, "read 0s", "none", hasFailed},
		"no status":           {[]step{read("")}, "read 0s", "none", "error: Could not read the transaction before its submission"},
		"unread":              {[]step{unread()}, "read 0s", "none", "error: Could not read the transaction before its submission"},

		"lost, and CPN has it":         {[]step{read("CREATED"), fails(lost()), read("PENDING")}, sent + ", read 500ms", "PENDING", ""},
		"lost, and CPN has settled it": {[]step{read("CREATED"), fails(lost()), read("COMPLETED")}, sent + ", read 500ms", "COMPLETED", ""},
		"lost, and it FAILED":          {[]step{read("CREATED"), fails(lost()), read("FAILED")}, sent + ", read 500ms", "none", hasFailed},
		"lost, and reads are stale for six seconds": {
			[]step{read("CREATED"), fails(lost()), staysCreated(6 * time.Second), read("PENDING")},
			sent + ", read 500ms, read 1.3s, read 2.4s, read 4.1s, read 6.6s", "PENDING", "",
		},
		"lost, and reads are stale for fifteen seconds": {
			[]step{read("CREATED"), fails(lost()), staysCreated(15 * time.Second), read("PENDING")}, sent + quiet, "PENDING", "",
		},
		"lost, and some reads fail": {
			[]step{read("CREATED"), fails(lost()), unread(), read(""), read("CREATED"), unread(), read("PENDING")},
			sent + ", read 500ms, read 1.3s, read 2.4s, read 4.1s, read 6.6s", "PENDING", "",
		},
		"lost, and reads fail for a minute": {
			[]step{read("CREATED"), fails(lost()), unreadUntil(time.Minute), read("PENDING")},
			sent + quiet + ", read 24.6s, read 37.4s, read 52.4s, read 1m7.4s", "PENDING", "",
		},
		"lost, and CPN does not have it": {[]step{created, fails(lost()), created, submitted()}, sent2, "PENDING", ""},
		"lost twice":                     {[]step{created, fails(lost()), created, fails(lost()), created, submitted()}, sent2 + quiet2 + ", submit 53.5s", "PENDING", ""},
		"lost, then rejected": {
			[]step{created, fails(lost()), created, fails(rejected(cpn.CodeInsufficientTokenBalance)), created}, sent2 + quiet2, "none", wasRejected,
		},
		"lost, then rejected because an earlier one has used the nonce": {
			[]step{created, fails(lost()), created, fails(rejected(cpn.CodeNonceAlreadyUsed)), created}, sent2 + quiet2, "none", unknown,
		},
		"lost, then rejected because CPN has it": {
			[]step{created, fails(lost()), created, fails(rejected(cpn.CodeNonceAlreadyUsed)), read("BROADCASTED")}, sent2 + ", read 16.6s", "BROADCASTED", "",
		},
		"lost, stale for twenty seconds, then 290307": {
			[]step{created, fails(lost()), created, fails(rejected(cpn.CodeAlreadySubmitted)), staysCreated(20 * time.Second), read("PENDING")},
			sent2 + ", read 16.6s, read 17.3s, read 18.5s, read 20.1s", "PENDING", "",
		},
		"lost, then never sent": {[]step{created, fails(lost()), created, fails(unsent()), created, submitted()}, sent2 + quiet2 + ", submit 53.5s", "PENDING", ""},
		"lost, then limited":    {[]step{created, fails(lost()), created, fails(limited()), created, submitted()}, sent2 + quiet2 + ", submit 53.5s", "PENDING", ""},
		"lost, then a proxy's":  {[]step{created, fails(lost()), created, fails(foreign(403)), created}, sent2 + quiet2, "none", unknown},

		"never sent":                     {[]step{read("CREATED"), fails(unsent())}, sent, "none", notSubmitted},
		"limited":                        {[]step{read("CREATED"), fails(limited())}, sent, "none", notSubmitted},
		"rejected":                       {[]step{read("CREATED"), fails(rejected(cpn.CodeNonceTooLow))}, sent, "none", wasRejected},
		"rejected with a new code":       {[]step{read("CREATED"), fails(rejected(299999))}, sent, "none", wasRejected},
		"rejected at signed_transaction": {[]step{read("CREATED"), fails(rejected(cpn.CodeInvalidSignature))}, sent, "none", "error at signed_transaction: CPN rejected the signed transaction"},
		"signed by another wallet":       {[]step{read("CREATED"), fails(rejected(cpn.CodeSignatureNotVerified))}, sent, "none", "error at signed_transaction: CPN rejected the signed transaction"},
		"rejected at signed_message":     {[]step{read("CREATED"), fails(rejected(cpn.CodePayloadMismatch))}, sent, "none", "error at signed_message: CPN rejected the signed transaction"},
		"rejected without an allowance":  {[]step{read("CREATED"), fails(rejected(cpn.CodeInsufficientAllowanceToPermit2))}, sent, "none", "error: Permit2 may not take this amount from the wallet"},
		"another ID":                     {[]step{read("CREATED"), {call: "submit", err: cpn.ErrUnusableID}}, sent, "none", "error: Could not read the transaction before its submission"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				s := &script{t: t, steps: tc.steps}
				calls, status, diags := s.run(t.Context(), nil)
				if calls != tc.calls || status != tc.status || short(diags) != tc.says {
					t.Errorf("got %s; %s; %s\nwant %s; %s; %s", calls, status, short(diags), tc.calls, tc.status, tc.says)
				}
			})
		})
	}
}

// TestSubmit_keepsMessage shows that state can say what was signed, if CPN does not repeat it.
func TestSubmit_keepsMessage(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		sent := submitted()
		sent.edit = func(found *cpn.Transaction) { found.MessageToBeSigned = nil }
		s := &script{t: t, steps: []step{read("CREATED"), sent}}
		found, diags := s.submission(nil).Run(t.Context())
		if found == nil || string(found.MessageToBeSigned) != message || len(diags) != 0 {
			t.Errorf("got %+v; %s", found, short(diags))
		}
	})
}
