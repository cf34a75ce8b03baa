// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
)

// maxSummary is how many characters a summary may have.
const maxSummary = 70

// help is the last line of a message, with the paragraph break before it.
func help(section string) string {
	return "\n\n  help:            https://registry.terraform.io/providers/terraform-provider-cpn/cpn/latest/docs/guides/troubleshoot#" + section +
		"\n  in a clone:      docs/guides/troubleshoot.md#" + section
}

// withoutKey is what every error of a missing API key says.
var withoutKey = "Set the CPN_API_KEY environment variable to an API key of the form PREFIX:ID:SECRET, or set api_key in the provider block.\n\n" +
	"No request was sent." + help("api-key")

var helpLine = regexp.MustCompile(`(?m)^(│ )? {2}help: {12}https://\S+/guides/troubleshoot#[a-z-]+$`)

// terraformSummaries begin the diagnostics of Terraform and OpenTofu in these tests. Every
// other diagnostic counts as the provider's, with or without an address, so that none
// of ours goes unchecked.
var terraformSummaries = []string{
	"Check block assertion failed",
	"Config generation is experimental",
	"execution halted", // after an interrupt
	"failed to read provider configuration schema for ",
	"failed to read schema for ", // both of Terraform 1.16, of an import without a provider
	"Incomplete lock file information for providers",
	"Inconsistent dependency lock file", // a provider argument that is not allowed
	"Invalid import provider argument",
	"Instance cannot be destroyed",   // prevent_destroy
	"Invalid provider configuration", // beside an error of ours, if there is no provider block
	"local-exec provisioner error",
	"operation canceled",                          // by an interrupt
	"Plugin did not respond", "Request cancelled", // because it was killed
	"Provider development overrides are in effect",
	"Resource postcondition failed",
	"Resource instance cannot be destroyed", // prevent_destroy, OpenTofu
	"Resource precondition failed",
	"Resource will be removed from the state", // a removed block, OpenTofu
	"Saved plan is stale",
	"Some objects will no longer be managed by Terraform", // a removed block
}

// librarySummaries are those of the validators library, which has no link to the guide: its
// messages name the attribute, the limit and what was found.
var librarySummaries = []string{"Invalid Attribute Value", "Invalid Attribute Value Length", "Invalid Attribute Value Match"}

// malformed says what is wrong with a diagnostic, "" for nothing.
func malformed(summary, detail string) string {
	linked := helpLine.MatchString(detail)
	switch {
	case slices.Contains(librarySummaries, summary):
		if linked {
			return fmt.Sprintf("the provider has a summary of the validators library: %s", summary)
		}
	case slices.ContainsFunc(terraformSummaries, func(start string) bool { return strings.HasPrefix(summary, start) }):
		if linked {
			return fmt.Sprintf("the provider has a summary of Terraform's: %s", summary)
		}
	case !linked:
		return fmt.Sprintf("no link to the guide: %s\n%s", summary, detail)
	case utf8.RuneCountInString(summary) > maxSummary:
		return fmt.Sprintf("more than %d characters of summary: %s", maxSummary, summary)
	}
	return ""
}

// heading finds the summary of a diagnostic that is printed as text.
var heading = regexp.MustCompile(`(?m)^(?:│ )?(?:Error|Warning): (.*)$`)

// malformedText is [malformed] for what a run has printed as text.
func malformedText(output string) []string {
	found := heading.FindAllStringSubmatchIndex(output, -1)
	var all []string
	for i, at := range found {
		end := len(output)
		if i+1 < len(found) {
			end = found[i+1][0]
		}
		if problem := malformed(output[at[2]:at[3]], output[at[1]:end]); problem != "" {
			all = append(all, problem)
		}
	}
	return all
}

// diagnostics are those of a plan or of an apply.
type diagnostics []*tfprotov6.Diagnostic

// wellFormed fails the test if a message has not the form that all have.
func wellFormed(t *testing.T, diags []*tfprotov6.Diagnostic) diagnostics {
	t.Helper()
	for _, d := range diags {
		if problem := malformed(d.Summary, d.Detail); problem != "" {
			t.Error(problem)
		}
	}
	return diags
}

// has fails the test unless there is exactly one diagnostic with this severity and summary,
// and it says all of this. A summary that ends in "(" is the beginning of one.
func (d diagnostics) has(t *testing.T, severity, summary string, says ...string) string {
	t.Helper()
	var found []*tfprotov6.Diagnostic
	for _, one := range d {
		if strings.ToLower(one.Severity.String()) == severity &&
			(one.Summary == summary || strings.HasSuffix(summary, "(") && strings.HasPrefix(one.Summary, summary)) {
			found = append(found, one)
		}
	}
	if len(found) != 1 {
		t.Fatalf("found %d times: %s %q in\n%s", len(found), severity, summary, renderAll(d))
	}
	text := render(found[0])
	for _, part := range says {
		if !strings.Contains(text, part) {
			t.Errorf("the %s lacks %q: %s", severity, part, text)
		}
	}
	return found[0].Detail
}

// are fails the test unless there are exactly these diagnostics, each as severity, summary
// and, if it has one, attribute.
func (d diagnostics) are(t *testing.T, want ...string) {
	t.Helper()
	got := []string{}
	for _, one := range d {
		line, _, _ := strings.Cut(render(one), "\n")
		got = append(got, line)
	}
	slices.Sort(got)
	slices.Sort(want)
	if diff := cmp.Diff(append([]string{}, want...), got); diff != "" {
		t.Errorf("%s\n%s", diff, renderAll(d))
	}
}

// renderAll writes diagnostics as one text.
func renderAll(diagnostics []*tfprotov6.Diagnostic) string {
	var texts []string
	for _, d := range diagnostics {
		texts = append(texts, render(d))
	}
	return strings.Join(texts, "\n\n")
}

// TestMalformed shows that the check of every run can fail.
func TestMalformed(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		summary, detail string
		fine            bool
	}{
		"of the form":            {"No CPN API key", withoutKey, true},
		"Terraform's":            {"Provider development overrides are in effect", "They are.", true},
		"the library's":          {"Invalid Attribute Value", "Attribute x must be between 0 and 20, got: 21", true},
		"the library's summary":  {"Invalid Attribute Value", withoutKey, false},
		"no link":                {"No CPN API key", "Set it.", false},
		"a link within the text": {"No CPN API key", "Set it." + strings.TrimPrefix(help("api-key"), "\n\n"), false},
		"71 characters":          {strings.Repeat("x", maxSummary+1), withoutKey, false},
		"70 characters":          {strings.Repeat("ü", maxSummary), withoutKey, true},
		"Terraform's summary":    {"Provider development overrides are in effect", withoutKey, false},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if got := malformed(tc.summary, tc.detail); (got == "") != tc.fine {
				t.Errorf("got %q", got)
			}
			printed := "\nWarning: No CPN API key\n\n" + withoutKey + "\n\nError: " + tc.summary + "\n\n  with x.y,\n\n" + tc.detail + "\n"
			boxed := "│ " + strings.ReplaceAll(printed, "\n", "\n│ ")
			if got, inBox := malformedText(printed), malformedText(boxed); (len(got) == 0) != tc.fine || len(inBox) != len(got) {
				t.Errorf("printed: %q, boxed: %q", got, inBox)
			}
		})
	}
}
