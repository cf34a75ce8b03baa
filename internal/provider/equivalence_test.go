// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"testing"
)

func TestSameDecimal(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		a, b string
		want bool
	}{
		"zeros at the end":               {"110.27", "110.270000", true},
		"zeros at the front":             {"0110.27", "110.27", true},
		"no fraction":                    {"110", "110.00", true},
		"the last of many digits":        {"0.1000000000000000000000000000000000001", "0.1000000000000000000000000000000000002", false},
		"integers beyond float64":        {"9007199254740993", "9007199254740992", false},
		"a tenth of it":                  {"11.027", "110.27", false},
		"a sign":                         {"-1", "1", false},
		"an exponent, not supported":     {"1e2", "100", false},
		"an exponent that takes forever": {"1e999999999", "1e999999998", false},
		"a fraction, not supported":      {"1/2", "0.5", false},
		"a comma":                        {"110,27", "110.27", false},
		"nothing":                        {"", "0", false},
		"the same text, not a decimal":   {"many", "many", true},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if sameDecimal(tc.a, tc.b) != tc.want || sameDecimal(tc.b, tc.a) != tc.want {
				t.Errorf("want %t for %q and %q in both directions", tc.want, tc.a, tc.b)
			}
		})
	}
}
