// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package cpn

import (
	"bytes"
	"encoding/json"
	"reflect"
	"slices"
	"strings"
	"unicode/utf8"
)

// SameMessage compares messages to be signed, which are JSON texts, by value. The order of members, white space and escapes make
// no difference. Numbers are compared digit by digit, because a message may contain numbers
// beyond float64. Text that two readers may read differently equals only itself, white space
// aside: a repeated member, or half a surrogate pair.
func SameMessage(a, b string) bool {
	if a == b || compact(a) == compact(b) {
		return true
	}
	x, okX := exactJSON(a)
	y, okY := exactJSON(b)
	return okX && okY && reflect.DeepEqual(x, y)
}

// compact removes the white space around values, in which state and CPN differ. What is not
// JSON stays as it is.
func compact(text string) string {
	var out bytes.Buffer
	if json.Compact(&out, []byte(text)) != nil {
		return text
	}
	return out.String()
}

// exactJSON decodes a JSON text without losing anything, or reports false.
func exactJSON(text string) (any, bool) {
	if Unambiguous([]byte(text)) != nil {
		return nil, false
	}
	decoder := json.NewDecoder(strings.NewReader(text))
	decoder.UseNumber()
	var value any
	err := decoder.Decode(&value)
	return value, err == nil && isText(value)
}

// isText reports whether all strings in a decoded value are what was written: the decoder
// replaces invalid characters by U+FFFD.
func isText(value any) bool {
	switch v := value.(type) {
	case string:
		return !strings.ContainsRune(v, utf8.RuneError)
	case []any:
		return !slices.ContainsFunc(v, func(element any) bool { return !isText(element) })
	case map[string]any:
		for name, member := range v {
			if !isText(name) || !isText(member) {
				return false
			}
		}
	}
	return true
}
