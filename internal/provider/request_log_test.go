// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"strings"
	"testing"
)

// TestLogs_ofARun reads the log of a real run with every log turned on: it contains neither the
// API key nor any content of a request or response. The framework logs the paths of attributes,
// and so the names in metadata, but never values. The tests of main have the variables that ask
// for a log.
func TestLogs_ofARun(t *testing.T) {
	t.Parallel()
	_, url := startFake(t)
	w := newWorkspace(t, url)
	w.traced()
	w.configure(ticketBlock(`id = "x"`, `email = "canary@ofi.com"`, `cc_emails = ["canary2@ofi.com"]`, `description = "canary3"`),
		transactionBlock(`id = "y"`, `metadata = { order = "canary4" }`))
	w.run("apply", "-auto-approve").must(t, 0)
	log := w.read("run.log")
	if !saysAll(log, "CPN request|sdk.proto|sdk.framework") || strings.Contains(log, "test-secret") {
		t.Errorf("the log has the API key, or lacks a part, in %d bytes", len(log))
	}
	for line := range strings.Lines(log) {
		if strings.Contains(line, "canary") || strings.Contains(line, "primaryType") {
			t.Errorf("a line has content of a request or response: %s", line)
		}
	}
}
