// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"encoding/json"
	"math/big"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"sync"
	"unicode/utf8"

	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/cpn"
)

// This file tells differences of form from differences of meaning.

func sameText(a, b string) bool { return a == b }

// sameLines compares texts in the form in which they are sent: CRLF and LF are the same.
func sameLines(a, b string) bool { return cpn.WithLF(a) == cpn.WithLF(b) }

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

// sameJSON compares JSON texts by value. The order of members, white space and escapes make
// no difference. Numbers are compared digit by digit, because a message may contain numbers
// beyond float64. Text that two readers may read differently equals only itself: a repeated
// member, or half a surrogate pair.
func sameJSON(a, b string) bool {
	if a == b {
		return true
	}
	x, okX := exactJSON(a)
	y, okY := exactJSON(b)
	return okX && okY && reflect.DeepEqual(x, y)
}

// exactJSON decodes a JSON text without losing anything, or reports false.
func exactJSON(text string) (any, bool) {
	if cpn.Unambiguous([]byte(text)) != nil {
		return nil, false
	}
	decoder := json.NewDecoder(strings.NewReader(text))
	decoder.UseNumber()
	var value any
	err := decoder.Decode(&value)
	return value, err == nil && isText(value)
}

// isText reports whether all strings in a decoded value are what was written: the decoder
// replaces invalid characters by U+FFFD.
func isText(value any) bool {
	switch v := value.(type) {
	case string:
		return !strings.ContainsRune(v, utf8.RuneError)
	case []any:
		return !slices.ContainsFunc(v, func(element any) bool { return !isText(element) })
	case map[string]any:
		for name, member := range v {
			if !isText(name) || !isText(member) {
				return false
			}
		}
	}
	return true
}
