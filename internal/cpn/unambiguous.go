// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package cpn

import (
	"bytes"
	"encoding/json"
	"fmt"
)

// maxValues is how many values a response may hold. The largest that CPN documents has some
// hundred; a hostile response has a million in 1 MiB, and each may take a thousand times its
// size on its way into Terraform's state.
const maxValues = 5000

// Unambiguous returns an error for text that is not JSON, that can be read in more than one
// way because a member occurs twice, or that takes too much memory.
//
// Readers differ in which of two members they use: one program could show one value for
// approval, and another sign the other.
func Unambiguous(text []byte) error {
	if !json.Valid(text) {
		return errNotJSON
	}
	r := reading{decoder: json.NewDecoder(bytes.NewReader(text))}
	r.decoder.UseNumber() // numbers beyond the range of float64 are valid
	return r.value()
}

// reading walks through valid JSON and counts its values.
type reading struct {
	decoder *json.Decoder
	values  int
}

func (r *reading) value() error {
	if r.values++; r.values > maxValues {
		return fmt.Errorf("the response holds more than %d values", maxValues)
	}
	token, _ := r.decoder.Token()
	if open, ok := token.(json.Delim); ok {
		return r.elements(open == '{')
	}
	return nil
}

// elements reads the rest of an object or an array.
func (r *reading) elements(object bool) error {
	names := map[string]bool{}
	for r.decoder.More() {
		if object {
			token, _ := r.decoder.Token()
			name, _ := token.(string)
			if names[name] {
				return fmt.Errorf("the response has the member %q twice", name)
			}
			names[name] = true
		}
		if err := r.value(); err != nil {
			return err
		}
	}
	_, _ = r.decoder.Token()
	return nil
}
