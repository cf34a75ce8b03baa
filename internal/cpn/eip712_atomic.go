// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package cpn

import (
	"encoding/hex"
	"math/big"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/crypto/sha3"
)

// sizedType is a type that has its size in its name.
var sizedType = regexp.MustCompile(`^(uint|int|bytes)([1-9][0-9]{0,2})$`)

// isAtomic reports whether EIP-712 defines this type itself.
func isAtomic(ofType string) bool {
	_, size := cutSize(ofType)
	return size != 0 || slices.Contains([]string{"address", "bool", "bytes", "string", "uint", "int"}, ofType)
}

// cutSize splits "uint256" into "uint" and the bytes that it takes. A size that there is not
// is 0.
func cutSize(ofType string) (kind string, size int) {
	parts := sizedType.FindStringSubmatch(ofType)
	if parts == nil {
		return ofType, 0
	}
	size, _ = strconv.Atoi(parts[2])
	if parts[1] != "bytes" {
		if size%8 != 0 {
			return ofType, 0
		}
		size /= 8
	}
	if size > wordSize {
		return ofType, 0
	}
	return parts[1], size
}

func encodeAtomic(ofType string, value any) ([]byte, bool) {
	text, isString := value.(string)
	kind, size := cutSize(ofType)
	switch {
	case ofType == "string":
		return keccak([]byte(text)), isString && isText(text)
	case ofType == "bytes":
		data, ok := hexBytes(text)
		return keccak(data), ok
	case ofType == "bool":
		yes, ok := value.(bool)
		word := make([]byte, wordSize)
		if yes {
			word[wordSize-1] = 1
		}
		return word, ok
	case ofType == "address":
		data, ok := hexBytes(text)
		return slices.Concat(make([]byte, wordSize-addressSize), data), ok && len(data) == addressSize
	case size == 0:
		return nil, false
	case kind == "bytes":
		data, ok := hexBytes(text)
		return slices.Concat(data, make([]byte, wordSize-size)), ok && len(data) == size
	}
	return encodeInteger(kind, 8*size, digitsOf(value))
}

// encodeInteger returns the word of a number of this many bits.
func encodeInteger(kind string, bits int, digits string) ([]byte, bool) {
	n := integer(digits)
	if n == nil {
		return nil, false
	}
	least, most := new(big.Int), new(big.Int).Lsh(big.NewInt(1), uint(bits))
	if kind == "int" {
		most.Rsh(most, 1)
		least.Neg(most)
	}
	if n.Cmp(least) < 0 || n.Cmp(most) >= 0 {
		return nil, false
	}
	if n.Sign() < 0 { // as two's complement
		n.Add(n, new(big.Int).Lsh(big.NewInt(1), 8*wordSize))
	}
	return n.FillBytes(make([]byte, wordSize)), true
}

// hexBytes decodes "0x" and hexadecimal digits.
func hexBytes(text string) ([]byte, bool) {
	digits, ok := strings.CutPrefix(text, "0x")
	data, err := hex.DecodeString(digits)
	return data, ok && err == nil
}

// keccak hashes with Keccak-256, which is not the SHA-3 of the standard library.
func keccak(parts ...[]byte) []byte {
	hash := sha3.NewLegacyKeccak256()
	for _, part := range parts {
		_, _ = hash.Write(part)
	}
	return hash.Sum(nil)
}
