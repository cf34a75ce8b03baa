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
	"sync"

	"golang.org/x/crypto/sha3"
)

// wordSize is how many bytes each value takes in the encoding of a struct.
const wordSize = 32

// digest returns what a wallet signs of typed data, as EIP-712 defines it, or reports false
// where that has no definition or programs differ in how they read it.
func (d typedData) digest() (string, bool) {
	for name := range d.types {
		if isAtomic(name) {
			return "", false
		}
	}
	domain, isDomain := d.hashStruct(domainType, d.domain)
	message, isMessage := d.hashStruct(d.primaryType, d.message)
	return "0x" + hex.EncodeToString(keccak([]byte("\x19\x01"), domain, message)), isDomain && isMessage
}

func (d typedData) hashStruct(name string, value any) ([]byte, bool) {
	members, declared := d.types[name]
	values, _ := value.(map[string]any)
	if !declared || values == nil {
		return nil, false
	}
	encoded := keccak([]byte(d.encodeType(name)))
	for _, m := range members {
		word, ok := d.encode(m.ofType, values[m.name])
		if !ok || d.typeOf(name, m.name) == "" {
			return nil, false
		}
		encoded = append(encoded, word...)
	}
	return keccak(encoded), true
}

// encodeType writes a type and then, sorted, all that it refers to.
func (d typedData) encodeType(name string) string {
	var others []string
	d.refer(name, &others)
	others = others[1:]
	slices.Sort(others)
	var b strings.Builder
	for _, each := range append([]string{name}, others...) {
		b.WriteString(each + "(")
		for i, m := range d.types[each] {
			if i > 0 {
				b.WriteString(",")
			}
			b.WriteString(m.ofType + " " + m.name)
		}
		b.WriteString(")")
	}
	return b.String()
}

// refer adds a type and all that it refers to.
func (d typedData) refer(name string, to *[]string) {
	if slices.Contains(*to, name) {
		return
	}
	*to = append(*to, name)
	for _, m := range d.types[name] {
		element, _, _ := strings.Cut(m.ofType, "[")
		if _, isStruct := d.types[element]; isStruct {
			d.refer(element, to)
		}
	}
}

// encode returns the word of one value.
func (d typedData) encode(ofType string, value any) ([]byte, bool) {
	if element, size, isArray := cutArray(ofType); isArray {
		return d.encodeArray(element, size, value)
	}
	if _, isStruct := d.types[ofType]; isStruct {
		return d.hashStruct(ofType, value)
	}
	return encodeAtomic(ofType, value)
}

// cutArray splits the type of an array, "uint8[][2]", into "uint8[]" and "2".
func cutArray(ofType string) (element, size string, isArray bool) {
	i := strings.LastIndex(ofType, "[")
	if i < 0 || !strings.HasSuffix(ofType, "]") {
		return "", "", false
	}
	return ofType[:i], ofType[i+1 : len(ofType)-1], true
}

func (d typedData) encodeArray(element, size string, value any) ([]byte, bool) {
	elements, ok := value.([]any)
	if !ok || size != "" && size != strconv.Itoa(len(elements)) {
		return nil, false
	}
	var encoded []byte
	for _, each := range elements {
		word, ok := d.encode(element, each)
		if !ok {
			return nil, false
		}
		encoded = append(encoded, word...)
	}
	return keccak(encoded), true
}

// sizedType is a type that has its size in its name.
var sizedType = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`^(uint|int|bytes)([1-9][0-9]{0,2})$`) })

// isAtomic reports whether EIP-712 defines this type itself.
func isAtomic(ofType string) bool {
	_, size := cutSize(ofType)
	return size != 0 || slices.Contains([]string{"address", "bool", "bytes", "string", "uint", "int"}, ofType)
}

// cutSize splits "uint256" into "uint" and the bytes that it takes. A size that there is not
// is 0.
func cutSize(ofType string) (kind string, size int) {
	parts := sizedType().FindStringSubmatch(ofType)
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
