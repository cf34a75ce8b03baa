// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package cpn

import (
	"cmp"
	"encoding/json"
	"slices"
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
// first: a description may have the email address in it.
func (p private) hide(text string) string {
	longest := func(a, b namedValue) int { return cmp.Compare(len(b.value), len(a.value)) }
	for _, v := range slices.SortedFunc(slices.Values(p), longest) {
		if len(v.value) < minPrivate || len(text) < len(v.value) {
			continue
		}
		quoted, _ := json.Marshal(v.value) // text always has a JSON form
		for _, form := range []string{v.value, strings.Trim(string(quoted), `"`)} {
			text = strings.ReplaceAll(text, form, "(the value of "+v.member+")")
		}
	}
	return text
}
