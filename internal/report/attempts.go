// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package report

import (
	"fmt"
	"strings"

	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/cpn"
)

// silent says why a call is sent once only.
const silent = "CPN responded to no earlier call of this run, so there was only one attempt."

// attemptLines lists attempts: when each was made, under which request ID, and
// what came of it. Terraform does not wrap lines that start with a space.
func attemptLines(attempts []cpn.Attempt) string {
	var lines []string
	for _, a := range attempts {
		lines = append(lines, fmt.Sprintf("  attempt %d:       %s  request %s  %s",
			a.Number, a.Start.Format("2006-01-02T15:04:05.000Z"), a.RequestID, a.Result))
	}
	return strings.Join(lines, "\n")
}

// lastOf says that there was no attempt left.
func lastOf(n int) string {
	if n == 1 {
		return "That was the only attempt (max_retries is 0)"
	}
	return fmt.Sprintf("That was the last of %d attempts (max_retries)", n)
}
