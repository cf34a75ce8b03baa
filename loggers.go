// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package main

// loggers returns the variables that set the level of each logger in this process. While
// its variable is unset, a logger writes everything: dozens of lines for each call, which
// Terraform parses and then drops.
func loggers() []string {
	return []string{"TF_LOG_SDK", "TF_LOG_SDK_FRAMEWORK", "TF_LOG_SDK_PROTO", "TF_LOG_PROVIDER_CPN"}
}

// silenceLoggers turns the loggers off unless a variable asks for a log, and reports
// whether it did. If any variable does, all loggers stay as they are. It must run before
// anything logs.
func silenceLoggers(getenv func(string) string, setenv func(name, value string) error) bool {
	for _, name := range append(loggers(), "TF_LOG", "TF_LOG_PROVIDER", "TF_ACC") {
		if getenv(name) != "" {
			return false
		}
	}
	for _, name := range loggers() {
		if setenv(name, "OFF") != nil {
			return false
		}
	}
	return true
}
