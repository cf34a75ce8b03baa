// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package cpn

import (
	"cmp"
	"encoding/json"
	"html"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// private are the values of inputs that may come from sensitive variables, each with
// CPN's name for the input. Terraform does not mask a provider's messages, so where
// CPN repeats such a value in an error, its name stands for it.
type private []namedValue

type namedValue struct{ member, value string }

// minPrivate is how long a value must be to be looked for, in bytes: a shorter one
// occurs in any text.
const minPrivate = 4

// hide puts the names of values into a text in their place, those of the longest
// first: a description may have the email address in it. Letter case makes no
// difference, nor how JSON or HTML escapes the value.
func (p private) hide(text string) string {
	longest := func(a, b namedValue) int { return cmp.Compare(len(b.value), len(a.value)) }
	for _, v := range slices.SortedFunc(slices.Values(p), longest) {
		if len(v.value) < minPrivate || len(text) < len(v.value) {
			continue
		}
		for _, form := range formsOf(v.value) {
			text = regexp.MustCompile("(?i)"+regexp.QuoteMeta(form)).ReplaceAllLiteralString(text, "(the value of "+v.member+")")
		}
	}
	return text
}

// formsOf returns a value as it is, as JSON has it with and without HTML's characters
// escaped, in ASCII alone, and as HTML has it.
func formsOf(value string) []string {
	ascii := strconv.QuoteToASCII(value)
	forms := []string{value, inJSON(value, false), inJSON(value, true), ascii[1 : len(ascii)-1], html.EscapeString(value)}
	slices.Sort(forms)
	return slices.Compact(forms)
}

// inJSON returns a text as it stands between a JSON string's quotes.
func inJSON(value string, escapeHTML bool) string {
	var text strings.Builder
	encoder := json.NewEncoder(&text)
	encoder.SetEscapeHTML(escapeHTML)
	if err := encoder.Encode(value); err != nil {
		return value // text always has a JSON form
	}
	return strings.TrimSuffix(strings.TrimPrefix(text.String(), `"`), "\"\n")
}
