// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package cpn

import (
	"encoding/base64"
	"encoding/hex"
	"net/url"
	"strings"
)

// signed is a signed transaction. Whoever has it can broadcast it, so no message shows
// it, and none shows a part, as a server's error might quote one.
type signed string

const (
	// minPart is how many bytes a part has at least. A shorter one gives nothing away,
	// and occurs in amounts and IDs too.
	minPart = 16
	// signedMask stands for a signed transaction and for a part of one.
	signedMask = "(from the value of signedTransaction)"
)

// hide puts a mask in the place of the signed transaction and of its parts. How it is
// escaped or encoded, and the case of its letters, make no difference.
//
// It takes linear time: what begins at each place of the text is looked up among all
// parts of the least length.
func (s signed) hide(text string) string {
	size := min(minPart, len(s))
	if size < minPrivate {
		return text
	}
	parts, lower := s.parts(size), lowerASCII(text)
	var shown strings.Builder
	end := 0 // of the part that was hidden last
	for i := range len(text) {
		if i+size <= len(text) && parts[lower[i:i+size]] {
			if i > end || end == 0 {
				shown.WriteString(signedMask)
			}
			end = i + size
		}
		if i >= end {
			shown.WriteByte(text[i])
		}
	}
	return shown.String()
}

// parts returns all parts of a length, in lower case.
func (s signed) parts(size int) map[string]bool {
	parts := map[string]bool{}
	for _, form := range s.forms() {
		form = lowerASCII(form)
		for i := size; i <= len(form); i++ {
			parts[form[i-size:i]] = true
		}
	}
	return parts
}

// forms returns what a server may write for a signed transaction: its text, escaped or in
// hex or base64, and its bytes in both.
func (s signed) forms() []string {
	text := string(s)
	forms := append(formsOf(text), url.QueryEscape(text), url.PathEscape(text))
	for _, raw := range [][]byte{[]byte(text), s.bytes()} {
		forms = append(forms, hex.EncodeToString(raw))
		for shift := range 3 {
			// What precedes it decides which of three texts it is in base64.
			shifted := append(make([]byte, shift), raw...)
			forms = append(forms, base64.RawStdEncoding.EncodeToString(shifted), base64.RawURLEncoding.EncodeToString(shifted))
		}
	}
	return forms
}

// bytes returns the transaction that the text is a form of: hex after 0x, or base64.
func (s signed) bytes() []byte {
	if digits, ok := strings.CutPrefix(string(s), "0x"); ok {
		raw, _ := hex.DecodeString(digits) // what is no hex begins with some, or is empty
		return raw
	}
	raw, _ := base64.StdEncoding.DecodeString(string(s))
	return raw
}

// lowerASCII is [strings.ToLower] for ASCII alone, so that no place in a text moves.
func lowerASCII(text string) string {
	lower := []byte(text)
	for i, b := range lower {
		if 'A' <= b && b <= 'Z' {
			lower[i] = b - 'A' + 'a'
		}
	}
	return string(lower)
}
