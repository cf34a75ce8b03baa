// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package cpn

import (
	"fmt"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// maxPrinted is how many characters of one text from the network are shown.
const maxPrinted = 1000

// Escape returns text from the network in a form that cannot repaint an
// operator's terminal or hide in a log line: what cannot be printed is escaped.
func Escape(text string) string {
	var b strings.Builder
	for _, r := range text {
		if unicode.IsPrint(r) && r != utf8.RuneError {
			b.WriteRune(r)
			continue
		}
		b.WriteString(strings.Trim(strconv.QuoteRuneToASCII(r), "'"))
	}
	return b.String()
}

// Printable is [Escape] for text that must not fill a screen either: a long one
// is cut, with a note.
func Printable(text string) string {
	shown := 0
	for i := range text {
		if shown == maxPrinted {
			return fmt.Sprintf("%s… (%d more characters)", Escape(text[:i]), utf8.RuneCountInString(text[i:]))
		}
		shown++
	}
	return Escape(text)
}

// minSecret is how long a secret must be to be looked for by itself. A shorter
// one, as examples have, occurs in any text.
const minSecret = 8

// redact takes the key out of text, in case a server repeats it.
func (k APIKey) redact(text string) string {
	whole := k.reveal()
	if whole == "" {
		return text
	}
	text = strings.ReplaceAll(text, whole, mask)
	if secret := whole[strings.LastIndexByte(whole, ':')+1:]; len(secret) >= minSecret {
		text = strings.ReplaceAll(text, secret, mask)
	}
	return text
}

// shown returns text from the network as messages and logs may have it.
func (c *Client) shown(text string) string {
	return Printable(c.config.Key.redact(text))
}
