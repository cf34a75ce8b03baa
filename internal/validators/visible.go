// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package validators

import (
	"strings"
	"unicode"
)

// invisible are characters that count as printable and show nothing: letters that
// fill, a pattern of no dots, and a joiner of marks.
const invisible = "\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0"

// visible reports whether a character can be seen, if only as a blank. Of the marks
// that choose a variant of the character before them nobody sees the difference.
func visible(r rune) bool {
	return unicode.IsPrint(r) && !strings.ContainsRune(invisible, r) && !unicode.Is(unicode.Variation_Selector, r)
}
