// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package cpn

import (
	"cmp"
	"maps"
	"slices"
	"strings"
)

// private are the values of inputs that may come from sensitive variables, each with CPN's
// name for the input. Terraform does not mask a provider's messages, so if CPN repeats such
// a value in an error, the name replaces it.
type private []namedValue

type namedValue struct{ member, value string }

// minPrivate is the least length of a value to be replaced, in bytes: a shorter value
// occurs in any text.
const minPrivate = 4

// hide replaces values in text by their names, unchanged or as in JSON, longest first: a
// description may contain the email address.
//
// It takes linear time, unlike regular expressions: a value may have 1 MiB.
func (p private) hide(text string) string {
	members := map[string]string{} // by the form of the value in the text
	for _, v := range p {
		if len(v.value) < minPrivate || len(v.value) > len(text) {
			continue
		}
		members[v.value] = v.member
		quoted := string(inJSON(v.value))
		members[quoted[1:len(quoted)-1]] = v.member
	}
	longest := func(a, b string) int { return cmp.Or(cmp.Compare(len(b), len(a)), cmp.Compare(a, b)) }
	var pairs []string
	for _, form := range slices.SortedFunc(maps.Keys(members), longest) {
		pairs = append(pairs, form, "(the value of "+members[form]+")")
	}
	return strings.NewReplacer(pairs...).Replace(text)
}
