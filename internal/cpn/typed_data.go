// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package cpn

import (
	"encoding/json"
	"strings"
)

// domainType is the name that EIP-712 reserves for the type of the domain.
const domainType = "EIP712Domain"

// typedData is a document of EIP-712. Its numbers are as they were written.
type typedData struct {
	types           map[string][]typedMember
	primaryType     string
	domain, message map[string]any
}

// typedMember is a member of a struct. One that is not declared as it should be has no type.
type typedMember struct{ name, ofType string }

// readTypedData decodes a message, or reports false for what is no typed data or can be
// read in two ways.
func readTypedData(message string) (typedData, bool) {
	if Unambiguous([]byte(message)) != nil {
		return typedData{}, false
	}
	document, _ := decodeExact([]byte(message)).(map[string]any) // a struct would take "To" for "to"
	d := typedData{types: map[string][]typedMember{}}
	d.primaryType, _ = document["primaryType"].(string)
	d.domain, _ = document["domain"].(map[string]any)
	d.message, _ = document["message"].(map[string]any)
	types, _ := document["types"].(map[string]any)
	for name, declarations := range types {
		d.types[name] = typedMembers(declarations)
	}
	if _, declared := d.types[domainType]; !declared {
		d.types[domainType] = d.domainMembers()
	}
	return d, d.primaryType != ""
}

// typedMembers reads the members of a struct.
func typedMembers(declarations any) []typedMember {
	var members []typedMember
	list, _ := declarations.([]any)
	for _, element := range list {
		declaration, _ := element.(map[string]any)
		name, _ := declaration["name"].(string)
		ofType, _ := declaration["type"].(string)
		members = append(members, typedMember{name, ofType})
	}
	return members
}

// domainMembers are what the domain's type consists of if the message leaves it out, as
// ethers wants it: the members that are there, in the order of EIP-712.
func (d typedData) domainMembers() []typedMember {
	var members []typedMember
	for _, m := range []typedMember{
		{"name", "string"}, {"version", "string"}, {"chainId", "uint256"}, {"verifyingContract", "address"}, {"salt", "bytes32"},
	} {
		if _, there := d.domain[m.name]; there {
			members = append(members, m)
		}
	}
	return members
}

// typeOf returns the type that a struct declares a member with, or "" unless it does so once:
// programs differ in which of two declarations they use.
func (d typedData) typeOf(structName, member string) string {
	found := ""
	for _, m := range d.types[structName] {
		switch {
		case m.name != member:
		case found != "":
			return ""
		default:
			found = m.ofType
		}
	}
	return found
}

// digitsOf returns the digits of a number, which may be text, or "".
func digitsOf(value any) string {
	switch value := value.(type) {
	case json.Number:
		return value.String()
	case string:
		return value
	}
	return ""
}

// mentions reports whether a JSON text, or the part of it that is JSON, has this name or text
// anywhere.
func mentions(text, what string) bool {
	decoder := json.NewDecoder(strings.NewReader(text))
	for {
		token, err := decoder.Token()
		switch {
		case token == what:
			return true
		case err != nil:
			return false
		}
	}
}
