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
