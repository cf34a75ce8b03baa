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

// minSecret is how long a secret must be to be looked for by itself. A shorter
// one, as examples have, occurs in any text.
const minSecret = 8

// forms returns the texts by which a server could repeat the key: the whole of it
// and the secret by itself, as they are, as Go quotes them, and as a URL has them,
// with hexadecimal digits in either letter case. They are made anew each time,
// because fmt would print what a key holds besides its pointer.
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

// lowerHex writes the escapes of a URL in small letters, as some do.
func lowerHex(text string) string {
	return percentEscapes().ReplaceAllStringFunc(text, strings.ToLower)
}

var percentEscapes = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`%[0-9A-F]{2}`) })

// redact takes the key out of text, in case a server repeats it.
func (k APIKey) redact(text string) string {
	if text == "" {
		return ""
	}
	for _, form := range k.forms() {
		text = strings.ReplaceAll(text, form, mask)
	}
	return text
}

// isIn reports whether a body repeats the key, so that what is read from it could
// bring the key into state: as it stands there, or in a text of its JSON.
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

// withhold returns the members of a JSON object without those that repeat the key,
// and the names of these. What is no object has no members to leave out.
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
	encoder.SetEscapeHTML(false) // it would write a message to be signed in another form
	if err := encoder.Encode(members); err != nil {
		return nil, withheld // which cannot be: they have just been decoded
	}
	return rest.Bytes(), withheld
}

// show returns text from the network as messages and logs may have it: without the
// key, escaped, and at most so many characters.
func (k APIKey) show(text string, most int) string { return printable(k.redact(text), most) }
