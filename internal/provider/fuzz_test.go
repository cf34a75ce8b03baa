// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"testing"

	"github.com/google/uuid"
)

// FuzzParseImportID holds what is accepted to two UUIDs, which are safe in a path.
func FuzzParseImportID(f *testing.F) {
	for _, text := range []string{paymentID + "/" + paymentID, "/", paymentID, paymentID + "/../" + paymentID} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		payment, transaction, err := parseImportID(text)
		if err != nil {
			return
		}
		if uuid.Validate(payment) != nil || uuid.Validate(transaction) != nil || payment+"/"+transaction != text {
			t.Errorf("accepted %q as %q and %q", text, payment, transaction)
		}
	})
}

// FuzzSameJSON holds the comparison of messages to reason: what it calls the same
// is the same the other way round, and the same digits.
func FuzzSameJSON(f *testing.F) {
	f.Add(`{"a":1,"b":[true]}`, `{"b":[true],"a":1}`)
	f.Add(`18446744073709551616`, `18446744073709551617`)
	f.Add(`[1e400]`, `[1e401]`)
	f.Fuzz(func(t *testing.T, a, b string) {
		if sameJSON(a, b) != sameJSON(b, a) || !sameJSON(a, a) {
			t.Errorf("%q and %q", a, b)
		}
	})
}
