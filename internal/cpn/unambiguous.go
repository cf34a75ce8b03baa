// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package cpn

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
)

// maxValues is how many values a response may hold. The largest that CPN documents has some
// hundred; a hostile response has a million in 1 MiB, and each may take a thousand times its
// size on its way into Terraform's state.
const maxValues = 5000

// reading walks through a response and counts its values.
type reading struct {
	decoder *json.Decoder
	values  *int
}

// unambiguous returns an error for valid JSON that can be read in more than one way or takes
// too much memory: a member occurs twice, or there are too many values.
//
// Readers differ in which of two members they use: one program could show one value for
// approval, and another sign the other.
func unambiguous(text []byte) error {
	values := 0
	return newReading(text, &values).value("", false)
}

// Unambiguous returns an error for text that is not JSON, or that can be read in more than
// one way. Names that differ only in letter case are different members.
func Unambiguous(text []byte) error {
	if !json.Valid(text) {
		return errNotJSON
	}
	values := 0
	return newReading(text, &values).value("", true)
}

func newReading(text []byte, values *int) *reading {
	r := reading{decoder: json.NewDecoder(bytes.NewReader(text)), values: values}
	r.decoder.UseNumber() // numbers beyond the range of float64 are valid
	return &r
}

// value reads the next value, which belongs to the member of this name. opaque says that it
// is inside metadata or a message, whose names are not CPN's.
func (r *reading) value(of string, opaque bool) error {
	if *r.values++; *r.values > maxValues {
		return fmt.Errorf("the response holds more than %d values", maxValues)
	}
	token, _ := r.decoder.Token()
	switch token := token.(type) {
	case json.Delim:
		return r.elements(of, token == '{', opaque || of == "metadata" || of == "messageToBeSigned")
	case string:
		if of == "messageToBeSigned" && json.Valid([]byte(token)) {
			return newReading([]byte(token), r.values).value("", true) // a document inside a string
		}
	}
	return nil
}

// elements reads the rest of an object or an array.
func (r *reading) elements(of string, object, opaque bool) error {
	var names map[string]bool
	for r.decoder.More() {
		below := of
		if object {
			token, _ := r.decoder.Token()
			below, _ = token.(string)
			name := below
			if !opaque && isDecoded(of) {
				name = folded(below)
			}
			if names[name] {
				return fmt.Errorf("the response has the member %q twice", below)
			}
			if names == nil {
				names = map[string]bool{}
			}
			names[name] = true
		}
		if err := r.value(below, opaque); err != nil {
			return err
		}
	}
	_, _ = r.decoder.Token()
	return nil
}

// folded returns the same text for all names that encoding/json matches to one struct field:
// it ignores letter case.
func folded(name string) string { return strings.ToLower(strings.ToUpper(name)) }

// isDecoded reports whether objects inside the member of this name become structs of this
// package; "" is the response itself. Names in other objects are not decoded, and may differ
// in letter case alone.
func isDecoded(member string) bool {
	return slices.Contains([]string{
		"", "data", "errors", "amount", "sourceAmount", "destinationAmount", "totalAmount", "fees", "breakdown", "fiatSettlementTime",
		"onChainTransactions", "rfis", "refunds",
	}, member)
}
