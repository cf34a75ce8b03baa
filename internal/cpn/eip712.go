// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package cpn

import (
	"encoding/hex"
	"slices"
	"strconv"
	"strings"
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
