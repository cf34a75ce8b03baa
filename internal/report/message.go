// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

// Package report holds every message that an operator reads about CPN: errors and
// warnings, with what to do first and the evidence last. It knows no requests of the
// framework and no models: each message is built in one place, from plain values.
package report

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
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
	evidence string   // labeled lines, in blocks
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
	help := lines(labeled("help", guide+"#"+string(m.topic)), labeled("in a clone", guideInClone+"#"+string(m.topic)))
	return paragraphs(lines(m.never, steps(m.do)), m.block, sentences(m.exists, m.cause), m.evidence, help)
}

// lines joins the texts that are not empty, each on a line of its own.
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
func steps(texts []string) string {
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

// asSentence makes a sentence of an error.
func asSentence(err error) string { return capitalized(err.Error()) + "." }

// capitalized begins a text the way a sentence begins.
func capitalized(text string) string { return withFirst(text, strings.ToUpper) }

// uncapitalized continues a sentence with a text.
func uncapitalized(text string) string { return withFirst(text, strings.ToLower) }

// withFirst changes the first character of a text.
func withFirst(text string, change func(string) string) string {
	_, size := utf8.DecodeRuneInString(text)
	return change(text[:size]) + text[size:]
}
