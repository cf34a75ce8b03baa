// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package cpn

import (
	"fmt"
	"strings"
	"testing"
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
