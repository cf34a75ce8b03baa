// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestLogs_ofARun reads the logs of real runs. Whichever variable asks for a log, the log is
// written, and contains neither the API key nor any content of a request or response. The
// framework logs the paths of attributes, and so the names in metadata, but never values.
func TestLogs_ofARun(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		environment []string // NAME=value
		says        string
	}{
		"everything":                 {[]string{"TF_LOG=TRACE"}, "CPN request"},
		"this provider":              {[]string{"TF_LOG_PROVIDER=TRACE", "TF_LOG_PROVIDER_CPN=DEBUG"}, "CPN request"},
		"framework and protocol":     {[]string{"TF_LOG_PROVIDER=TRACE", "TF_LOG_SDK=TRACE"}, "sdk.proto"},
		"the framework, and no more": {[]string{"TF_LOG_PROVIDER=TRACE", "TF_LOG_SDK_PROTO=OFF"}, "sdk.framework"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			_, url := startFake(t)
			w := newWorkspace(t, url)
			file := filepath.Join(w.dir, "run.log")
			w.env = append(w.env, tc.environment...)
			w.setenv("TF_LOG_PATH", file)
			w.configure(ticketBlock(`id = "x"`, `email = "canary@ofi.com"`, `cc_emails = ["canary2@ofi.com"]`, `description = "canary3"`),
				transactionBlock(`id = "y"`, `metadata = { order = "canary4" }`))
			w.run("apply", "-auto-approve").must(t, 0)
			text, _ := os.ReadFile(file)
			log := string(text)
			if !strings.Contains(log, tc.says) {
				t.Errorf("with %v, the log lacks %q in %d bytes", tc.environment, tc.says, len(log))
			}
			if strings.Contains(log, "test-secret") {
				t.Error("the log has the key")
			}
			for line := range strings.Lines(log) {
				if strings.Contains(line, "canary") || strings.Contains(line, "primaryType") {
					t.Errorf("a line has content of a request or response: %s", line)
				}
			}
		})
	}
}
