// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package cpn

import (
	"cmp"
	"encoding/json"
	"fmt"
	"html"
	"maps"
	"slices"
	"strings"
	"unicode"
	"unicode/utf16"
)

// private are the values of inputs that may come from sensitive variables, each with CPN's
// name for the input. Terraform does not mask a provider's messages, so if CPN repeats such
// a value in an error, the name replaces it.
type private []namedValue

type namedValue struct{ member, value string }

// minPrivate is the least length of a value to be replaced, in bytes: a shorter value
// occurs in any text.
const minPrivate = 4

// hide replaces values in text by their names, longest first: a description may contain the
// email address. Lower case, upper case, and the usual escapes of JSON and HTML make no
// difference.
//
// It takes linear time, unlike regular expressions: a value may have 1 MiB.
func (p private) hide(text string) string {
	members := map[string]string{} // by the form of the value in the text
	for _, v := range p {
		if len(v.value) < minPrivate || len(v.value) > len(text) {
			continue
		}
		for _, form := range formsOf(v.value) {
			for _, cased := range []string{form, strings.ToLower(form), strings.ToUpper(form)} {
				members[cased] = v.member
			}
		}
	}
	longest := func(a, b string) int { return cmp.Or(cmp.Compare(len(b), len(a)), cmp.Compare(a, b)) }
	var pairs []string
	for _, form := range slices.SortedFunc(maps.Keys(members), longest) {
		pairs = append(pairs, form, "(the value of "+members[form]+")")
	}
	return strings.NewReplacer(pairs...).Replace(text)
}

// formsOf returns a value unchanged, in JSON with and without HTML characters escaped, in
// ASCII only, and in HTML.
func formsOf(value string) []string {
	plain, escaped := inJSON(value, false), inJSON(value, true)
	return []string{
		value, plain, escaped, inASCII(plain), inASCII(escaped), strings.ReplaceAll(plain, "/", `\/`),
		html.EscapeString(value), strings.NewReplacer("&#34;", "&quot;", "&#39;", "&#x27;").Replace(html.EscapeString(value)),
	}
}

// inJSON returns value as it appears inside a JSON string.
func inJSON(value string, escapeHTML bool) string {
	var text strings.Builder
	encoder := json.NewEncoder(&text)
	encoder.SetEscapeHTML(escapeHTML)
	if err := encoder.Encode(value); err != nil {
		return value // strings always have a JSON form
	}
	return strings.TrimSuffix(strings.TrimPrefix(text.String(), `"`), "\"\n")
}

// inASCII returns JSON text with characters beyond ASCII written as \u escapes.
func inASCII(text string) string {
	var ascii strings.Builder
	for _, r := range text {
		if r <= unicode.MaxASCII {
			ascii.WriteRune(r)
			continue
		}
		for _, unit := range utf16.Encode([]rune{r}) {
			fmt.Fprintf(&ascii, `\u%04x`, unit)
		}
	}
	return ascii.String()
}
