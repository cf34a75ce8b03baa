// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"testing"

	"github.com/google/uuid"
)

// FuzzParseImportID checks that accepted import IDs are two UUIDs, which are safe in a path.
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
