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

// This file tells a difference of form from one of meaning.

func sameText(a, b string) bool { return a == b }

// sameLines compares texts as they are sent, where CRLF and LF are the same.
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

// sameJSON compares JSON texts by value. Order of members, white space and
// escapes make no difference; numbers are compared digit by digit, because a
// message may hold ones that no float can. What two readers may take differently
// is the same as nothing but itself: a member that is there twice, and half a
// surrogate pair.
func sameJSON(a, b string) bool {
	if a == b {
		return true
	}
	x, okX := exactJSON(a)
	y, okY := exactJSON(b)
	return okX && okY && reflect.DeepEqual(x, y)
}

// exactJSON decodes a JSON text and loses nothing of it, or reports false.
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

// isText reports whether all texts in a decoded value are what was written: of what is
// no character the decoder makes U+FFFD.
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
