// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package report

import (
	"fmt"
	"strings"

	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/cpn"
)

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

// steps numbers what is to be done, and leaves out what is empty. A single step has
// no number.
func steps(texts ...string) string {
	var lines []string
	for _, text := range texts {
		if text != "" {
			lines = append(lines, fmt.Sprintf("%d. %s", len(lines)+1, text))
		}
	}
	if len(lines) == 1 {
		return strings.TrimPrefix(lines[0], "1. ")
	}
	return strings.Join(lines, "\n")
}

// capitalized begins a text as a sentence begins.
func capitalized(text string) string { return strings.ToUpper(text[:1]) + text[1:] }

// orUnknown renders for a sentence what CPN has returned, "" for nothing.
func orUnknown(text string) string {
	if text == "" {
		return "not known"
	}
	return cpn.Printable(text)
}
