// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package main

import (
	"net/http"
	"strings"
	"testing"
)

// Only a user who says so opens the simulator to other machines, and reads a warning then.
func TestCommand_listens(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		args []string
		warn bool
	}{
		"localhost":                {[]string{"--quiet", "--listen", "localhost:0"}, false},
		"every address":            {[]string{"--quiet", "--listen", "0.0.0.0:0", "--allow-remote"}, true},
		"a port alone":             {[]string{"--quiet", "--listen", ":0", "--allow-remote"}, true},
		"a loopback address still": {[]string{"--quiet", "--listen", "127.0.0.1:0", "--allow-remote"}, false},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			url, end := begin(t, tc.args...)
			if !strings.HasPrefix(url, "http://127.0.0.1:") {
				t.Errorf("the URL is %s", url)
			}
			if status, text := send(t, http.MethodGet, url+"/_control/counts", ""); status != http.StatusOK {
				t.Errorf("it returns %d %s", status, text)
			}
			if _, stderr := end(); strings.Contains(stderr, "WARNING: this is a simulator") != tc.warn {
				t.Errorf("standard error is %q", stderr)
			}
		})
	}
}
