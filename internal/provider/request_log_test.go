// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestLogs_ofARun looks at the log of real runs: with a variable set it is there,
// whichever it is, and it holds no key and nothing of a request's body or of an
// answer. The framework names attributes by their paths, and so the keys of
// metadata; values it never does.
func TestLogs_ofARun(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		environment []string // NAME=value
		says        string
	}{
		"everything":                 {[]string{"TF_LOG=TRACE"}, "CPN request"},
		"all providers":              {[]string{"TF_LOG_PROVIDER=DEBUG"}, "CPN request"},
		"this provider":              {[]string{"TF_LOG_PROVIDER=TRACE", "TF_LOG_PROVIDER_CPN=DEBUG"}, "CPN request"},
		"the framework":              {[]string{"TF_LOG_PROVIDER=TRACE", "TF_LOG_SDK_FRAMEWORK=TRACE"}, "sdk.framework"},
		"the protocol":               {[]string{"TF_LOG_PROVIDER=TRACE", "TF_LOG_SDK_PROTO=TRACE"}, "sdk.proto"},
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
				t.Errorf("%v wrote no %q in %d bytes", tc.environment, tc.says, len(log))
			}
			if strings.Contains(log, "test-secret") {
				t.Error("the log has the key")
			}
			for line := range strings.Lines(log) {
				if strings.Contains(line, "canary") || strings.Contains(line, "primaryType") {
					t.Errorf("a line has content of a request or of an answer: %s", line)
				}
			}
		})
	}
}
