// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package main

import (
	"encoding/xml"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// isRecorded checks that the picture in the README shows what the demo writes today.
func (s *showing) isRecorded() {
	s.t.Helper()
	recorded := sameInAllRuns(strings.Join(recordedWords(s.t), " "))
	for line := range strings.Lines(s.said()) {
		if words := sameInAllRuns(line); !strings.Contains(recorded, words) {
			s.t.Errorf("run .ci/demo-recording: .github/demo.svg does not show %q", line)
		}
	}
}

// The picture is public, so it must not show where or by whom it was recorded.
func TestRecording(t *testing.T) {
	t.Parallel()
	const limit = 300_000
	info, err := os.Stat(filepath.Join(top, ".github", "demo.svg"))
	if err != nil {
		t.Fatal(err)
	}
	if info.Size() > limit {
		t.Errorf("the picture has %d bytes, want at most %d", info.Size(), limit)
	}
	private := regexp.MustCompile(`(^|[^.\w])/\w|[A-Z]:\\|\w@\w|API_KEY`)
	for _, word := range recordedWords(t) {
		if private.MatchString(word) && !strings.HasPrefix(word, "http://127.0.0.1:") {
			t.Errorf("the picture shows %q, want no path, address or secret", word)
		}
	}
}

// recordedWords returns the text of the picture. svg-term writes each word as an element,
// in the order of the lines.
func recordedWords(t *testing.T) []string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(top, ".github", "demo.svg"))
	if err != nil {
		t.Fatal(err)
	}
	var svg element
	if err := xml.Unmarshal(text, &svg); err != nil {
		t.Fatal(err)
	}
	return svg.words()
}

type element struct {
	XMLName  xml.Name
	Text     string    `xml:",chardata"`
	Children []element `xml:",any"`
}

func (e element) words() []string {
	if e.XMLName.Local == "text" {
		return strings.Fields(e.Text)
	}
	var words []string
	for _, child := range e.Children {
		words = append(words, child.words()...)
	}
	return words
}

// sameInAllRuns replaces what differs between two runs: white space, IDs, signatures,
// numbers, and whether Terraform or OpenTofu ran.
func sameInAllRuns(text string) string {
	text = strings.Join(strings.Fields(text), " ")
	for pattern, same := range map[string]string{
		`[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}`: "ID",
		`0x[0-9a-f]+…`:                                 "HEX…",
		`Terraform v[-.\w]+|OpenTofu v[-.\w]+`:         "VERSION",
		`\b(terraform|tofu) (init|apply|plan|destroy)`: "CLI $2",
		`registry\.(terraform\.io|opentofu\.org)`:      "REGISTRY",
		`:\d+\.|\d+ characters|Done in \d+`:            "NUMBER",
	} {
		text = regexp.MustCompile(pattern).ReplaceAllString(text, same)
	}
	return text
}
