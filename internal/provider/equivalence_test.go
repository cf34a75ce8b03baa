// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/planmodifier"
	"github.com/hashicorp/terraform-plugin-framework/types"
	"pgregory.net/rapid"
)

// checkSame shows that two texts are the same, or not, whichever comes first.
func checkSame(t *testing.T, name string, same func(a, b string) bool, a, b string, want bool) {
	t.Helper()
	t.Run(name, func(t *testing.T) {
		t.Parallel()
		if same(a, b) != want || same(b, a) != want {
			t.Errorf("the same is not %t of %q and %q in both directions", want, a, b)
		}
	})
}

// TestIgnoreLineEnds shows what is planned of a description that differs from that in
// state in its line ends.
func TestIgnoreLineEnds(t *testing.T) {
	t.Parallel()
	lf, crlf, other := types.StringValue("a\nb\n"), types.StringValue("a\r\nb\r\n"), types.StringValue("a\rb\n")
	description, ok := supportTicketSchema().Attributes["description"].(schema.StringAttribute)
	if !ok {
		t.Fatal("the description is no string")
	}
	for name, tc := range map[string]struct{ state, plan, want types.String }{
		"CRLF for LF keeps the state's":         {lf, crlf, lf},
		"LF for CRLF keeps the state's":         {crlf, lf, crlf},
		"a carriage return alone is a change":   {lf, other, other},
		"what is not known yet is a change":     {lf, types.StringUnknown(), types.StringUnknown()},
		"a new object is written as it comes":   {types.StringNull(), crlf, crlf},
		"none instead of some text is a change": {lf, types.StringNull(), types.StringNull()},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			resp := planmodifier.StringResponse{PlanValue: tc.plan}
			description.PlanModifiers[0].PlanModifyString(t.Context(), planmodifier.StringRequest{StateValue: tc.state, PlanValue: tc.plan}, &resp)
			if !resp.PlanValue.Equal(tc.want) {
				t.Errorf("planned %v, want %v", resp.PlanValue, tc.want)
			}
		})
	}
}

func TestSameDecimal(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		a, b string
		want bool
	}{
		"zeros at the end":                 {"110.27", "110.270000", true},
		"zeros at the front":               {"0110.27", "110.27", true},
		"no fraction":                      {"110", "110.00", true},
		"the last of many digits":          {"0.1000000000000000000000000000000000001", "0.1000000000000000000000000000000000002", false},
		"integers that no float tells":     {"9007199254740993", "9007199254740992", false},
		"a tenth of it":                    {"11.027", "110.27", false},
		"a sign":                           {"-1", "1", false},
		"an exponent, which is not asked":  {"1e2", "100", false},
		"an exponent that takes for ever":  {"1e999999999", "1e999999998", false},
		"a fraction, which is not asked":   {"1/2", "0.5", false},
		"a comma":                          {"110,27", "110.27", false},
		"nothing":                          {"", "0", false},
		"the same, although it is no such": {"many", "many", true},
	} {
		checkSame(t, name, sameDecimal, tc.a, tc.b, tc.want)
	}
}

func TestSameJSON(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		a, b string
		want bool
	}{
		"the order of members":             {`{"a":1,"b":{"c":2,"d":3}}`, `{"b":{"d":3,"c":2},"a":1}`, true},
		"white space":                      {`{"a":[1,2]}`, " {\n\t\"a\" : [ 1 , 2 ] }\n", true},
		"escapes":                          {`"Z\u00fcrich\/R\u0026D \ud83d\ude00"`, `"Zürich/R&D 😀"`, true},
		"the same, although it is no JSON": {`{"a"`, `{"a"`, true},
		"integers past 2^53":               {`{"deadline":9007199254740993}`, `{"deadline":9007199254740992}`, false},
		"the last digit of a uint256": {
			`115792089237316195423570985008687907853269984665640564039457584007913129639935`,
			`115792089237316195423570985008687907853269984665640564039457584007913129639936`, false,
		},
		"a number written otherwise":   {`1`, `1.0`, false},
		"a number and its text":        {`1`, `"1"`, false},
		"the order of elements":        {`[1,2]`, `[2,1]`, false},
		"one element more":             {`[1]`, `[1,1]`, false},
		"one member more":              {`{"a":1}`, `{"a":1,"b":null}`, false},
		"the letter case of a member":  {`{"a":1}`, `{"A":1}`, false},
		"the letter case of a text":    {`"0xab"`, `"0xAB"`, false},
		"white space in a text":        {`"a b"`, `"a  b"`, false},
		"true and false":               {`true`, `false`, false},
		"null and nothing in it":       {`null`, `{}`, false},
		"an empty object and array":    {`{}`, `[]`, false},
		"a member twice":               {`{"to":"a","to":"b"}`, `{"to":"b"}`, false},
		"a member twice, deep down":    {`[{"to":"a","to":"b"}]`, `[{"to":"c","to":"b"}]`, false},
		"something after the end":      {`{"a":1}`, `{"a":1}{"a":2}`, false},
		"half a pair of surrogates":    {`"\ud800"`, `"\ud801"`, false},
		"half a pair as a member":      {`{"\ud800":1}`, `{"\udfff":1}`, false},
		"the character for no such":    {`"\ud800"`, "\"\ufffd\"", false},
		"bytes that are no characters": {"\"\xff\"", "\"\xfe\"", false},
		"no JSON":                      {`{"a":1}`, `{"a":1`, false},
		"nothing":                      {`{}`, ``, false},
	} {
		checkSame(t, name, sameJSON, tc.a, tc.b, tc.want)
	}
}

// TestSameJSON_form writes documents in two forms each.
func TestSameJSON_form(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		v := drawValue(t, 3)
		if a, b := written(t, v), written(t, v); !sameJSON(a, b) {
			t.Fatalf("one value is not the same in two forms:\n%s\n%s", a, b)
		}
	})
}

// TestSameJSON_digits puts two numbers of different digits at the same place, in
// documents that are otherwise the same.
func TestSameJSON_digits(t *testing.T) {
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
		if a, b := written(t, x), written(t, y); sameJSON(a, b) {
			t.Fatalf("two numbers are taken for the same:\n%s\n%s", a, b)
		}
	})
}

// drawValue draws a JSON value that is at most so deep.
func drawValue(t *rapid.T, depth int) any {
	// U+FFFD stands for what is no character, and is the same as nothing else.
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

// written writes a value as JSON, with members in any order, any white space and
// any escapes.
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

// writtenText writes a text as JSON, with every character of it escaped, or only
// those that must be.
func writtenText(text string, escaped bool) string {
	if !escaped {
		plain, _ := json.Marshal(text) // text always has a JSON form
		return string(plain)
	}
	var b strings.Builder
	for _, unit := range utf16.Encode([]rune(text)) {
		fmt.Fprintf(&b, `\u%04x`, unit)
	}
	return `"` + b.String() + `"`
}
