// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package cpn

import (
	"bytes"
	"encoding/json"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
)

// minSecret is the least length of a secret to be looked for on its own. A shorter secret,
// as in examples, occurs in any text.
const minSecret = 8

// forms returns the texts in which a server could repeat the API key: the whole key and the
// secret alone, unchanged, quoted by Go, and escaped for a URL, with hexadecimal digits in
// either letter case. They are not stored, because fmt would print them.
func (k APIKey) forms() []string {
	whole := k.reveal()
	if whole == "" {
		return nil
	}
	texts := []string{whole}
	if secret := whole[strings.LastIndexByte(whole, ':')+1:]; len(secret) >= minSecret {
		texts = append(texts, secret)
	}
	var forms []string
	for _, text := range texts {
		quoted := strconv.Quote(text)
		query, path := url.QueryEscape(text), url.PathEscape(text)
		for _, form := range []string{text, quoted[1 : len(quoted)-1], query, path, lowerHex(query), lowerHex(path)} {
			if !slices.Contains(forms, form) {
				forms = append(forms, form)
			}
		}
	}
	return forms
}

// lowerHex writes the escapes of a URL in lower case, as some servers do.
func lowerHex(text string) string {
	return percentEscapes().ReplaceAllStringFunc(text, strings.ToLower)
}

var percentEscapes = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`%[0-9A-F]{2}`) })

// redact masks the API key in text, in case a server repeats it.
func (k APIKey) redact(text string) string {
	if text == "" {
		return ""
	}
	for _, form := range k.forms() {
		text = strings.ReplaceAll(text, form, mask)
	}
	return text
}

// isIn reports whether a body contains the API key, literally or inside a JSON string, so
// that decoding the body could bring the key into state.
func (k APIKey) isIn(body []byte) bool {
	forms := k.forms()
	occurs := func(text string) bool {
		return slices.ContainsFunc(forms, func(form string) bool { return strings.Contains(text, form) })
	}
	if occurs(string(body)) {
		return true
	}
	decoder := json.NewDecoder(bytes.NewReader(body))
	decoder.UseNumber()
	for {
		token, err := decoder.Token()
		if err != nil {
			return false
		}
		if text, ok := token.(string); ok && occurs(text) {
			return true
		}
	}
}

// withhold removes the members of a JSON object that contain the API key, and returns their
// names. Anything but an object has no members to remove.
func (k APIKey) withhold(data json.RawMessage) (json.RawMessage, []string) {
	if !k.isIn(data) {
		return data, nil
	}
	var members map[string]json.RawMessage
	if json.Unmarshal(data, &members) != nil {
		return nil, nil
	}
	var withheld []string
	for name, value := range members {
		if k.isIn(value) || k.redact(name) != name {
			delete(members, name)
			withheld = append(withheld, k.redact(name))
		}
	}
	slices.Sort(withheld)
	var rest bytes.Buffer
	encoder := json.NewEncoder(&rest)
	encoder.SetEscapeHTML(false) // escaping would change a message to be signed
	if err := encoder.Encode(members); err != nil {
		return nil, withheld // impossible: they have just been decoded
	}
	return rest.Bytes(), withheld
}

// show returns text from the network in the form for messages and logs: without the API
// key, escaped, and cut to most characters.
func (k APIKey) show(text string, most int) string { return printable(k.redact(text), most) }
