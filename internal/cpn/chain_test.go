// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package cpn

import "testing"

func TestSameAddress(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		a, b string
		want bool
	}{
		"the checksum of a hexadecimal one":     {"0x1c7d4b196cb0c7b01d743fbc6116a902379c7238", "0x1c7D4B196Cb0C7B01d743Fbc6116a902379C7238", true},
		"another digit":                         {"0x1c7d4b196cb0c7b01d743fbc6116a902379c7238", "0x1c7d4b196cb0c7b01d743fbc6116a902379c7239", false},
		"the case of one in base 58":            {"9xQeWvG816bUx9EPjHmaT23yvVM2ZWbrrpZb9PusVFin", "9xqeWvG816bUx9EPjHmaT23yvVM2ZWbrrpZb9PusVFin", false},
		"hexadecimal digits without 0x":         {"ab", "AB", false},
		"0x before what is no hexadecimal":      {"0xZZ", "0xzz", false},
		"a letter that looks like another":      {"0xk", "0x\u212a", false},
		"white space":                           {"0xab", "0xab ", false},
		"nothing":                               {"", "0x", false},
		"the same, whatever it is":              {"somewhere", "somewhere", true},
		"hexadecimal in the longer of the two":  {"0xab", "0xab00", false},
		"hexadecimal and something beside that": {"0xab", "0XAB", false},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if got, swapped := SameAddress(tc.a, tc.b), SameAddress(tc.b, tc.a); got != tc.want || swapped != tc.want {
				t.Errorf("SameAddress(%q, %q) = %v, and %v the other way round", tc.a, tc.b, got, swapped)
			}
		})
	}
}

func TestIsEVM(t *testing.T) {
	t.Parallel()
	for blockchain, want := range map[string]bool{
		"ETH": true, "ETH-SEPOLIA": true, "MATIC": true, "MATIC-AMOY": true, "ARC-TESTNET": true, "SOL": false, "SOL-DEVNET": false, "": false, "eth": false,
	} {
		if got := IsEVM(blockchain); got != want {
			t.Errorf("IsEVM(%q) = %t", blockchain, got)
		}
	}
}

func TestSameAmount(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		a, b string
		want bool
	}{
		"zeros at the end":               {"110.27", "110.270000", true},
		"zeros at the front":             {"0110.27", "110.27", false},
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
			if SameAmount(tc.a, tc.b) != tc.want || SameAmount(tc.b, tc.a) != tc.want {
				t.Errorf("want %t for %q and %q in both directions", tc.want, tc.a, tc.b)
			}
		})
	}
}
