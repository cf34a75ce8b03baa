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
	"slices"
	"unicode/utf8"
)

// form reads a request member by member, and collects what CPN would reject.
type form struct {
	members map[string]json.RawMessage // those not yet read
	missing []problem
	invalid []problem
}

// newForm reads the body of a request, or rejects it as a whole.
func newForm(c *call) (*form, *rejection) {
	whole := func(message string) *rejection {
		return reject(http.StatusBadRequest, codeInvalid, problem{Error: missingOrInvalid, Message: message})
	}
	if kind, _, err := mime.ParseMediaType(c.header.Get("Content-Type")); err != nil || kind != "application/json" {
		return nil, whole("the content type must be application/json")
	}
	members, err := objectMembers(c.body)
	if err != nil {
		return nil, whole("the body must be a JSON object: " + err.Error())
	}
	return &form{members: members}, nil
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
			return nil, errors.New("not JSON")
		}
		members[name] = value
	}
	if _, err := dec.Token(); err != nil {
		return nil, errors.New("not JSON")
	}
	if _, err := dec.Token(); !errors.Is(err, io.EOF) {
		return nil, errors.New("more than one value")
	}
	return members, nil
}

// take removes and returns a member.
func (f *form) take(name string) (json.RawMessage, bool) {
	value, ok := f.members[name]
	delete(f.members, name)
	return value, ok
}

// reject records an invalid value.
func (f *form) reject(location, message string) {
	f.invalid = append(f.invalid, at(location, message))
}

// text reads a required string, for which ok must hold.
func (f *form) text(name string, ok func(string) bool, message string) string {
	raw, sent := f.take(name)
	if !sent {
		f.missing = append(f.missing, at(name, "the member is required"))
		return ""
	}
	value, isText := jsonString(raw)
	if !isText || !ok(value) {
		f.reject(name, message)
	}
	return value
}

// emails reads an optional array of email addresses. The result is nil only if the member
// was absent.
func (f *form) emails(name string) []string {
	raw, sent := f.take(name)
	if !sent {
		return nil
	}
	var elements []json.RawMessage
	if json.Unmarshal(raw, &elements) != nil || elements == nil {
		f.reject(name, "must be an array")
		return nil
	}
	values := make([]string, 0, len(elements))
	for i, element := range elements {
		value, isText := jsonString(element)
		if !isText || !isEmail(value) {
			f.reject(fmt.Sprintf("%s[%d]", name, i), "must be an email address")
		}
		values = append(values, value)
	}
	return values
}

// metadata reads the optional object of strings within CPN's limits, which count
// characters and not bytes.
func (f *form) metadata() map[string]string {
	const maxKeys, maxKey, maxValue = 50, 40, 500
	values := map[string]string{}
	raw, sent := f.take("metadata")
	if !sent {
		return values
	}
	members, err := objectMembers(raw)
	if err != nil {
		f.reject("metadata", "must be an object: "+err.Error())
	}
	if len(members) > maxKeys {
		f.reject("metadata", fmt.Sprintf("must not have more than %d keys", maxKeys))
	}
	for _, key := range slices.Sorted(maps.Keys(members)) {
		value, isText := jsonString(members[key])
		if n := utf8.RuneCountInString(key); n < 1 || n > maxKey {
			f.reject("metadata."+key, fmt.Sprintf("the key must have 1 to %d characters", maxKey))
		}
		if !isText || utf8.RuneCountInString(value) > maxValue {
			f.reject("metadata."+key, fmt.Sprintf("must be a string of at most %d characters", maxValue))
		}
		values[key] = value
	}
	return values
}

// rejection returns what is wrong with the members, unknown members included, or nil. Missing
// members are reported first and alone, because CPN has a code for them.
func (f *form) rejection() *rejection {
	if len(f.missing) > 0 {
		return reject(http.StatusBadRequest, codeMissing, f.missing...)
	}
	for _, name := range slices.Sorted(maps.Keys(f.members)) {
		f.invalid = append(f.invalid, at(name, "there is no such member"))
	}
	if len(f.invalid) > 0 {
		return reject(http.StatusBadRequest, codeInvalid, f.invalid...)
	}
	return nil
}
