// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"errors"
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/cpn"
)

// readAttempt is an attempt to read that came to result, and its line in a message.
func readAttempt(n int, result string) cpn.Attempt {
	return cpn.Attempt{Number: n, Start: time.Date(2026, 11, 20, 3, 0, n, 0, time.UTC), RequestID: fmt.Sprintf("r-%d", n), Result: result}
}

// TestUnread holds whole messages about a refresh that brought nothing: what
// happened, what helps, the way out, and the evidence last.
func TestUnread(t *testing.T) {
	t.Parallel()
	const (
		kept = "CPN deletes no transaction, so state keeps what was last read (for example transaction_id t-1 of payment p-1). "
		out  = "\n\nState keeps the transaction. Until it can be read, -refresh=false plans without reading it. " +
			"To give it up for good, use terraform state rm."
		lost = "connection closed before an answer"
	)
	warning := func(detail string) diag.Diagnostics {
		return diag.Diagnostics{diag.NewWarningDiagnostic("The transaction was not refreshed", detail)}
	}
	failure := func(detail string) diag.Diagnostics {
		return diag.Diagnostics{diag.NewErrorDiagnostic("Could not read the transaction", detail)}
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
			warning("CPN answered HTTP 400 (code 290306): Transaction not found [request r-1].\n\n" + kept +
				"Check that the API key and base_url are those of the environment it was created in.\n\n" +
				"  attempt 1:       2026-11-20T03:00:01.000Z  request r-1  HTTP 400 (code 290306): Transaction not found"),
		},
		"somebody else answered": {
			&cpn.Error{StatusCode: 404, Message: "no JSON", Ended: cpn.EndedFinal},
			warning("HTTP 404, not in CPN's form: no JSON.\n\n" + kept + "Check base_url, and what stands between this machine and CPN."),
		},
		"the key is refused": {
			&cpn.Error{StatusCode: 401, Code: cpn.CodeUnauthorized, Message: "Unauthorized", Envelope: true, Ended: cpn.EndedFinal},
			failure("CPN answered HTTP 401 (code 4): Unauthorized.\n\n" +
				"Check the API key: all three parts, not revoked, and of the right environment." + out),
		},
		"no answer to the only attempt": {
			&cpn.Error{Ended: cpn.EndedRetries, Attempts: []cpn.Attempt{readAttempt(1, lost)}},
			failure("There was no usable answer: " + lost + ". That was the only attempt (max_retries is 0).\n\n" +
				"Check the network, proxy settings and base_url, then try again." + out +
				"\n\n  attempt 1:       2026-11-20T03:00:01.000Z  request r-1  " + lost),
		},
		"an answer that is none, again and again": {
			&cpn.Error{StatusCode: 200, Ended: cpn.EndedRetries, Attempts: []cpn.Attempt{readAttempt(1, lost), readAttempt(2, "HTTP 200, but the reply is not JSON")}},
			failure("There was no usable answer: HTTP 200, but the reply is not JSON. That was the last of 2 attempts (max_retries).\n\n" +
				"Check the network, proxy settings and base_url, then try again." + out +
				"\n\n  attempt 1:       2026-11-20T03:00:01.000Z  request r-1  " + lost +
				"\n  attempt 2:       2026-11-20T03:00:02.000Z  request r-2  HTTP 200, but the reply is not JSON"),
		},
		"CPN is down": {
			&cpn.Error{StatusCode: 503, Code: cpn.CodeUnknown, Message: "Unknown error", Envelope: true, Ended: cpn.EndedDeadline},
			failure("CPN answered HTTP 503 (code -1): Unknown error. The time for all attempts was over (timeouts.read).\n\n" +
				"Try again in a few minutes." + out),
		},
		"a proxy says that CPN is down": {
			&cpn.Error{StatusCode: 502, Message: "no JSON", Ended: cpn.EndedRetries, Attempts: []cpn.Attempt{readAttempt(1, "HTTP 502: no JSON")}},
			failure("HTTP 502, not in CPN's form: no JSON. That was the only attempt (max_retries is 0).\n\nTry again in a few minutes." + out +
				"\n\n  attempt 1:       2026-11-20T03:00:01.000Z  request r-1  HTTP 502: no JSON"),
		},
		"CPN asks to wait too long": {
			&cpn.Error{StatusCode: 429, Code: cpn.CodeTooManyRequests, Message: "Too Many Requests", Envelope: true, Ended: cpn.EndedRetryAfter},
			failure("CPN answered HTTP 429 (code 429): Too Many Requests. CPN asks to wait longer than there is time (timeouts.read).\n\n" +
				"Slow down: run Terraform with a lower -parallelism, or later." + out),
		},
		"Ctrl-C": {
			&cpn.Error{Ended: cpn.EndedInterrupt},
			failure("Terraform was interrupted before there was an answer.\n\nRun it again when you are ready." + out),
		},
		"something else": {
			errors.New("out of memory"),
			failure("Out of memory.\n\nAsk Circle support about it." + out),
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			m := transactionModel{TransactionID: types.StringValue("t-1")}
			m.PaymentID = types.StringValue("p-1")
			if diff := cmp.Diff(tc.want, unread(m, tc.err)); diff != "" {
				t.Error(diff)
			}
		})
	}
}
