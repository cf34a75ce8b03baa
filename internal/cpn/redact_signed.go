// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package cpn

import "strings"

// signed is a signed transaction. Whoever has it can broadcast it, so no message shows
// it, and none shows a part, as a server's error might quote one.
type signed string

const (
	// minPart is how many bytes a part has at least. A shorter one gives nothing away,
	// and occurs in amounts and IDs too.
	minPart = 16
	// leftOut replaces a text that quotes a signed transaction.
	leftOut = "(CPN's text is left out, because it quotes the signed transaction)"
)

// hide replaces a text that has a part of the signed transaction, in either letter case.
//
// It takes linear time: what begins at each place of the text is looked up among all
// parts of the least length.
func (s signed) hide(text string) string {
	size := min(minPart, len(s))
	if size < minPrivate {
		return text
	}
	parts, secret, lower := map[string]bool{}, strings.ToLower(string(s)), strings.ToLower(text)
	for i := size; i <= len(secret); i++ {
		parts[secret[i-size:i]] = true
	}
	for i := size; i <= len(lower); i++ {
		if parts[lower[i-size:i]] {
			return leftOut
		}
	}
	return text
}
