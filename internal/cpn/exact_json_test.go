// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package cpn

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
	"unicode/utf16"
	"unicode/utf8"

	"pgregory.net/rapid"
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

// TestSameMessage_form compares documents written in two forms.
func TestSameMessage_form(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		v := drawValue(t, 3)
		if a, b := written(t, v), written(t, v); !SameMessage(a, b) {
			t.Fatalf("one value in two forms differs:\n%s\n%s", a, b)
		}
	})
}

// TestSameMessage_digits puts two different numbers at the same place in otherwise equal
// documents.
func TestSameMessage_digits(t *testing.T) {
	t.Parallel()
	digits := rapid.StringMatching(`-?(0|[1-9][0-9]{0,80})(\.[0-9]{1,20})?`)
	rapid.Check(t, func(t *rapid.T) {
		a, b := digits.Draw(t, "a"), digits.Draw(t, "b")
		if a == b {
			t.Skip("the same number")
		}
		x, y := any(json.Number(a)), any(json.Number(b))
		for range rapid.IntRange(0, 4).Draw(t, "depth") {
			if beside := drawValue(t, 1); rapid.Bool().Draw(t, "in an array") {
				x, y = []any{beside, x}, []any{beside, y}
			} else {
				x, y = map[string]any{"n": x, "beside": beside}, map[string]any{"n": y, "beside": beside}
			}
		}
		if a, b := written(t, x), written(t, y); SameMessage(a, b) {
			t.Fatalf("two numbers count as the same:\n%s\n%s", a, b)
		}
	})
}

// drawValue draws a JSON value of at most this depth.
func drawValue(t *rapid.T, depth int) any {
	// U+FFFD replaces invalid characters, so it equals nothing else.
	text := rapid.StringOf(rapid.Rune().Filter(func(r rune) bool { return r != utf8.RuneError }))
	leaves := []*rapid.Generator[any]{
		text.AsAny(), rapid.Bool().AsAny(), rapid.Just(any(nil)),
		rapid.Map(rapid.StringMatching(`-?(0|[1-9][0-9]{0,80})`), func(n string) any { return json.Number(n) }),
	}
	if depth > 0 {
		deeper := rapid.Custom(func(t *rapid.T) any { return drawValue(t, depth-1) })
		leaves = append(leaves, rapid.SliceOfN(deeper, 0, 3).AsAny(), rapid.MapOfN(text, deeper, 0, 3).AsAny())
	}
	return rapid.OneOf(leaves...).Draw(t, "value")
}

// written writes a value as JSON, with members in any order, any white space and any escapes.
func written(t *rapid.T, v any) string {
	space := func() string { return rapid.StringMatching(`[ \n\t]?`).Draw(t, "space") }
	var parts []string
	switch v := v.(type) {
	case []any:
		for _, element := range v {
			parts = append(parts, space()+written(t, element))
		}
		return "[" + strings.Join(parts, ",") + space() + "]"
	case map[string]any:
		for _, name := range rapid.Permutation(slices.Sorted(maps.Keys(v))).Draw(t, "order") {
			parts = append(parts, space()+written(t, name)+space()+":"+space()+written(t, v[name]))
		}
		return "{" + strings.Join(parts, ",") + space() + "}"
	case string:
		return writtenText(v, rapid.Bool().Draw(t, "escaped"))
	}
	text, err := json.Marshal(v)
	if err != nil {
		t.Fatalf("%v", err)
	}
	return string(text)
}

// writtenText writes a string as JSON, with all characters escaped, or only those that must
// be.
func writtenText(text string, escaped bool) string {
	if !escaped {
		plain, _ := json.Marshal(text) // strings always have a JSON form
		return string(plain)
	}
	var b strings.Builder
	for _, unit := range utf16.Encode([]rune(text)) {
		fmt.Fprintf(&b, `\u%04x`, unit)
	}
	return `"` + b.String() + `"`
}
