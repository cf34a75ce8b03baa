// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package cpnfake

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"mime"
	"net/http"
	"net/mail"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/google/uuid"
)

// readBody reads the members of the body, or rejects it as a whole.
func (c *call) readBody() *response {
	kind, _, err := mime.ParseMediaType(c.header.Get("Content-Type"))
	if err == nil && kind != "application/json" {
		err = errors.New("the content type must be application/json")
	}
	if err == nil {
		c.members, err = objectMembers(c.body)
	}
	if err != nil {
		return reject(http.StatusBadRequest, codeInvalid, problem{Error: missingOrInvalid, Message: "the body must be a JSON object: " + err.Error()})
	}
	return nil
}

// objectMembers reads a JSON object. Unlike [json.Unmarshal] it rejects a name that occurs
// twice, since two servers may disagree about which value counts.
func objectMembers(text []byte) (map[string]json.RawMessage, error) {
	if !utf8.Valid(text) {
		return nil, errors.New("not UTF-8")
	}
	dec := json.NewDecoder(bytes.NewReader(text))
	if t, err := dec.Token(); err != nil || t != json.Delim('{') {
		return nil, errors.New("no object")
	}
	members := map[string]json.RawMessage{}
	for dec.More() {
		t, err := dec.Token()
		name, ok := t.(string)
		if err != nil || !ok {
			return nil, errors.New("not JSON")
		}
		if _, twice := members[name]; twice {
			return nil, fmt.Errorf("%s stands there twice", name)
		}
		var value json.RawMessage
		if err := dec.Decode(&value); err != nil {
			return nil, err
		}
		members[name] = value
	}
	if _, err := dec.Token(); err != nil {
		return nil, err
	}
	if _, err := dec.Token(); !errors.Is(err, io.EOF) {
		return nil, errors.New("more than one value")
	}
	return members, nil
}

// reject records an invalid value.
func (c *call) reject(location, message string) {
	c.invalid = append(c.invalid, problem{missingOrInvalid, &location, message})
}

// take removes and returns a member.
func (c *call) take(name string) (json.RawMessage, bool) {
	value, ok := c.members[name]
	delete(c.members, name)
	return value, ok
}

// text reads a required string, for which ok must hold.
func (c *call) text(name string, ok func(string) bool, message string) string {
	raw, sent := c.take(name)
	if !sent {
		c.missing = append(c.missing, problem{missingOrInvalid, &name, "the member is required"})
		return ""
	}
	value, isText := jsonString(raw)
	if !isText || !ok(value) {
		c.reject(name, message)
	}
	return value
}

// key reads the idempotency key.
func (c *call) key() string {
	return strings.ToLower(c.text("idempotencyKey", isUUIDv4, "must be a UUID v4"))
}

// emails reads an optional array of email addresses. The result is nil only if the member
// was absent.
func (c *call) emails(name string) []string {
	raw, sent := c.take(name)
	if !sent {
		return nil
	}
	var elements []json.RawMessage
	if json.Unmarshal(raw, &elements) != nil || elements == nil {
		c.reject(name, "must be an array")
		return nil
	}
	values := make([]string, 0, len(elements))
	for i, element := range elements {
		value, isText := jsonString(element)
		if !isText || !isEmail(value) {
			c.reject(fmt.Sprintf("%s[%d]", name, i), "must be an email address")
		}
		values = append(values, value)
	}
	return values
}

// metadata reads the optional object of strings within CPN's limits, which count
// characters and not bytes.
func (c *call) metadata() map[string]string {
	const maxKeys, maxKey, maxValue = 50, 40, 500
	values := map[string]string{}
	raw, sent := c.take("metadata")
	if !sent {
		return values
	}
	members, err := objectMembers(raw)
	if err != nil {
		c.reject("metadata", "must be an object: "+err.Error())
	}
	if len(members) > maxKeys {
		c.reject("metadata", fmt.Sprintf("must not have more than %d keys", maxKeys))
	}
	for _, key := range slices.Sorted(maps.Keys(members)) {
		value, isText := jsonString(members[key])
		if n := utf8.RuneCountInString(key); n < 1 || n > maxKey {
			c.reject("metadata."+key, fmt.Sprintf("the key must have 1 to %d characters", maxKey))
		}
		if !isText || utf8.RuneCountInString(value) > maxValue {
			c.reject("metadata."+key, fmt.Sprintf("must be a string of at most %d characters", maxValue))
		}
		values[key] = value
	}
	return values
}

// rejection returns what is wrong with the members, unknown members included, or nil. Missing
// members are reported first and alone, because CPN has a code for them.
func (c *call) rejection() *response {
	if len(c.missing) > 0 {
		return reject(http.StatusBadRequest, codeMissing, c.missing...)
	}
	for _, name := range slices.Sorted(maps.Keys(c.members)) {
		c.reject(name, "there is no such member")
	}
	if len(c.invalid) > 0 {
		return reject(http.StatusBadRequest, codeInvalid, c.invalid...)
	}
	return nil
}

// jsonString reads a JSON string. Unlike [json.Unmarshal] it rejects null.
func jsonString(raw json.RawMessage) (string, bool) {
	var value *string
	if err := json.Unmarshal(raw, &value); err != nil || value == nil {
		return "", false
	}
	return *value, true
}

// IsUUID accepts what CPN takes for a UUID: the canonical form of 36 characters only, in
// either letter case.
func IsUUID(s string) bool { return len(s) == 36 && uuid.Validate(s) == nil }

// isUUIDv4 accepts what CPN requires of an idempotency key.
func isUUIDv4(s string) bool {
	id, err := uuid.Parse(s)
	return err == nil && IsUUID(s) && id.Version() == 4 && id.Variant() == uuid.RFC4122
}

// isEmail accepts a bare address.
func isEmail(s string) bool {
	address, err := mail.ParseAddress(s)
	return err == nil && address.Address == s
}

// isNotBlank accepts text that is not only white space.
func isNotBlank(s string) bool { return strings.TrimSpace(s) != "" }
