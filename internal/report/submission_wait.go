// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package report

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/hashicorp/terraform-plugin-framework/diag"

	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/cpn"
)

// WaitEnded explains that time or an interrupt ended the wait, which why says. since is when
// the last status was first read, and readErr why the last read failed, if it did. waitFor is
// "" if any status would do.
func (s Submission) WaitEnded(status, waitFor string, since time.Time, why, readErr error) diag.Diagnostics {
	m := message{
		summary: "The transaction is submitted, but not yet " + cmp.Or(waitFor, "read"), never: "Do not sign or submit it again.",
		do: []string{
			"Run `terraform apply`, which reads the status first, and goes on waiting.",
			"If the status stays the same, send the values below to Circle support.",
		},
		exists: "CPN has the signed transaction.", evidence: lines(s.ids(), labeled("status", orUnknown(status))), topic: topicWaitEnded,
	}
	if status != "" {
		m.cause = fmt.Sprintf("Its status has been %s since %s.", cpn.Printable(status), since.UTC().Format(time.RFC3339))
	}
	if readErr != nil {
		m = m.unread(readErr)
	}
	m.cause = sentences(m.cause, endOfTime(why))
	return diag.Diagnostics{m.error()}
}

// unread returns m with what helps if the last read of a wait failed.
func (m message) unread(err error) message {
	failed, ok := errors.AsType[*cpn.Error](err)
	if !ok {
		m.cause = "The last read of its status failed: " + err.Error() + "."
		return m
	}
	m.do = []string{strings.Replace(readAgain(failed), ", then try again.", ".", 1), m.do[0]}
	m.cause, m.evidence = "The last read of its status failed.", paragraphs(m.evidence, lastRead(failed))
	return m
}

// endOfTime says whether a timeout or an interrupt ended something.
func endOfTime(why error) string {
	if errors.Is(why, context.DeadlineExceeded) {
		return "Timed out (timeouts.create)."
	}
	return "Terraform was interrupted."
}

// CreatedAfterAll explains that CPN has no signed transaction, although state says that it
// was submitted.
func (s Submission) CreatedAfterAll() diag.Diagnostics {
	return diag.Diagnostics{message{
		summary: "State says submitted, but the status is CREATED",
		do: []string{
			"Set signed_message and signed_transaction.",
			"Run `terraform apply -replace=ADDRESS`. It reads the status first, and submits the transaction only if the status is still CREATED.",
		},
		exists: "According to CPN, the transaction is not submitted.", cause: "An update never submits a transaction.",
		evidence: s.ids(), topic: topicNotSubmitted,
	}.error()}
}
