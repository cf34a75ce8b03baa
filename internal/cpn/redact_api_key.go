// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package cpn

import (
	"bytes"
	"encoding/json"
	"maps"
	"net/url"
	"regexp"
	"strconv"
	"strings"
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
		forms = append(forms, text, quoted[1:len(quoted)-1], query, path, lowerHex(query), lowerHex(path))
	}
	return forms
}

// lowerHex writes the escapes of a URL in lower case, as some servers do.
func lowerHex(text string) string {
	return percentEscape.ReplaceAllStringFunc(text, strings.ToLower)
}

var percentEscape = regexp.MustCompile(`%[0-9A-F]{2}`)

// redact masks the API key in text, in case a server repeats it.
func (k APIKey) redact(text string) string { return k.redactor()(text) }

// redactor returns what masks the API key in each of many texts.
func (k APIKey) redactor() func(text string) string {
	forms := k.forms()
	return func(text string) string {
		for _, form := range forms {
			text = strings.ReplaceAll(text, form, mask)
		}
		return text
	}
}

// maskIn masks the API key in the strings of an object that CPN returned, so that it gets
// nowhere and the resource is not lost. What is to be signed is removed instead: with a mask
// inside, it would be another message. removed reports that.
func (k APIKey) maskIn(data json.RawMessage) (masked json.RawMessage, removed bool) {
	var members map[string]json.RawMessage
	_ = json.Unmarshal(data, &members) // what is no object has no members
	found, redact := false, k.redactor()
	isSigned := func(name string, _ json.RawMessage) bool {
		return strings.HasSuffix(strings.ToLower(name), "tobesigned")
	}
	for name, member := range members {
		value, repeats := maskInValue(member, redact)
		if !repeats {
			continue
		}
		members[name], found = value, true
		removed = removed || isSigned(name, nil)
	}
	if !found {
		return data, false
	}
	if removed {
		maps.DeleteFunc(members, isSigned)
	}
	return inJSON(members), removed
}

// maskInValue redacts all strings of a value, and reports whether that changed one.
func maskInValue(text json.RawMessage, redact func(string) string) (masked json.RawMessage, repeats bool) {
	value := decodeExact(text)
	before := inJSON(value)
	masked = inJSON(maskInDecoded(value, redact))
	return masked, !bytes.Equal(before, masked)
}

func maskInDecoded(value any, redact func(string) string) any {
	switch value := value.(type) {
	case string:
		return redact(value)
	case []any:
		for i, element := range value {
			value[i] = maskInDecoded(element, redact)
		}
	case map[string]any:
		masked := map[string]any{}
		for name, member := range value {
			masked[redact(name)] = maskInDecoded(member, redact)
		}
		return masked
	}
	return value
}

// inJSON returns JSON without escapes for HTML, which would change a message to be signed.
func inJSON(value any) json.RawMessage {
	var text bytes.Buffer
	encoder := json.NewEncoder(&text)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(value); err != nil {
		return nil // never: strings and what has been decoded have a JSON form
	}
	return bytes.TrimSuffix(text.Bytes(), []byte("\n"))
}

// show returns text from the network in the form for messages and logs: without the API
// key, escaped, and cut to most characters.
func (k APIKey) show(text string, most int) string { return printable(k.redact(text), most) }
