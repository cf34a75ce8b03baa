// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package cpnfake

import (
	"encoding/json"
	"net/mail"
	"strings"

	"github.com/google/uuid"
)

// jsonString reads a JSON string. Unlike [json.Unmarshal] it rejects null.
func jsonString(raw json.RawMessage) (string, bool) {
	var value *string
	if err := json.Unmarshal(raw, &value); err != nil || value == nil {
		return "", false
	}
	return *value, true
}

// isUUID accepts the canonical form of 36 characters only, in either letter case.
func isUUID(s string) bool {
	return len(s) == 36 && uuid.Validate(s) == nil
}

// isUUIDv4 accepts what CPN requires of an idempotency key.
func isUUIDv4(s string) bool {
	id, err := uuid.Parse(s)
	return err == nil && isUUID(s) && id.Version() == 4 && id.Variant() == uuid.RFC4122
}

// isEmail accepts a bare address.
func isEmail(s string) bool {
	address, err := mail.ParseAddress(s)
	return err == nil && address.Address == s
}

// isNotBlank accepts text that is not only white space.
func isNotBlank(s string) bool {
	return strings.TrimSpace(s) != ""
}
