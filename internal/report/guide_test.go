// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package report

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

var (
	code = regexp.MustCompile("`([^`]+)`")
	// placeholder is a part of a summary that varies.
	placeholder = strings.NewReplacer(" …", ".*", "…", ".*", "ATTRIBUTE", "[a-z_]+")
)

// summariesOf returns the summaries that each section of the guide names, by its anchor: they
// stand between the heading and "When".
func summariesOf(guide string) map[string][]string {
	summaries := map[string][]string{}
	for _, section := range strings.Split(guide, "\n## ")[1:] {
		heading, body, _ := strings.Cut(section, "\n")
		named, _, found := strings.Cut(body, "**When:**")
		if !found {
			continue // it is not about a message
		}
		for _, found := range code.FindAllStringSubmatch(named, -1) {
			anchor := strings.ReplaceAll(strings.ToLower(heading), " ", "-")
			summaries[anchor] = append(summaries[anchor], found[1])
		}
	}
	return summaries
}

// TestGuide_summaries looks up every message in the guide by its summary. The section that the
// message links to must name it. A summary that no message has is an error too.
func TestGuide_summaries(t *testing.T) {
	t.Parallel()
	text, err := os.ReadFile(filepath.Join("..", "..", "templates", "guides", "troubleshoot.md.tmpl"))
	if err != nil {
		t.Fatal(err)
	}
	summaries, used := summariesOf(string(text)), map[string]bool{}
	for name, diags := range messages() {
		for _, d := range diags {
			_, anchor, _ := strings.Cut(d.Detail(), guideInClone+"#")
			led := false
			for _, named := range summaries[anchor] {
				if regexp.MustCompile("^" + placeholder.Replace(regexp.QuoteMeta(named)) + "$").MatchString(d.Summary()) {
					led, used[anchor+named] = true, true
				}
			}
			if !led {
				t.Errorf("%s: the section #%s does not name %q", name, anchor, d.Summary())
			}
		}
	}
	for anchor, all := range summaries {
		for _, named := range all {
			if !used[anchor+named] {
				t.Errorf("#%s names %q, which no message has", anchor, named)
			}
		}
	}
}
