// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package cpn

import (
	"fmt"
	"reflect"
	"strings"
	"testing"
)

func TestUnambiguous(t *testing.T) {
	t.Parallel()
	const twice = "the response has the member %q twice"
	for name, tc := range map[string]struct{ text, want string }{
		"no repeated member":             {`{"a":1,"b":{"a":[{"a":1},{"a":1}]}}`, ""},
		"not an object":                  {`7`, ""},
		"at the top":                     {`{"data":{},"code":1,"data":{}}`, "data"},
		"below":                          {`{"data":{"amount":{"amount":"1","amount":"2"}}}`, "amount"},
		"in an array":                    {`[1,[{"a":1},{"a":1,"b":2,"a":1}]]`, "a"},
		"escaped":                        {`{"id":1,"\u0069d":2}`, "id"},
		"another letter case":            {`{"data":{"paymentId":1,"PaymentID":2}}`, "PaymentID"},
		"another letter case, deep":      {`{"data":{"fees":{"breakdown":[{"amount":{"amount":"1","Amount":"2"}}]}}}`, "Amount"},
		"letters that fold to others":    {`{"status":1,"\u017ftatu\u017f":2}`, "ſtatuſ"},
		"names in metadata":              {`{"data":{"metadata":{"a":"1","A":"2"}}}`, ""},
		"a repeated name in metadata":    {`{"data":{"metadata":{"a":"1","a":"2"}}}`, "a"},
		"names in a message":             {`{"data":{"messageToBeSigned":{"types":{"Permit":[],"permit":[]}}}}`, ""},
		"a repeated name in a message":   {`{"data":{"messageToBeSigned":{"message":{"to":"0x1","to":"0x2"}}}}`, "to"},
		"in a message that is a string":  {`{"data":{"messageToBeSigned":"{\"to\":\"0x1\",\"to\":\"0x2\"}"}}`, "to"},
		"CPN's names in a message":       {`{"data":{"messageToBeSigned":{"fees":{"A":1,"a":2},"types":{"refunds":[{"A":1,"a":2}]}}}}`, ""},
		"names in a message in a string": {`{"data":{"messageToBeSigned":"{\"A\":1,\"a\":2}"}}`, ""},
		"a message that is not JSON":     {`{"data":{"messageToBeSigned":"AQAB"}}`, ""},
		"unknown names":                  {`{"links":{"A":1,"a":2},"data":{"new":{"B":1,"b":2}}}`, ""},
		"numbers beyond float64":         {`{"a":1e400,"b":-1e-400}`, ""},
		"letter case after a message":    {`{"messageToBeSigned":{},"id":1,"ID":2}`, "ID"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			want := ""
			if tc.want != "" {
				want = fmt.Sprintf(twice, tc.want)
			}
			if got := fmt.Sprint(unambiguous([]byte(tc.text))); got != want && (want != "" || got != "<nil>") {
				t.Errorf("got %q, want %q", got, want)
			}
		})
	}
}

func TestUnambiguous_size(t *testing.T) {
	t.Parallel()
	if err := unambiguous([]byte(`[` + strings.Repeat(`{},`, maxValues-2) + `{}]`)); err != nil {
		t.Error(err)
	}
	if err := unambiguous([]byte(`{"rfis":[` + strings.Repeat(`{},`, maxValues-2) + `{}]}`)); err == nil || err.Error() != "the response holds more than 5000 values" {
		t.Errorf("got %v", err)
	}
}

// TestIsDecoded walks through the structs that responses become: below a struct inside
// another, letter case must not matter.
func TestIsDecoded(t *testing.T) {
	t.Parallel()
	var walk func(typ reflect.Type, member string)
	walk = func(typ reflect.Type, member string) {
		for typ.Kind() == reflect.Pointer || typ.Kind() == reflect.Slice {
			typ = typ.Elem()
		}
		if typ.Kind() != reflect.Struct {
			return
		}
		if !isDecoded(member) {
			t.Errorf("isDecoded(%q) = false, but it becomes a %v", member, typ)
		}
		for field := range typ.Fields() {
			if name := field.Tag.Get("json"); name != "-" {
				walk(field.Type, name)
			}
		}
	}
	walk(reflect.TypeFor[errorEnvelope](), "")
	for _, typ := range []reflect.Type{reflect.TypeFor[SupportTicket](), reflect.TypeFor[Transaction](), reflect.TypeFor[Payment]()} {
		walk(typ, "data")
	}
}
