// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/hashicorp/terraform-plugin-framework/types"
	"golang.org/x/text/unicode/norm"
)

// messageText returns the message a wallet signs, less the white space that
// means nothing. Decoding and writing it again would round integers past 2^53
// and sort members, and what is signed would be another message.
func messageText(message json.RawMessage) types.String {
	if len(message) == 0 || string(message) == "null" {
		return types.StringNull()
	}
	var compact bytes.Buffer
	if err := json.Compact(&compact, message); err != nil {
		return types.StringValue(string(message))
	}
	text := compact.String()
	if !norm.NFC.IsNormalString(text) {
		text = inASCII(text)
	}
	return types.StringValue(text)
}

// inASCII returns a JSON text with all characters beyond ASCII escaped. It means the
// same, and Terraform leaves it alone: of text in another form than NFC it makes
// that form, and what is signed would be another message.
func inASCII(text string) string {
	var b strings.Builder
	for _, r := range text {
		if r < utf8.RuneSelf {
			b.WriteRune(r)
			continue
		}
		for _, unit := range utf16.Encode([]rune{r}) {
			fmt.Fprintf(&b, `\u%04x`, unit)
		}
	}
	return b.String()
}
