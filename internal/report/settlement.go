// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package report

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/hashicorp/terraform-plugin-framework/diag"
)

// Failed explains that the transaction is FAILED, and why.
func (s Submission) Failed(reason string) diag.Diagnostics {
	why := failureReason(reason)
	return diag.Diagnostics{message{
		summary: "The transaction FAILED: " + shortened(orUnknown(reason)), never: "Do not sign this transaction again.",
		do:     []string{why.Remedy, "To create another transaction, change `id` of cpn_transaction."},
		exists: why.Meaning, evidence: []string{s.ids()}, topic: topicTransactionFailed,
	}.error()}
}

// shortened keeps a summary from growing with what CPN returns.
func shortened(text string) string {
	const most = 40
	if r := []rune(text); len(r) > most {
		return string(r[:most]) + "…"
	}
	return text
}

// WaitEnded explains that time or an interrupt ended the wait. since is when the last
// status was first read.
func (s Submission) WaitEnded(status, waitFor string, since time.Time, why error) diag.Diagnostics {
	m := s.waiting(status, waitFor)
	m.cause = fmt.Sprintf("Its status has been %s since %s.", orUnknown(status), since.UTC().Format(time.RFC3339))
	if errors.Is(why, context.DeadlineExceeded) {
		m.cause = sentences(m.cause, "Timed out (timeouts.create).")
	} else {
		m.cause = sentences(m.cause, "Terraform was interrupted.")
	}
	return diag.Diagnostics{m.error()}
}

// WaitFailed explains that the transaction could not be read while it was waited for. limit
// is the attribute that bounds the read.
func (s Submission) WaitFailed(status, waitFor, limit string, err error) diag.Diagnostics {
	f := ReadFailure{What: "transaction", Limit: limit, Err: err}
	read, m := f.message("", topicWaitEnded), s.waiting(status, waitFor)
	m.do = []string{strings.Replace(read.do[0], ", then try again.", ".", 1), m.do[0]}
	m.cause, m.evidence = read.cause, append(m.evidence, read.evidence...)
	return diag.Diagnostics{m.error()}
}

func (s Submission) waiting(status, waitFor string) message {
	return message{
		summary: fmt.Sprintf("The transaction is submitted, but not yet %s", waitFor), never: "Do not sign or submit it again.",
		do:     []string{"Run `terraform apply`, which sends nothing and waits again.", "If the status stays the same, send the values below to Circle support."},
		exists: "CPN has the signed transaction.", evidence: []string{lines(s.ids(), labeled("status", orUnknown(status)))}, topic: topicWaitEnded,
	}
}
