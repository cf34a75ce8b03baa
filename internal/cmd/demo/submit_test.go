// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package main

import (
	"regexp"
	"testing"
)

// The signature has the form that the provider accepts, and its key is never used again.
func TestSignOnce(t *testing.T) {
	t.Parallel()
	signatures := map[string]bool{}
	for range 2 {
		signed, err := signOnce([]byte(`{"primaryType":"PermitWitnessTransferFrom"}`))
		if err != nil {
			t.Fatal(err)
		}
		if !regexp.MustCompile(`^0x[0-9a-f]{128}$`).MatchString(signed) {
			t.Errorf("signOnce() = %q, want 64 bytes in hexadecimal digits", signed)
		}
		signatures[signed] = true
	}
	if len(signatures) != 2 {
		t.Error("signOnce() uses the same key twice")
	}
}
