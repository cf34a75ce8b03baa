// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package cpn

import "testing"

func TestRepeatedMember(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct{ text, want string }{
		"none":                             {`{"a":1,"b":{"a":[{"a":1},{"a":1}]}}`, ""},
		"no object":                        {`7`, ""},
		"at the top":                       {`{"data":{},"code":1,"data":{}}`, "data"},
		"below":                            {`{"data":{"amount":{"amount":"1","amount":"2"}}}`, "amount"},
		"in an array":                      {`[1,[{"a":1},{"a":1,"b":2,"a":1}]]`, "a"},
		"escaped":                          {`{"id":1,"\u0069d":2}`, "id"},
		"another letter case":              {`{"data":{"paymentId":1,"PaymentID":2}}`, "PaymentID"},
		"letters that fold to others":      {`{"status":1,"\u017ftatu\u017f":2}`, "ſtatuſ"},
		"names of the operator's":          {`{"data":{"metadata":{"a":"1","A":"2"}}}`, ""},
		"one of them twice":                {`{"data":{"metadata":{"a":"1","a":"2"}}}`, "a"},
		"names of the message's":           {`{"data":{"messageToBeSigned":{"types":{"Permit":[],"permit":[]}}}}`, ""},
		"one of them twice, deep":          {`{"data":{"messageToBeSigned":{"message":{"to":"0x1","to":"0x2"}}}}`, "to"},
		"numbers that no float can hold":   {`{"a":1e400,"b":-1e-400}`, ""},
		"an empty name":                    {`{"":1,"":2}`, ""},
		"after a message, case counts not": {`{"messageToBeSigned":{},"id":1,"ID":2}`, "ID"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got, found := repeatedMember([]byte(tc.text))
			if got != tc.want || found != (tc.want != "" || name == "an empty name") {
				t.Errorf("got %q, %v", got, found)
			}
		})
	}
}
