// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package cpn

import (
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode"
)

// Prefixes that Circle documents for API keys. Only the prefix tells a test key from a live
// key: both are used with the same host.
const (
	TestKeyPrefix = "TEST_API_KEY"
	LiveKeyPrefix = "LIVE_API_KEY"
)

// mask is printed instead of an API key.
const mask = "(API key)"

// APIKey is a credential of the form PREFIX:ID:SECRET. Any attempt to print it prints a mask.
//
// The text is behind a pointer because fmt prints the unexported fields of a struct without
// calling their methods; a pointer prints as an address.
type APIKey struct{ text *string }

// ParseAPIKey accepts three non-empty parts without white space or control characters, and
// not in quotes. Its error never contains the text.
func ParseAPIKey(text string) (APIKey, error) {
	if text == "" {
		return APIKey{}, errors.New("it is empty")
	}
	if strings.Trim(text, "\"'`“”‘’") != text {
		return APIKey{}, errors.New("it begins or ends with a quote, which is not part of an API key")
	}
	parts := strings.Split(text, ":")
	if len(parts) != 3 || parts[0] == "" || parts[1] == "" || parts[2] == "" {
		return APIKey{}, errors.New("it does not have three non-empty parts, PREFIX:ID:SECRET")
	}
	for _, r := range text {
		if unicode.IsSpace(r) || !unicode.IsPrint(r) || r == unicode.ReplacementChar {
			return APIKey{}, errors.New("it contains white space or a control character, such as the line end of a file")
		}
	}
	return APIKey{&text}, nil
}

// Prefix returns the first part of the key, which names its environment and is not secret.
func (k APIKey) Prefix() string {
	prefix, _, _ := strings.Cut(k.reveal(), ":")
	return prefix
}

// Format implements [fmt.Formatter] for every verb.
func (APIKey) Format(s fmt.State, _ rune) {
	_, _ = io.WriteString(s, mask)
}

// MarshalText implements [encoding.TextMarshaler], which JSON and loggers use.
func (APIKey) MarshalText() ([]byte, error) {
	return []byte(mask), nil
}

// reveal returns the API key itself, for the Authorization header.
func (k APIKey) reveal() string {
	if k.text == nil {
		return ""
	}
	return *k.text
}
