// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package cpn

import (
	"bytes"
	"fmt"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

const (
	// maxPrinted is how many characters of one text from the network are shown.
	maxPrinted = 1000
	// maxCompared is how many there are of a text that is to be compared. The
	// longest that CPN documents, metadata, has some 27,000.
	maxCompared = 30_000
)

// Printable returns text from the network in a form that cannot repaint an
// operator's terminal, hide in a log line or fill a screen: what cannot be printed
// is escaped, and a long text is cut, with a note.
func Printable(text string) string { return printable(text, maxPrinted) }

// Comparable is [Printable] for text that an operator compares or copies whole.
func Comparable(text string) string { return printable(text, maxCompared) }

func printable(text string, most int) string {
	var b strings.Builder
	n := 0
	for i, r := range text {
		if n == most {
			return fmt.Sprintf("%s… (%d more characters)", b.String(), utf8.RuneCountInString(text[i:]))
		}
		n++
		if unicode.IsPrint(r) && r != utf8.RuneError {
			b.WriteRune(r)
			continue
		}
		b.WriteString(strings.Trim(strconv.QuoteRuneToASCII(r), "'"))
	}
	return b.String()
}

// minSecret is how long a secret must be to be looked for by itself. A shorter
// one, as examples have, occurs in any text.
const minSecret = 8

// redactBody takes the whole key out of a reply, so that nothing of what is read
// from it has the key, state least of all. The secret by itself stays: it might
// be a part of something that must not change.
func (k APIKey) redactBody(body []byte) []byte {
	whole := k.reveal()
	if whole == "" {
		return body
	}
	return bytes.ReplaceAll(body, []byte(whole), []byte(mask))
}

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
