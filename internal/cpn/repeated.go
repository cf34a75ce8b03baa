// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package cpn

import (
	"bytes"
	"encoding/json"
	"strings"
)

// repeatedMember returns the name of a member that an object in text has twice,
// and whether there is one. text is valid JSON.
//
// Readers differ in which of the two they take: what one shows for approval,
// another might sign.
func repeatedMember(text []byte) (string, bool) {
	decoder := json.NewDecoder(bytes.NewReader(text))
	decoder.UseNumber() // others are limited in size
	return repeatedIn(decoder, folded)
}

// repeatedIn looks at the next value of decoder. Names with the same form are the same.
func repeatedIn(decoder *json.Decoder, form func(string) string) (string, bool) {
	opening, _ := decoder.Token()
	if opening != json.Delim('{') && opening != json.Delim('[') {
		return "", false
	}
	seen := map[string]bool{}
	for decoder.More() {
		below := form
		if opening == json.Delim('{') {
			token, _ := decoder.Token()
			name, _ := token.(string)
			if seen[form(name)] {
				return name, true
			}
			seen[form(name)] = true
			if isFree(name) {
				below = strings.Clone
			}
		}
		if name, found := repeatedIn(decoder, below); found {
			return name, true
		}
	}
	_, _ = decoder.Token()
	return "", false
}

// folded is the same for all names that package json takes for one member: it
// ignores letter case.
func folded(name string) string { return strings.ToLower(strings.ToUpper(name)) }

// isFree reports whether others than CPN choose the names below a member, so
// that two of them may differ in letter case alone.
func isFree(name string) bool { return name == "metadata" || name == "messageToBeSigned" }
