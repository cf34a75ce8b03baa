// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package report

import (
	"cmp"
	"fmt"
	"net/http"
	"strings"
	"time"

	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/cpn"
)

// labeled returns a line of evidence, "" without a value.
func labeled(label, value string) string {
	if value == "" {
		return ""
	}
	return fmt.Sprintf("  %-17s%s", label+":", value)
}

// ids are the lines of evidence that tell transactions apart, "" for none.
func ids(paymentID, transactionID string) string {
	return lines(labeled("payment_id", cpn.Printable(paymentID)), labeled("transaction_id", cpn.Printable(transactionID)))
}

// callLines are the evidence of a failed call: the server, if the failure may be due to the
// way there; the source of the API key, if it may be due to that; what CPN, or somebody in
// its place, returned to the last attempt; and the attempts, each with its request ID.
func callLines(e *cpn.Error, attempts []cpn.Attempt) string {
	var server, key, response string
	if e.Code == 0 {
		server = e.Server
	}
	if e.APIKeySource != "" && (e.StatusCode == http.StatusUnauthorized || e.StatusCode == http.StatusForbidden) {
		key = "from " + e.APIKeySource
	}
	if e.StatusCode != 0 {
		response = e.Error()
	}
	all := []string{labeled("server", server), labeled("API key", key), labeled("response", response)}
	for _, a := range attempts {
		all = append(all, labeled(fmt.Sprintf("attempt %d", a.Number),
			fmt.Sprintf("%s  request %s  %s", a.Start.Format("2006-01-02T15:04:05.000Z"), a.RequestID, a.Result)))
	}
	return lines(all...)
}

// What bounds a create or a submission, and a read.
const timeoutsCreate, timeoutsRead = "timeouts.create", "timeouts.read"

// causeOf says what a call came to, in a sentence or two. limit is the attribute that bounds
// the call, "" for none.
func causeOf(e *cpn.Error, limit string) string { return sentences(lastResult(e), whyEnded(e, limit)) }

// whyEnded says why there was no further attempt, if that is news.
func whyEnded(e *cpn.Error, limit string) string {
	switch e.Ended {
	case cpn.EndedDeadline:
		return "Timed out (" + cmp.Or(limit, "all attempts") + ")."
	case cpn.EndedRetryAfter:
		return "CPN asks for a wait beyond " + cmp.Or(limit, "the time for all attempts") + "."
	case cpn.EndedInterrupt:
		return "Terraform was interrupted."
	default:
		return ""
	}
}

// lastResult says what the last attempt came to. The response of CPN itself is
// evidence, because its length is CPN's choice.
func lastResult(e *cpn.Error) string {
	n := len(e.Attempts)
	switch {
	case n == 0:
		return "No request was sent."
	case e.StatusCode != 0:
		return ""
	case e.Ended == cpn.EndedSilence:
		return "CPN stopped responding in this run. Only attempt: " + e.Attempts[0].Result + "."
	case n == 1:
		return "Only attempt: " + e.Attempts[0].Result + "."
	default:
		first, last := e.Attempts[0], e.Attempts[n-1]
		took := last.Start.Add(last.Took).Sub(first.Start).Round(time.Second)
		return fmt.Sprintf("Last of %d attempts in %s: %s.", n, took, last.Result)
	}
}

// endOf tells transactions apart in a summary. Terraform shows one of all warnings with the
// same summary, and each must be seen. An ID may begin with the time, as a UUID of version 7
// does, so that only its end is random.
func endOf(transactionID string) string {
	const most = 12
	id := []rune(transactionID)
	return "…" + cpn.Printable(string(id[max(0, len(id)-most):]))
}

// evidenceLines aligns labels and values. Terraform does not wrap lines that start with
// a space.
func evidenceLines(labeled [][2]string) string {
	widest := 0
	for _, l := range labeled {
		widest = max(widest, len(l[0]))
	}
	var lines []string
	for _, l := range labeled {
		lines = append(lines, fmt.Sprintf("  %-*s %s", widest+1, l[0]+":", cpn.Printable(l[1])))
	}
	return strings.Join(lines, "\n")
}

// shortened keeps a summary from growing with what CPN returns.
func shortened(text string) string {
	const most = 40
	if r := []rune(text); len(r) > most {
		return string(r[:most]) + "…"
	}
	return text
}

// orUnknown renders what CPN has returned, "" for nothing.
func orUnknown(text string) string {
	if text == "" {
		return "unknown"
	}
	return cpn.Printable(text)
}
