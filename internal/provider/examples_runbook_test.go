// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"path/filepath"
	"strings"
	"testing"
)

// TestExamples_earlierIncident loses the state of the runbook, and reports an incident again
// under the same name. CPN returns the earlier ticket, which the runbook does not accept.
func TestExamples_earlierIncident(t *testing.T) {
	t.Parallel()
	const runbook = "runbook/main.tf"
	fake, url := startFake(t)
	first := newWorkspace(t, url)
	first.use(runbook)
	first.run("apply", "-auto-approve").must(t, 0)

	again := newWorkspace(t, url)
	again.write(filepath.Join(again.dir, "main.tf"), strings.Replace(exampleText(t, runbook), "2026-01-15T08:00:00Z", "2999-01-15T08:00:00Z", 1))
	got := again.run("apply", "-auto-approve").must(t, 1)
	if !strings.Contains(got.output, "CPN returned the ticket of an earlier incident. Use another name than INC-4711.") {
		t.Error(got.output)
	}
	if got := fake.Counts().Tickets; got != 2 {
		t.Errorf("CPN has %d tickets", got)
	}
}
