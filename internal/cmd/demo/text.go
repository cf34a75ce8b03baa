// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package main

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
)

const (
	// valueWidth is the number of characters of an address, the longest value that is
	// shown whole.
	valueWidth = 42
	// cutWidth is the number of characters shown of a longer value.
	cutWidth = 28
)

// shorten cuts a value that does not fit on a line.
func shorten(value string) string {
	runes := []rune(value)
	if len(runes) <= valueWidth {
		return value
	}
	return fmt.Sprintf("%s… (%d characters)", string(runes[:cutWidth]), len(runes))
}

// lineOf returns the first line of text with this prefix, or "".
func lineOf(text, prefix string) string {
	for line := range strings.Lines(text) {
		if strings.HasPrefix(line, prefix) {
			return line
		}
	}
	return ""
}

// message is a line that Terraform writes if it is run with -json.
type message struct {
	Text       string `json:"@message"`
	Diagnostic struct{ Severity, Summary string }
}

// messagesIn decodes the output of Terraform run with -json.
func messagesIn(text string) ([]message, error) {
	var messages []message
	for line := range strings.Lines(text) {
		var m message
		if err := json.Unmarshal([]byte(line), &m); err != nil {
			return nil, bug("Terraform wrote %q instead of JSON: %w", line, err)
		}
		messages = append(messages, m)
	}
	return messages, nil
}

// warningsIn returns the summary of each warning, sorted and without duplicates: two
// resources of one type give the same warning.
func warningsIn(messages []message) []string {
	var summaries []string
	for _, m := range messages {
		if m.Diagnostic.Severity == "warning" {
			summaries = append(summaries, m.Diagnostic.Summary)
		}
	}
	slices.Sort(summaries)
	return slices.Compact(summaries)
}
