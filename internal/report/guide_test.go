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
		anchor := strings.ReplaceAll(strings.ToLower(heading), " ", "-")
		summaries[anchor] = nil
		for _, found := range code.FindAllStringSubmatch(named, -1) {
			summaries[anchor] = append(summaries[anchor], found[1])
		}
	}
	return summaries
}

// TestGuide holds messages and guide to each other. Each message links to a section that names
// its summary, and each summary that the guide names belongs to a message.
func TestGuide(t *testing.T) {
	t.Parallel()
	text, err := os.ReadFile(filepath.Join("..", "..", "templates", "guides", "troubleshoot.md.tmpl"))
	if err != nil {
		t.Fatal(err)
	}
	summaries, used := summariesOf(string(text)), map[string]bool{}
	link := regexp.MustCompile(`\n  help: +` + regexp.QuoteMeta(guide) + `#([a-z-]+)\n  in a clone: +` + regexp.QuoteMeta(guideInClone) + `#([a-z-]+)$`)
	for name, diags := range messages() {
		for _, d := range diags {
			to := link.FindStringSubmatch(d.Detail())
			if to == nil || to[1] != to[2] {
				t.Errorf("%s: no link to the guide", name)
				continue
			}
			led := false
			for _, named := range summaries[to[1]] {
				if regexp.MustCompile("^" + placeholder.Replace(regexp.QuoteMeta(named)) + "$").MatchString(d.Summary()) {
					led, used[to[1]+named] = true, true
				}
			}
			if !led {
				t.Errorf("%s: the section #%s does not name %q", name, to[1], d.Summary())
			}
		}
	}
	for anchor, all := range summaries {
		for _, named := range all {
			if !used[anchor+named] {
				t.Errorf("#%s names %q, which no message has", anchor, named)
			}
		}
		if len(all) == 0 {
			t.Errorf("#%s names no message", anchor)
		}
	}
}
