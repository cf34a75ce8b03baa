// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package cpnfake

import (
	"math/big"
	"slices"
	"strings"
)

const base58Digits = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"

// encodeBase58 writes bytes as Solana writes addresses and signatures.
func encodeBase58(raw []byte) string {
	n, base, digit := new(big.Int).SetBytes(raw), big.NewInt(58), new(big.Int)
	var text []byte
	for n.Sign() > 0 {
		n.DivMod(n, base, digit)
		text = append(text, base58Digits[digit.Int64()])
	}
	for i := 0; i < len(raw) && raw[i] == 0; i++ {
		text = append(text, base58Digits[0])
	}
	slices.Reverse(text)
	return string(text)
}

// decodeKey reads an address on Solana, which is a public key of 32 bytes. It is false for a
// text that is none.
func decodeKey(text string) ([32]byte, bool) {
	var key [32]byte
	n := new(big.Int)
	for _, r := range text {
		digit := strings.IndexRune(base58Digits, r)
		if digit < 0 {
			return key, false
		}
		n.Mul(n, big.NewInt(58)).Add(n, big.NewInt(int64(digit)))
	}
	if n.BitLen() > 8*len(key) {
		return key, false
	}
	n.FillBytes(key[:])
	return key, true
}
