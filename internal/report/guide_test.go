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
	// row is a row of the table with which the guide begins: summaries, and their section.
	row  = regexp.MustCompile("(?m)^\\| (`.*`) \\| \\[.*\\]\\(#([a-z-]+)\\) \\|$")
	code = regexp.MustCompile("`([^`]+)`")
	// placeholder is a part of a summary that varies.
	placeholder = strings.NewReplacer(" …", ".*", "…", ".*", "ATTRIBUTE", "[a-z_]+")
)

// hasSummary reports whether a cell of the table has this summary.
func hasSummary(cell, summary string) bool {
	for _, found := range code.FindAllStringSubmatch(cell, -1) {
		if regexp.MustCompile("^" + placeholder.Replace(regexp.QuoteMeta(found[1])) + "$").MatchString(summary) {
			return true
		}
	}
	return false
}

// TestGuide_summaries looks up every message in the guide by its summary. The table must lead
// to the section that the message links to.
func TestGuide_summaries(t *testing.T) {
	t.Parallel()
	text, err := os.ReadFile(filepath.Join("..", "..", "templates", "guides", "troubleshoot.md.tmpl"))
	if err != nil {
		t.Fatal(err)
	}
	_, table, _ := strings.Cut(string(text), "<!-- summaries")
	table, _, found := strings.Cut(table, "<!-- end -->")
	if !found {
		t.Fatal("the guide has no table of summaries")
	}
	for name, diags := range messages() {
		for _, d := range diags {
			led := false
			for _, row := range row.FindAllStringSubmatch(table, -1) {
				led = led || strings.HasSuffix(d.Detail(), "troubleshoot.md#"+row[2]) && hasSummary(row[1], d.Summary())
			}
			if !led {
				t.Errorf("%s: the table does not lead from %q to the section of its link", name, d.Summary())
			}
		}
	}
}
