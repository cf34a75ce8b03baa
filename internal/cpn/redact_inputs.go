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

// private are the values of inputs that may come from sensitive variables, each with
// CPN's name for the input. Terraform does not mask a provider's messages, so where
// CPN repeats such a value in an error, its name stands for it.
type private []namedValue

type namedValue struct{ member, value string }

// minPrivate is how long a value must be to be looked for, in bytes: a shorter one
// occurs in any text.
const minPrivate = 4

// hide puts the names of values into a text in their place, those of the longest
// first: a description may have the email address in it. Lower case, upper case, and
// how JSON or HTML usually escapes a value make no difference.
//
// It takes linear time, which no regular expression did: a value has up to 1 MiB.
func (p private) hide(text string) string {
	members := map[string]string{} // by what stands for the value in the text
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

// formsOf returns a value as it is, as JSON has it with and without HTML's characters
// escaped, in ASCII alone, and as HTML has it.
func formsOf(value string) []string {
	plain, escaped := inJSON(value, false), inJSON(value, true)
	return []string{
		value, plain, escaped, inASCII(plain), inASCII(escaped), strings.ReplaceAll(plain, "/", `\/`),
		html.EscapeString(value), strings.NewReplacer("&#34;", "&quot;", "&#39;", "&#x27;").Replace(html.EscapeString(value)),
	}
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

// inASCII returns JSON text with \u for what is not ASCII.
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
