// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package cpn

import (
	"math/big"
	"regexp"
	"sync"
)

// Programs differ in how they read "010", "0x10", "1e3" and " 1". Only the form that all of
// them read alike is a number here.
var (
	canonicalInteger = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`^(0|-?[1-9][0-9]{0,77})$`) })
	canonicalDecimal = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`^(0|[1-9][0-9]{0,77})(\.[0-9]{1,18})?$`) })
)

// integer reads a number without rounding it. What is not in decimals, or takes more digits
// than a uint256, is nil.
func integer(digits string) *big.Int {
	if !canonicalInteger().MatchString(digits) {
		return nil
	}
	n, _ := new(big.Int).SetString(digits, 10) // of the form it can only succeed
	return n
}

// uint256 reads the number of a message, or returns nil for what is none.
func uint256(digits string) *big.Int {
	n := integer(digits)
	if n == nil || n.Sign() < 0 || n.BitLen() > 256 {
		return nil
	}
	return n
}

// decimal reads an amount of money, or returns nil for what is none.
func decimal(amount string) *big.Rat {
	if !canonicalDecimal().MatchString(amount) {
		return nil
	}
	n, _ := new(big.Rat).SetString(amount) // of the form it can only succeed
	return n
}
