// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package report

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"

	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/cpn"
)

// message is an error or a warning. Its fields stand in the order in which an operator
// needs them; empty ones are omitted.
type message struct {
	summary  string   // certainty and subject, under 70 characters
	never    string   // prohibitions, before everything else
	do       []string // steps, numbered if there are several
	block    string   // what the steps refer to, such as an import block
	exists   string   // what exists at CPN, does not exist, or is unknown
	cause    string   // one sentence
	evidence []string // labeled lines, in blocks
	topic    topic    // the section of the guide that says more
}

// error returns the message as an error.
func (m message) error() diag.Diagnostic { return diag.NewErrorDiagnostic(m.summary, m.detail()) }

// warning returns the message as a warning.
func (m message) warning() diag.Diagnostic { return diag.NewWarningDiagnostic(m.summary, m.detail()) }

// errorAt and warningAt return the message for an attribute.
func (m message) errorAt(at path.Path) diag.Diagnostic {
	return diag.NewAttributeErrorDiagnostic(at, m.summary, m.detail())
}

func (m message) warningAt(at path.Path) diag.Diagnostic {
	return diag.NewAttributeWarningDiagnostic(at, m.summary, m.detail())
}

// detail joins the paragraphs. Terraform does not wrap lines that begin with a space,
// so evidence stays in lines that can be copied.
func (m message) detail() string {
	action := joined("\n", []string{m.never, steps(m.do...)})
	evidence := append(m.evidence, lines(labeled("help", m.topic.url()), labeled("in a clone", m.topic.file())))
	return paragraphs(append([]string{action, m.block, sentences(m.exists, m.cause)}, evidence...)...)
}

// labeled returns a line of evidence, "" without a value.
func labeled(label, value string) string {
	if value == "" {
		return ""
	}
	return fmt.Sprintf("  %-17s%s", label+":", value)
}

// lines joins lines of evidence that are not empty.
func lines(texts ...string) string { return joined("\n", texts) }

// paragraphs joins the texts that are not empty, with a blank line between them.
func paragraphs(texts ...string) string { return joined("\n\n", texts) }

// sentences joins the texts that are not empty.
func sentences(texts ...string) string { return joined(" ", texts) }

func joined(separator string, texts []string) string {
	var some []string
	for _, text := range texts {
		if text != "" {
			some = append(some, text)
		}
	}
	return strings.Join(some, separator)
}

// steps numbers the texts that are not empty. A single step has no number.
func steps(texts ...string) string {
	var numbered []string
	for _, text := range texts {
		if text != "" {
			numbered = append(numbered, fmt.Sprintf("%d. %s", len(numbered)+1, text))
		}
	}
	if len(numbered) == 1 {
		return strings.TrimPrefix(numbered[0], "1. ")
	}
	return strings.Join(numbered, "\n")
}

// capitalized begins a text the way a sentence begins.
func capitalized(text string) string { return withFirst(text, strings.ToUpper) }

// uncapitalized continues a sentence with a text.
func uncapitalized(text string) string { return withFirst(text, strings.ToLower) }

// withFirst changes the first character of a text.
func withFirst(text string, change func(string) string) string {
	_, size := utf8.DecodeRuneInString(text)
	return change(text[:size]) + text[size:]
}

// orUnknown renders what CPN has returned, "" for nothing.
func orUnknown(text string) string {
	if text == "" {
		return "unknown"
	}
	return cpn.Printable(text)
}
