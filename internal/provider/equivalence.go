// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"math/big"
	"regexp"
)

// This file tells differences of form from differences of meaning.

func sameText(a, b string) bool { return a == b }

// plainDecimal is a decimal that cannot take long to compare.
var plainDecimal = regexp.MustCompile(`^[0-9]{1,100}(\.[0-9]{1,100})?$`)

// sameDecimal compares decimals by value.
func sameDecimal(a, b string) bool {
	if a == b {
		return true
	}
	if !plainDecimal.MatchString(a) || !plainDecimal.MatchString(b) {
		return false
	}
	x, okX := new(big.Rat).SetString(a)
	y, okY := new(big.Rat).SetString(b)
	return okX && okY && x.Cmp(y) == 0
}
