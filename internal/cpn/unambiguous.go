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

// maxValues is how many values a reply may hold. The largest that CPN documents
// have some hundred; a hostile one has a million in 1 MiB, and each may cost a
// thousand times its size on its way into Terraform's state.
const maxValues = 5000

// reading walks through a reply and counts its values.
type reading struct {
	decoder *json.Decoder
	values  *int
}

// unambiguous says what keeps a valid JSON text from being read in one way only,
// and in little memory: a member that is there twice, or too many values.
//
// Readers differ in which of two they take: what one shows for approval, another
// might sign.
func unambiguous(text []byte) error {
	values := 0
	return newReading(text, &values).value("", false)
}

// Unambiguous says what keeps a text from being JSON that can be read in one way only.
// Names that differ in letter case alone are two.
func Unambiguous(text []byte) error {
	if !json.Valid(text) {
		return errNotJSON
	}
	values := 0
	return newReading(text, &values).value("", true)
}

func newReading(text []byte, values *int) *reading {
	r := reading{decoder: json.NewDecoder(bytes.NewReader(text)), values: values}
	r.decoder.UseNumber() // others are limited in size
	return &r
}

// value reads the next value, which is that of the member of this name. opaque
// says that it is in metadata or in a message, where names are not CPN's.
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
			return newReading([]byte(token), r.values).value("", true) // a document, as a text
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

// folded is the same for all names that package json takes for one member of a
// struct: it ignores letter case.
func folded(name string) string { return strings.ToLower(strings.ToUpper(name)) }

// isDecoded reports whether objects below the member of this name, or of the reply
// itself where there is no name, become structs of this package. Names in all others
// are of no interest, and may differ in letter case alone.
func isDecoded(member string) bool {
	return slices.Contains([]string{
		"", "data", "errors", "amount", "sourceAmount", "destinationAmount", "totalAmount", "fees", "breakdown", "fiatSettlementTime",
		"onChainTransactions", "rfis", "refunds",
	}, member)
}
