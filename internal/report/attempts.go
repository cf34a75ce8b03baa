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

// attemptLines lists attempts: when each was made, under which request ID, and its
// result.
func attemptLines(attempts []cpn.Attempt) string {
	var all []string
	for _, a := range attempts {
		all = append(all, labeled(fmt.Sprintf("attempt %d", a.Number), fmt.Sprintf("%s  request %s  %s",
			a.Start.Format("2006-01-02T15:04:05.000Z"), a.RequestID, a.Result)))
	}
	return strings.Join(all, "\n")
}

// whyEnded says why there was no further attempt, if that is news. limit is the
// attribute that bounds the call, "" for none.
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

// responseLine is what CPN, or somebody in its place, returned to the last attempt.
func responseLine(e *cpn.Error) string {
	if e.StatusCode == 0 {
		return ""
	}
	return labeled("response", e.Error())
}

// keyLine names the source of the API key, if the failure may be due to it.
func keyLine(e *cpn.Error) string {
	if e.StatusCode != http.StatusUnauthorized && e.StatusCode != http.StatusForbidden || e.APIKeySource == "" {
		return ""
	}
	return labeled("API key", "from "+e.APIKeySource)
}

// serverLine names the server, if the failure may be due to the way there.
func serverLine(e *cpn.Error) string {
	if e.Envelope {
		return ""
	}
	return labeled("server", e.Server)
}
