// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package cpn

import (
	"bytes"
	"encoding/json"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"sync"
)

// minSecret is how long a secret must be to be looked for by itself. A shorter
// one, as examples have, occurs in any text.
const minSecret = 8

// forms are the texts by which a server could repeat the key: the whole of it and
// the secret by itself, as they are and as a URL has them.
func (k APIKey) forms() []string {
	whole := k.reveal()
	if whole == "" {
		return nil
	}
	forms := []string{whole, url.QueryEscape(whole), url.PathEscape(whole)}
	if secret := whole[strings.LastIndexByte(whole, ':')+1:]; len(secret) >= minSecret {
		forms = append(forms, secret, url.QueryEscape(secret), url.PathEscape(secret))
	}
	return forms
}

// redact takes the key out of text, in case a server repeats it.
func (k APIKey) redact(text string) string {
	for _, form := range k.forms() {
		text = strings.ReplaceAll(text, form, mask)
	}
	return text
}

// isIn reports whether a body in JSON repeats the key, so that what is read from
// it could bring the key into state.
func (k APIKey) isIn(body []byte) bool {
	plain := escapes().ReplaceAllFunc(body, func(escape []byte) []byte {
		var text string
		_ = json.Unmarshal(slices.Concat([]byte(`"`), escape, []byte(`"`)), &text) // it is one
		return []byte(text)
	})
	for _, form := range k.forms() {
		if bytes.Contains(plain, []byte(form)) {
			return true
		}
	}
	return false
}

// escapes are what JSON may write for a character that a key can have.
var escapes = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`\\(?:u[0-9a-fA-F]{4}|/)`) })

// show returns text from the network as messages and logs may have it: without the
// key, escaped, and at most so many characters.
func (k APIKey) show(text string, most int) string { return printable(k.redact(text), most) }
