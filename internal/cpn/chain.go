// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package cpn

import (
	"math/big"
	"regexp"
	"strings"
)

// Contracts that have the same address on every EVM chain, mainnet and testnet.
const (
	permit2            = "0x000000000022D473030F116dDEE9F6B43aC78BA3"
	settlementContract = "0x355e0a2a4B7563e0E00C90deD9Aa914c119Ee868"
)

// chain is an EVM chain that CPN has a name for.
type chain struct{ id, usdc string }

func chains() map[string]chain {
	return map[string]chain{
		"ETH":         {"1", "0xA0b86991c6218b36c1d19D4a2e9Eb0cE3606eB48"},
		"ETH-SEPOLIA": {"11155111", "0x1c7D4B196Cb0C7B01d743Fbc6116a902379C7238"},
		"MATIC":       {"137", "0x3c499c542cEF5E3811e1192ce70d8cC03d5c3359"},
		"MATIC-AMOY":  {"80002", "0x41E94Eb019C0762f9Bfcf9Fb1E58725BfB0e7582"},
		"ARC-TESTNET": {"5042002", "0x3600000000000000000000000000000000000000"},
	}
}

// IsEVM reports whether a blockchain of CPN's is known to be an EVM chain.
func IsEVM(blockchain string) bool {
	_, known := chains()[blockchain]
	return known
}

// IsSolana reports whether a blockchain of CPN's is known to be Solana, where the wallet signs
// the encoded message.
func IsSolana(blockchain string) bool { return blockchain == "SOL" || blockchain == "SOL-DEVNET" }

// hasSixDecimals reports whether the smallest unit of a currency is a millionth.
func hasSixDecimals(currency string) bool { return currency == "USDC" || currency == "EURC" }

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

// Programs differ in how they read "010", "0x10", "1e3" and " 1". Only the form that all of
// them read alike is a number here.
var (
	canonicalInteger = regexp.MustCompile(`^(0|-?[1-9][0-9]{0,77})$`)
	canonicalDecimal = regexp.MustCompile(`^(0|[1-9][0-9]{0,77})(\.[0-9]{1,18})?$`)
)

// integer reads a number without rounding it. What is not in decimals, or takes more digits
// than a uint256, is nil.
func integer(digits string) *big.Int {
	if !canonicalInteger.MatchString(digits) {
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
	if !canonicalDecimal.MatchString(amount) {
		return nil
	}
	n, _ := new(big.Rat).SetString(amount) // of the form it can only succeed
	return n
}

// SameAmount compares amounts of money by value.
func SameAmount(a, b string) bool {
	x, y := decimal(a), decimal(b)
	return a == b || x != nil && y != nil && x.Cmp(y) == 0
}
