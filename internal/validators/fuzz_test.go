// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package validators

import (
	"net/mail"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"
)

// FuzzCheckUUID holds what is accepted to 36 characters of the canonical form.
func FuzzCheckUUID(f *testing.F) {
	for _, text := range []string{"c4d1da72-111e-4d52-bdbf-2e74a2d803d5", "{c4d1da72-111e-4d52-bdbf-2e74a2d803d5}", "c4d1da72111e4d52bdbf2e74a2d803d5"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if CheckUUID(text) != nil {
			return
		}
		for i, r := range text {
			hyphen := i == 8 || i == 13 || i == 18 || i == 23
			if hyphen != (r == '-') || !hyphen && !strings.ContainsRune("0123456789abcdefABCDEF", r) {
				t.Fatalf("accepted %q", text)
			}
		}
		if len(text) != uuidLength {
			t.Errorf("accepted %q", text)
		}
	})
}

// FuzzCheckEmail holds what is accepted to one bare address.
func FuzzCheckEmail(f *testing.F) {
	for _, text := range []string{"help@ofi.com", "Help <help@ofi.com>", `"a@b"@c`, "a@[127.0.0.1]", "a@b,c@d"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if checkEmail(text) != nil {
			return
		}
		list, err := mail.ParseAddressList(text)
		if !strings.Contains(text[strings.Index(text, "@"):], ".") {
			t.Errorf("accepted %q", text)
		}
		if err != nil || len(list) != 1 || list[0].Name != "" || strings.Count(text, "@") != 1 || strings.ContainsFunc(text, unicode.IsSpace) {
			t.Errorf("accepted %q", text)
		}
	})
}

// FuzzCheckSeed holds what is accepted to what can be told apart by eye.
func FuzzCheckSeed(f *testing.F) {
	f.Add("INC-4711/delay")
	f.Add("a\u200bb")
	f.Fuzz(func(t *testing.T, text string) {
		n := utf8.RuneCountInString(text)
		if checkSeed(text) == nil && (n < 1 || n > maxSeed || strings.ContainsFunc(text, func(r rune) bool { return !unicode.IsPrint(r) })) {
			t.Errorf("accepted %q", text)
		}
	})
}
