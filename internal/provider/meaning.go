// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"bytes"
	"encoding/json"
	"math/big"
	"reflect"
	"regexp"
	"strings"
	"sync"
)

// This file tells a difference of form from one of meaning.

func sameText(a, b string) bool { return a == b }

// sameAddress compares wallet addresses. The letter case of a hexadecimal one is
// a checksum; that of any other is part of it.
func sameAddress(a, b string) bool {
	if strings.HasPrefix(a, "0x") && strings.HasPrefix(b, "0x") {
		return strings.EqualFold(a, b)
	}
	return a == b
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

func exactJSON(text string) (any, bool) {
	decoder := json.NewDecoder(bytes.NewReader([]byte(text)))
	decoder.UseNumber()
	var v any
	return v, decoder.Decode(&v) == nil
}
