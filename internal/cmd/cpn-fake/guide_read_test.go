// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package main

import (
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// block is a piece of code in the guide.
type block struct {
	section  string // the heading above it
	language string
	file     string // where the guide tells the reader to save it; "" if it does not
	text     string
}

var (
	headings = regexp.MustCompile(`(?m)^#+ (.*)$`)
	saved    = regexp.MustCompile("[Ss]ave\\s+(?:it|this\\s+test)\\s+as\\s+`([^`]+)`")
)

// guide reads the guide as it is published.
func guide(t *testing.T) []block {
	t.Helper()
	text, err := os.ReadFile("../../../docs/guides/test-without-cpn.md")
	if err != nil {
		t.Fatal(err)
	}
	// Every second piece is code.
	pieces := strings.Split(strings.ReplaceAll(string(text), "\r\n", "\n"), "```")
	var blocks []block
	section := ""
	for i := 0; i+1 < len(pieces); i += 2 {
		if found := headings.FindAllStringSubmatch(pieces[i], -1); found != nil {
			section = found[len(found)-1][1]
		}
		language, code, _ := strings.Cut(pieces[i+1], "\n")
		b := block{section: section, language: language, text: code}
		if found := saved.FindAllStringSubmatch(pieces[i], -1); found != nil && language != "sh" {
			b.file = found[len(found)-1][1]
		}
		blocks = append(blocks, b)
	}
	return blocks
}

// workflow reads the workflow that the guide links to.
func workflow(t *testing.T) string {
	t.Helper()
	text, err := os.ReadFile("../../../examples/test-environment/workflow.yml")
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// commands returns what a workflow runs.
func commands(workflow string) []string {
	var all []string
	for _, found := range regexp.MustCompile(`(?m)^( *)- run: (\|\n(?:\s{10}.*\n?)+|.*$)`).FindAllStringSubmatch(workflow, -1) {
		all = append(all, strings.TrimPrefix(found[2], "|\n"))
	}
	return all
}

// The tests below depend on finding everything that the guide shows.
func TestGuide_isRead(t *testing.T) {
	t.Parallel()
	var files []string
	shell := 0
	for _, b := range guide(t) {
		switch {
		case b.file != "":
			files = append(files, b.file)
		case b.language == "sh":
			shell++
		}
	}
	want := []string{
		"main.tf", "tests/mocked.tftest.hcl", "tests/applied.tftest.hcl", "tests/lost_response.tftest.hcl", "tests/one-ticket/main.tf",
	}
	if runs := commands(workflow(t)); !slices.Equal(files, want) || shell != 7 || len(runs) != 4 {
		t.Errorf("the guide has the files %q, %d shell blocks and %d steps of a workflow", files, shell, len(runs))
	}
}
