// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"encoding/json"
	"math/big"
	"reflect"
	"regexp"
	"strings"
	"sync"
	"unicode/utf8"
)

// This file tells a difference of form from one of meaning.

func sameText(a, b string) bool { return a == b }

// sameAddress compares wallet addresses. The letter case of a hexadecimal one is
// a checksum; that of any other is part of it.
func sameAddress(a, b string) bool {
	return a == b || isHex(a) && isHex(b) && strings.EqualFold(a, b)
}

// isHex reports whether s is "0x" and hexadecimal digits.
func isHex(s string) bool {
	digits, ok := strings.CutPrefix(s, "0x")
	return ok && strings.Trim(digits, "0123456789abcdefABCDEF") == ""
}

// plainDecimal is a decimal that cannot take long to compare.
var plainDecimal = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`^[0-9]{1,100}(\.[0-9]{1,100})?$`) })

// sameDecimal compares decimals by value.
func sameDecimal(a, b string) bool {
	if a == b {
		return true
	}
	if !plainDecimal().MatchString(a) || !plainDecimal().MatchString(b) {
		return false
	}
	x, okX := new(big.Rat).SetString(a)
	y, okY := new(big.Rat).SetString(b)
	return okX && okY && x.Cmp(y) == 0
}

// sameJSON compares JSON texts by value. Order of members, white space and
// escapes make no difference; numbers are compared digit by digit, because a
// message may hold ones that no float can.
func sameJSON(a, b string) bool {
	if a == b {
		return true
	}
	x, okX := exactJSON(a)
	y, okY := exactJSON(b)
	return okX && okY && reflect.DeepEqual(x, y)
}

// exactJSON decodes a JSON text and loses nothing of it. It reports false for what
// is no JSON, and for what two readers may take differently: a member that is
// there twice, and half a surrogate pair.
func exactJSON(text string) (any, bool) {
	if !json.Valid([]byte(text)) {
		return nil, false
	}
	decoder := json.NewDecoder(strings.NewReader(text))
	decoder.UseNumber()
	return exactValue(decoder)
}

// exactValue decodes the next value of a valid JSON text.
func exactValue(decoder *json.Decoder) (any, bool) {
	exact := true
	token, _ := decoder.Token()
	switch token {
	case json.Delim('{'):
		members := map[string]any{}
		for exact && decoder.More() {
			exact = exactMember(decoder, members)
		}
		_, _ = decoder.Token()
		return members, exact
	case json.Delim('['):
		elements := []any{}
		for exact && decoder.More() {
			var element any
			element, exact = exactValue(decoder)
			elements = append(elements, element)
		}
		_, _ = decoder.Token()
		return elements, exact
	}
	// The decoder writes U+FFFD for what is no character.
	text, _ := token.(string)
	return token, !strings.ContainsRune(text, utf8.RuneError)
}

// exactMember decodes the next member of an object.
func exactMember(decoder *json.Decoder, members map[string]any) bool {
	token, exactName := exactValue(decoder)
	name, _ := token.(string)
	_, twice := members[name]
	var exact bool
	members[name], exact = exactValue(decoder)
	return exact && exactName && !twice
}
