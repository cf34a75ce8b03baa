// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package main

import (
	"maps"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestSilenceLoggers(t *testing.T) {
	t.Parallel()
	silent := map[string]string{}
	for _, name := range loggers() {
		silent[name] = "OFF"
	}
	run := func(environment map[string]string) (map[string]string, bool) {
		after := maps.Clone(environment)
		quiet := silenceLoggers(func(name string) string { return environment[name] }, func(name, value string) error {
			after[name] = value
			return nil
		})
		return after, quiet
	}
	if got, quiet := run(map[string]string{}); !quiet || cmp.Diff(silent, got) != "" {
		t.Errorf("without a request for logs, got %v, %v", got, quiet)
	}
	if _, quiet := run(map[string]string{"TF_LOG_CORE": "TRACE", "TF_LOG_PATH": "x"}); !quiet {
		t.Error("a request for Terraform's own log turned on the provider's")
	}
	for _, name := range []string{
		"TF_LOG", "TF_LOG_PROVIDER", "TF_LOG_PROVIDER_CPN", "TF_LOG_SDK", "TF_LOG_SDK_FRAMEWORK", "TF_LOG_SDK_PROTO", "TF_ACC",
	} {
		before := map[string]string{name: "DEBUG"}
		if got, quiet := run(before); quiet || cmp.Diff(before, got) != "" {
			t.Errorf("with %s set, got %v, %v", name, got, quiet)
		}
	}
}
