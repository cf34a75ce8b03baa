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

const (
	// maxPrinted is how many characters of one text from the network are shown.
	maxPrinted = 1000
	// maxCompared is the same for text to be compared. The longest text that CPN
	// documents, metadata, has some 27,000 characters.
	maxCompared = 30_000
	// maxMarks is how many marks a character may have; more would cover other lines.
	maxMarks = 3
	// fillers count as letters and show nothing.
	fillers = "\u115f\u1160\u3164\uffa0"
)

// Printable returns text from the network in a form that cannot repaint a terminal, hide
// in a log line or fill a screen: unprintable characters are escaped, and a long text is
// cut, with a note.
func Printable(text string) string { return printable(text, maxPrinted) }

// Comparable is [Printable] for text that an operator compares or copies whole.
func Comparable(text string) string { return printable(text, maxCompared) }

func printable(text string, most int) string {
	var b strings.Builder
	n, marks := 0, 0
	for i, r := range text {
		if n == most {
			return fmt.Sprintf("%s… (%d more characters)", b.String(), utf8.RuneCountInString(text[i:]))
		}
		n++
		if marks++; !unicode.Is(unicode.M, r) {
			marks = 0
		}
		if unicode.IsPrint(r) && r != utf8.RuneError && marks <= maxMarks && !strings.ContainsRune(fillers, r) {
			b.WriteRune(r)
			continue
		}
		b.WriteString(strings.Trim(strconv.QuoteRuneToASCII(r), "'"))
	}
	return b.String()
}
