// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package report

import (
	"regexp"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/mitchellh/go-wordwrap"
)

// What a message may have at most.
const (
	columns          = 80
	maxSummary       = 70 // characters
	maxWords         = 60 // before the evidence
	maxSentenceWords = 25
)

// printed writes diagnostics as Terraform prints them on a terminal of 80 columns, but
// for the resource and the place in the configuration.
func printed(diags diag.Diagnostics) string {
	const rule = "│ "
	var texts []string
	for _, d := range diags {
		at := ""
		if p, ok := d.(diag.DiagnosticWithPath); ok {
			at = "\n  (at " + p.Path().String() + ")\n"
		}
		var wrapped []string
		for line := range strings.SplitSeq(d.Detail(), "\n") {
			if !strings.HasPrefix(line, " ") {
				line = wordwrap.WrapString(line, columns-uint(len("| "))-1)
			}
			wrapped = append(wrapped, line)
		}
		text := d.Severity().String() + ": " + d.Summary() + "\n" + at + "\n" + strings.Join(wrapped, "\n")
		text = strings.TrimRight(rule+strings.ReplaceAll(text, "\n", "\n"+rule), " ")
		texts = append(texts, "╷\n"+strings.ReplaceAll(text, rule+"\n", "│\n")+"\n╵\n")
	}
	return strings.Join(texts, "")
}

// proseOf returns what a message says above its evidence, without the lines that
// Terraform does not wrap.
func proseOf(detail string) string {
	var prose []string
	for line := range strings.SplitSeq(detail, "\n") {
		if !strings.HasPrefix(line, " ") {
			prose = append(prose, line)
		}
	}
	return strings.Join(prose, "\n")
}

// unwanted are words that no message has, and what they have instead.
var unwanted = map[*regexp.Regexp]string{
	regexp.MustCompile(`(?i)\b(answer|repl(y|ies))`):                                 "response",
	regexp.MustCompile(`(?i)\b(make|makes|making|made)\b`):                           "create",
	regexp.MustCompile(`(?i)\bobjects?\b|\bthings?\b`):                               "ticket, transaction",
	regexp.MustCompile(`(?i)\bgiven id|left-out id|made id|id of yours`):             "configured or derived id",
	regexp.MustCompile(`(?i)\bseed`):                                                 "derived from id",
	regexp.MustCompile(`(?i)\b(API|idempotency|new|this|the|a|your) keys`):           "API key or idempotency key",
	regexp.MustCompile(`(?i)(^|[^yI]) key\b`):                                        "API key or idempotency key",
	regexp.MustCompile(`(?i)\bremember|\bforget|\bforgot`):                           "retain, or remove from state",
	regexp.MustCompile(`(?i)\brefuse`):                                               "rejected (by CPN) or blocked (by the provider)",
	regexp.MustCompile(`(?i)\bhalf-made|cut off|killed`):                             "interrupted",
	regexp.MustCompile(`(?i)\bunfinished|\buntaint|\bgenerated id`):                  "derived id: an error leaves nothing in state",
	regexp.MustCompile(`(?i)\btwin`):                                                 "duplicate",
	regexp.MustCompile(`(?i)\bstand-in`):                                             "local CPN simulator",
	regexp.MustCompile(`(?i)\b(ask|contact) (CPN|support)\b|support team`):           "Circle support",
	regexp.MustCompile(`(?i)\b(a|the|this|each|another|last) request\b([.,]| [^I])`): "attempt",
	regexp.MustCompile(`(?i)count\.index`):                                           "each.key: an index moves",
	regexp.MustCompile(`(?i)\bmay exist\b|not known whether`):                        "outcome unknown",
	regexp.MustCompile(`n't\b|\b[Ii]t's\b`):                                          "no contractions",
}

// imperative begins what an operator is to do, after a condition or without one.
var imperative = regexp.MustCompile(`(?i)^(If [^.]*?[,:] |Unless [^.]*?, |Before [^.]*?, |To [^.]*?, |First )?` +
	`(Add|Approve|Ask|Change|Check|change|Correct|Create|compare|Declare|Do not|do not|Find|Give|Keep|Look|Lower|Name|Read|Remove|remove|` +
	`Report|Revoke|revert|Run|run|Save|Send|Set|Stop|apply|Use|Wait|Choose|import|Look|Sign|Fund|Initialize|Request|Grant|Compare)\b`)

// TestMessages_form holds every message to the form that an operator can act on, with each
// failure reason and each remedy.
func TestMessages_form(t *testing.T) {
	t.Parallel()
	s := Submission{PaymentID: paymentID, TransactionID: transactionID}
	for _, r := range FailureReasons() {
		checkForm(t, r.Name, s.Failed(r.Name, ""))
	}
	for _, r := range append(SubmissionRemedies(), Remedies()...) {
		e := rejection(r.Status, r.Code, "no")
		checkForm(t, r.Name, s.Rejected(&e))
	}
	for name, diags := range messages() {
		if len(diags) == 0 {
			t.Errorf("%s: no message", name)
		}
		checkForm(t, name, diags)
	}
}

// checkForm holds the messages of one situation to the form.
func checkForm(t *testing.T, name string, diags diag.Diagnostics) {
	t.Helper()
	for _, d := range diags {
		prose := proseOf(d.Detail())
		if n := len([]rune(d.Summary())); n > maxSummary {
			t.Errorf("%s: %d characters of summary: %s", name, n, d.Summary())
		}
		if n := len(strings.Fields(prose)); n > maxWords {
			t.Errorf("%s: %d words before the evidence:\n%s", name, n, prose)
		}
		for _, sentence := range regexp.MustCompile(`[.?!:](\s+|$)|\n+`).Split(prose, -1) {
			if n := len(strings.Fields(sentence)); n > maxSentenceWords {
				t.Errorf("%s: %d words: %s", name, n, sentence)
			}
		}
		if slip := regexp.MustCompile(`[^.:\n]\n|[^.:]$|  |\. *\.`).FindString(strings.ReplaceAll(strings.TrimSpace(prose), "/issues\n", ".\n")); slip != "" {
			t.Errorf("%s: %q in %s", name, slip, prose)
		}
		if first := strings.TrimPrefix(prose, "1. "); !imperative.MatchString(first) {
			t.Errorf("%s: does not begin with an action: %s", name, first)
		}
		for word, better := range unwanted {
			if found := word.FindString(d.Summary() + "\n" + strings.ReplaceAll(prose, "connection refused", "")); found != "" {
				t.Errorf("%s: has %q, want %s:\n%s", name, found, better, prose)
			}
		}
	}
}

// toSign finds every mention of signing, with the words before it.
var toSign = regexp.MustCompile(`(?i)(\S+ )?(\S+ )?\bsign\b`)

// TestMessages_signOnlyCreated finds messages that speak of signing a transaction that
// does not wait for a signature.
func TestMessages_signOnlyCreated(t *testing.T) {
	t.Parallel()
	status := regexp.MustCompile(`(status: +|[Ii]ts status is |status is now |last status is )(PENDING|BROADCASTED|COMPLETED|FAILED)`)
	for name, diags := range messages() {
		text := printed(diags)
		if !status.MatchString(text) || strings.HasPrefix(name, "ambiguous") || strings.HasPrefix(name, "destroy") {
			continue
		}
		for _, mention := range toSign.FindAllString(strings.ReplaceAll(text, string(topicDoNotSign), ""), -1) {
			if !strings.Contains(strings.ToLower(mention), "not ") {
				t.Errorf("%s: %q beside %s", name, mention, status.FindString(text))
			}
		}
	}
}
