// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package report

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/hashicorp/terraform-plugin-framework/diag"

	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/cpn"
)

// readAttempt is an attempt to read that came to result, and its line in a message.
func readAttempt(n int, result string) cpn.Attempt {
	return cpn.Attempt{Number: n, Start: time.Date(2026, 11, 20, 3, 0, n, 0, time.UTC), RequestID: fmt.Sprintf("r-%d", n), Result: result}
}

// TestUnrefreshed holds whole messages about a refresh that brought nothing: what
// happened, what helps, the way out, and the evidence last.
func TestUnrefreshed(t *testing.T) {
	t.Parallel()
	const (
		stale = "Do not sign: the stored status may be out of date. "
		kept  = "\n\nCPN deletes no transaction, so state keeps what was last read (for example transaction_id t-1 of payment p-1).\n\n"
		same  = "\n\nThis refresh changed nothing, in state or at CPN. Do not remove the transaction from state.\n\n"
		way   = "\n\nTo plan other changes meanwhile, use `-refresh=false`."
		lost  = "connection closed before an answer"
	)
	warning := func(detail string) diag.Diagnostics {
		return diag.Diagnostics{diag.NewWarningDiagnostic("The transaction was not refreshed", stale+detail)}
	}
	failure := func(remedy, happened string, evidence ...string) diag.Diagnostics {
		return diag.Diagnostics{diag.NewErrorDiagnostic("Could not refresh the transaction", stale+remedy+same+happened+way+strings.Join(evidence, ""))}
	}
	for name, tc := range map[string]struct {
		err  error
		want diag.Diagnostics
	}{
		"CPN does not know it": {
			&cpn.Error{
				StatusCode: 400, Code: cpn.CodeTransactionNotFound, Message: "Transaction not found", RequestID: "r-1", Envelope: true,
				Ended: cpn.EndedFinal, Attempts: []cpn.Attempt{readAttempt(1, "HTTP 400 (code 290306): Transaction not found")},
			},
			warning("Check that the API key and base_url are those of the environment it was created in." + kept +
				"CPN answered HTTP 400 (code 290306): Transaction not found [request r-1].\n\n" +
				"  attempt 1:       2026-11-20T03:00:01.000Z  request r-1  HTTP 400 (code 290306): Transaction not found"),
		},
		"somebody else answered": {
			&cpn.Error{StatusCode: 404, Message: "no JSON", Ended: cpn.EndedFinal},
			warning("Check base_url, and what stands between this machine and CPN." + kept + "HTTP 404, not in CPN's form: no JSON."),
		},
		"the key is refused": {
			&cpn.Error{StatusCode: 401, Code: cpn.CodeUnauthorized, Message: "Unauthorized", Envelope: true, Ended: cpn.EndedFinal},
			failure("Check the API key: all three parts, not revoked, and of the right environment.", "CPN answered HTTP 401 (code 4): Unauthorized."),
		},
		"no answer to the only attempt": {
			&cpn.Error{Ended: cpn.EndedRetries, Attempts: []cpn.Attempt{readAttempt(1, lost)}},
			failure("Check the network, proxy settings and base_url, then try again.", "There was no usable answer: "+lost+". That was the only attempt (max_retries is 0).",
				"\n\n  attempt 1:       2026-11-20T03:00:01.000Z  request r-1  "+lost),
		},
		"an answer that is none, again and again": {
			&cpn.Error{StatusCode: 200, Ended: cpn.EndedRetries, Attempts: []cpn.Attempt{readAttempt(1, lost), readAttempt(2, "HTTP 200, but the reply is not JSON")}},
			failure("Check the network, proxy settings and base_url, then try again.",
				"There was no usable answer: HTTP 200, but the reply is not JSON. That was the last of 2 attempts (max_retries).",
				"\n\n  attempt 1:       2026-11-20T03:00:01.000Z  request r-1  "+lost,
				"\n  attempt 2:       2026-11-20T03:00:02.000Z  request r-2  HTTP 200, but the reply is not JSON"),
		},
		"CPN is down": {
			&cpn.Error{StatusCode: 503, Code: cpn.CodeUnknown, Message: "Unknown error", Envelope: true, Ended: cpn.EndedDeadline},
			failure("Try again in a few minutes.", "CPN answered HTTP 503 (code -1): Unknown error. The time for all attempts was over (timeouts.read)."),
		},
		"a proxy says that CPN is down": {
			&cpn.Error{StatusCode: 502, Message: "no JSON", Ended: cpn.EndedRetries, Attempts: []cpn.Attempt{readAttempt(1, "HTTP 502: no JSON")}},
			failure("Try again in a few minutes.", "HTTP 502, not in CPN's form: no JSON. That was the only attempt (max_retries is 0).",
				"\n\n  attempt 1:       2026-11-20T03:00:01.000Z  request r-1  HTTP 502: no JSON"),
		},
		"CPN asks to wait too long": {
			&cpn.Error{StatusCode: 429, Code: cpn.CodeTooManyRequests, Message: "Too Many Requests", Envelope: true, Ended: cpn.EndedRetryAfter},
			failure("Slow down: run Terraform with a lower -parallelism, or later.",
				"CPN answered HTTP 429 (code 429): Too Many Requests. CPN asks to wait longer than there is time (timeouts.read)."),
		},
		"CPN has been silent before": {
			&cpn.Error{Ended: cpn.EndedSilence, Attempts: []cpn.Attempt{readAttempt(1, lost)}},
			failure("Check the network, proxy settings and base_url, then try again.",
				"There was no usable answer: "+lost+". CPN responded to no earlier call of this run, so there was only one attempt.",
				"\n\n  attempt 1:       2026-11-20T03:00:01.000Z  request r-1  "+lost),
		},
		"Ctrl-C": {
			&cpn.Error{Ended: cpn.EndedInterrupt},
			failure("Run it again when you are ready.", "Terraform was interrupted before there was an answer."),
		},
		"something else": {
			errors.New("out of memory"),
			failure("Ask Circle support about it.", "Out of memory."),
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if diff := cmp.Diff(tc.want, Unrefreshed("p-1", "t-1", tc.err)); diff != "" {
				t.Error(diff)
			}
		})
	}
}
