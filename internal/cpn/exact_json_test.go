// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package cpn

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"reflect"
	"strings"
	"testing"
	"unicode/utf8"
)

func TestUnambiguous(t *testing.T) {
	t.Parallel()
	const twice = "the response has the member %q twice"
	for name, tc := range map[string]struct{ text, want string }{
		"no repeated member":           {`{"a":1,"b":{"a":[{"a":1},{"a":1}]}}`, ""},
		"not an object":                {`7`, ""},
		"at the top":                   {`{"data":{},"code":1,"data":{}}`, "data"},
		"below":                        {`{"data":{"amount":{"amount":"1","amount":"2"}}}`, "amount"},
		"in an array":                  {`[1,[{"a":1},{"a":1,"b":2,"a":1}]]`, "a"},
		"escaped":                      {`{"id":1,"\u0069d":2}`, "id"},
		"names in metadata":            {`{"data":{"metadata":{"a":"1","A":"2"}}}`, ""},
		"a repeated name in metadata":  {`{"data":{"metadata":{"a":"1","a":"2"}}}`, "a"},
		"names in a message":           {`{"data":{"messageToBeSigned":{"types":{"Permit":[],"permit":[]}}}}`, ""},
		"a repeated name in a message": {`{"data":{"messageToBeSigned":{"message":{"to":"0x1","to":"0x2"}}}}`, "to"},
		"CPN's names in a message":     {`{"data":{"messageToBeSigned":{"fees":{"A":1,"a":2},"types":{"refunds":[{"A":1,"a":2}]}}}}`, ""},
		"a message that is not JSON":   {`{"data":{"messageToBeSigned":"AQAB"}}`, ""},
		"unknown names":                {`{"links":{"A":1,"a":2},"data":{"new":{"B":1,"b":2}}}`, ""},
		"numbers beyond float64":       {`{"a":1e400,"b":-1e-400}`, ""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			want := ""
			if tc.want != "" {
				want = fmt.Sprintf(twice, tc.want)
			}
			if got := fmt.Sprint(Unambiguous([]byte(tc.text))); got != want && (want != "" || got != "<nil>") {
				t.Errorf("got %q, want %q", got, want)
			}
		})
	}
}

func TestUnambiguous_size(t *testing.T) {
	t.Parallel()
	if err := Unambiguous([]byte(`[` + strings.Repeat(`{},`, maxValues-2) + `{}]`)); err != nil {
		t.Error(err)
	}
	if err := Unambiguous([]byte(`{"rfis":[` + strings.Repeat(`{},`, maxValues-2) + `{}]}`)); err == nil || err.Error() != "the response holds more than 5000 values" {
		t.Errorf("got %v", err)
	}
}

func TestSameMessage(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		a, b string
		want bool
	}{
		"the order of members":    {`{"a":1,"b":{"c":2,"d":3}}`, `{"b":{"d":3,"c":2},"a":1}`, true},
		"white space":             {`{"a":[1,2]}`, " {\n\t\"a\" : [ 1 , 2 ] }\n", true},
		"escapes":                 {`"Z\u00fcrich\/R\u0026D \ud83d\ude00"`, `"Zürich/R&D 😀"`, true},
		"the same text, not JSON": {`{"a"`, `{"a"`, true},
		"integers past 2^53":      {`{"deadline":9007199254740993}`, `{"deadline":9007199254740992}`, false},
		"the last digit of a uint256": {
			`115792089237316195423570985008687907853269984665640564039457584007913129639935`,
			`115792089237316195423570985008687907853269984665640564039457584007913129639936`, false,
		},
		"a number in another form":    {`1`, `1.0`, false},
		"a number and a string":       {`1`, `"1"`, false},
		"the order of elements":       {`[1,2]`, `[2,1]`, false},
		"one element more":            {`[1]`, `[1,1]`, false},
		"one member more":             {`{"a":1}`, `{"a":1,"b":null}`, false},
		"the letter case of a member": {`{"a":1}`, `{"A":1}`, false},
		"the letter case of a string": {`"0xab"`, `"0xAB"`, false},
		"white space in a string":     {`"a b"`, `"a  b"`, false},
		"true and false":              {`true`, `false`, false},
		"null and an empty object":    {`null`, `{}`, false},
		"an empty object and array":   {`{}`, `[]`, false},
		"a repeated member":           {`{"to":"a","to":"b"}`, `{"to":"b"}`, false},
		"a repeated member, deep":     {`[{"to":"a","to":"b"}]`, `[{"to":"c","to":"b"}]`, false},
		"something after the end":     {`{"a":1}`, `{"a":1}{"a":2}`, false},
		"half a surrogate pair":       {`"\ud800"`, `"\ud801"`, false},
		"half a pair in a name":       {`{"\ud800":1}`, `{"\udfff":1}`, false},
		"the replacement character":   {`"\ud800"`, "\"\ufffd\"", false},
		"white space and half a pair": {`{"a": "\ud800"}`, `{"a":"\ud800"}`, true},
		"invalid UTF-8":               {"\"\xff\"", "\"\xfe\"", false},
		"not JSON":                    {`{"a":1}`, `{"a":1`, false},
		"nothing":                     {`{}`, ``, false},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if SameMessage(tc.a, tc.b) != tc.want || SameMessage(tc.b, tc.a) != tc.want {
				t.Errorf("want %t for %q and %q in both directions", tc.want, tc.a, tc.b)
			}
		})
	}
}

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
	f.Add(`{"a":{"b":1},"A":[{"b":1,"\u0062":2}],"metadata":{"x":"","X":""}}`, `{"a":{"b":1},"A":[{"b":2}]}`)
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
