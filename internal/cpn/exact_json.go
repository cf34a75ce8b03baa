// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package cpn

import (
	"bytes"
	"encoding/json"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"unicode/utf8"
)

// maxValues is how many values a response may hold. The largest that CPN documents has some
// hundred; a hostile response has a million in 1 MiB, and each may take a thousand times its
// size on its way into Terraform's state.
const maxValues = 5000

// Unambiguous returns an error for text that is not JSON, that can be read in more than one
// way because a member occurs twice, or that takes too much memory.
//
// Readers differ in which of two members they use: one program could show one value for
// approval, and another sign the other.
func Unambiguous(text []byte) error {
	if !json.Valid(text) {
		return errNotJSON
	}
	r := reading{decoder: json.NewDecoder(bytes.NewReader(text))}
	r.decoder.UseNumber() // numbers beyond the range of float64 are valid
	return r.value()
}

// reading walks through valid JSON and counts its values.
type reading struct {
	decoder *json.Decoder
	values  int
}

func (r *reading) value() error {
	if r.values++; r.values > maxValues {
		return fmt.Errorf("the response holds more than %d values", maxValues)
	}
	token, _ := r.decoder.Token()
	if open, ok := token.(json.Delim); ok {
		return r.elements(open == '{')
	}
	return nil
}

// elements reads the rest of an object or an array.
func (r *reading) elements(object bool) error {
	names := map[string]bool{}
	for r.decoder.More() {
		if object {
			token, _ := r.decoder.Token()
			name, _ := token.(string)
			if names[name] {
				return fmt.Errorf("the response has the member %q twice", name)
			}
			names[name] = true
		}
		if err := r.value(); err != nil {
			return err
		}
	}
	_, _ = r.decoder.Token()
	return nil
}

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
	value := decodeExact([]byte(text))
	return value, isText(value)
}

// decodeExact decodes valid JSON. Numbers stay as they were written.
func decodeExact(text []byte) any {
	decoder := json.NewDecoder(bytes.NewReader(text))
	decoder.UseNumber()
	var value any
	_ = decoder.Decode(&value) // of valid JSON it can only succeed
	return value
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
