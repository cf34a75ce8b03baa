// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package main

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"
)

// Widths in characters: of a line, and of the value of an output.
const (
	lineWidth  = 76
	valueWidth = 36
)

// shorten makes a long value fit on a line.
func shorten(value string) string {
	if utf8.RuneCountInString(value) <= valueWidth {
		return value
	}
	runes := []rune(value)
	return fmt.Sprintf("%s… (%d characters)", string(runes[:valueWidth-1]), len(runes))
}

// wrap breaks each line of text that is too long.
func wrap(text string) string {
	var b strings.Builder
	for line := range strings.Lines(text) {
		width := 0
		for i, word := range strings.Fields(line) {
			switch n := utf8.RuneCountInString(word); {
			case i == 0:
				width = n
			case width+1+n > lineWidth:
				b.WriteByte('\n')
				width = n
			default:
				b.WriteByte(' ')
				width += 1 + n
			}
			b.WriteString(word)
		}
		b.WriteByte('\n')
	}
	return b.String()
}

// lineOf returns the first line of text that starts so, or "".
func lineOf(text, start string) string {
	for line := range strings.Lines(text) {
		if strings.HasPrefix(line, start) {
			return line
		}
	}
	return ""
}

// message is a line of what Terraform writes with its option -json.
type message struct {
	Text       string `json:"@message"`
	Diagnostic struct{ Severity, Summary, Detail string }
}

// messagesIn reads what Terraform wrote with its option -json.
func messagesIn(text string) ([]message, error) {
	var messages []message
	for line := range strings.Lines(text) {
		var m message
		if err := json.Unmarshal([]byte(line), &m); err != nil {
			return nil, fmt.Errorf("want JSON, got %q: %w", line, err)
		}
		messages = append(messages, m)
	}
	return messages, nil
}

// warningsIn returns the warnings in order, each summary once: the details of two
// resources of a kind differ in the ID only.
func warningsIn(messages []message) []string {
	var warnings []string
	seen := map[string]bool{}
	for _, m := range messages {
		d := m.Diagnostic
		if d.Severity == "warning" && !seen[d.Summary] {
			seen[d.Summary] = true
			warnings = append(warnings, "Warning: "+d.Summary+"\n"+wrap(d.Detail))
		}
	}
	slices.Sort(warnings)
	return warnings
}
