// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package cpn

import "strings"

// addressSize is how many bytes the address of an EVM chain has.
const addressSize = 20

// SameAddress compares wallet addresses. The letter case of a hexadecimal one is
// a checksum; that of any other is part of it.
func SameAddress(a, b string) bool {
	return a == b || isHex(a) && isHex(b) && strings.EqualFold(a, b)
}

// isHex reports whether s is "0x" and hexadecimal digits.
func isHex(s string) bool {
	digits, ok := strings.CutPrefix(s, "0x")
	return ok && strings.Trim(digits, "0123456789abcdefABCDEF") == ""
}

// isAddress reports whether a text can only be read as one address. Wallets look up a name
// such as "cpn.eth" elsewhere.
func isAddress(text string) bool { return isHex(text) && len(text) == len("0x")+2*addressSize }
