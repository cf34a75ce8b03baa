// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package cpn

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"reflect"
	"strings"
	"testing"
	"unicode/utf8"
)

// FuzzSameMessage compares SameMessage with another decoder. Two texts are the same if they mean the
// same and can be read in only one way. So a text is the same as each of its forms, and a text
// that two readers may read differently is the same as no other.
func FuzzSameMessage(f *testing.F) {
	f.Add(`{"a":1,"b":[true]}`, `{"b":[true],"a":1}`)
	f.Add(`18446744073709551616`, `18446744073709551617`)
	f.Add(`[1e400]`, `[1e401]`)
	f.Add(`{"a":"\u003c\/\ud83d\ude00","b":{}}`, " {\"b\":{},\n\"a\" : \"</😀\"}")
	f.Add(`[1,{"a":1,"a":2}]`, `[3,{"a":2}]`)
	f.Add(`[1,2]`, `[3,2]`)
	f.Add(`{"\udfff":1}`, `{"\ud800":1}`)
	f.Add(`{"b":["\ud800"]}`, "{\"b\":[\"\ufffd\"]}")
	f.Add("\"\xff\"", "\"\xfe\"")
	f.Add(`[null,-0.0,{"":[]}]`, `[null,0.0,{"":{}}]`)
	f.Fuzz(func(t *testing.T, a, b string) {
		x, okA := understood(a)
		y, okB := understood(b)
		agrees(t, a, b, okA && okB && reflect.DeepEqual(x, y))
		for _, form := range forms(a, x) {
			agrees(t, a, form, okA)
		}
	})
}

// agrees checks that SameMessage returns want in both directions. Texts that are
// equal, white space between values aside, are always the same.
func agrees(t *testing.T, a, b string, want bool) {
	t.Helper()
	want = want || squeezed(a) == squeezed(b)
	if there, back := SameMessage(a, b), SameMessage(b, a); there != want || back != want {
		t.Errorf("SameMessage of %q and %q = %t, and %t in the other direction, want %t", a, b, there, back, want)
	}
}

// squeezed returns a JSON text without white space between values, and any other text as it is.
func squeezed(text string) string {
	var out bytes.Buffer
	if json.Compact(&out, []byte(text)) != nil {
		return text
	}
	return out.String()
}

// understood decodes a JSON text. It reports false for invalid JSON, and for text that can be
// read in two ways: decoding and encoding leaves U+FFFD for an invalid character, and fewer
// tokens for a repeated member.
func understood(text string) (any, bool) {
	decoder := json.NewDecoder(strings.NewReader(text))
	decoder.UseNumber()
	var value, more any
	if decoder.Decode(&value) != nil || !errors.Is(decoder.Decode(&more), io.EOF) {
		return nil, false
	}
	again, err := json.Marshal(value)
	return value, err == nil && !bytes.ContainsRune(again, utf8.RuneError) && tokens(text) == tokens(string(again))
}

// tokens counts the tokens of a JSON text.
func tokens(text string) int {
	decoder := json.NewDecoder(strings.NewReader(text))
	decoder.UseNumber() // numbers beyond float64 are valid
	for n := 0; ; n++ {
		if _, err := decoder.Token(); err != nil {
			return n
		}
	}
}

// forms writes a JSON text in other forms: with other white space, and from its value, which
// sorts members and escapes other characters. Invalid JSON has no form.
func forms(text string, value any) []string {
	var compact, wide bytes.Buffer
	if json.Compact(&compact, []byte(text)) != nil || json.Indent(&wide, []byte(text), " ", "") != nil {
		return nil
	}
	out := []string{" " + text + "\n", compact.String(), wide.String()}
	if again, err := json.Marshal(value); err == nil {
		out = append(out, string(again))
	}
	return out
}
