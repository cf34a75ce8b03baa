// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package createonly

import (
	"crypto/sha256"
	"encoding/json"

	"github.com/google/uuid"
)

// scheme is the version of the derivation, and part of what is hashed. Any change below
// would create a duplicate for every resource whose state is lost. Golden keys in the
// tests hold the scheme still; a new scheme gets a new version.
const scheme = "v1"

// namespace keeps these keys apart from all other hashes of the same text.
var namespace = uuid.UUID{
	0x3c, 0x9d, 0x1b, 0x6e, 0x52, 0x0f, 0x4a, 0x77, 0x9e, 0x04, 0xd8, 0x61, 0xb3, 0x2a, 0xc5, 0x18,
}

// keyOf returns the idempotency key of a create: a SHA-256 in the form of a UUID v4, which CPN
// requires. What is hashed is what is sent: CPN's name for the call, the path below the base
// URL, and the JSON body without the key. Whoever has these and the id can retry the same
// create, and never a different one, on any machine and after any loss.
func keyOf(id, operation, path, body string) string {
	return uuid.NewHash(sha256.New(), namespace, canonical(id, operation, path, body), 4).String()
}

// canonical returns the text that is hashed. As a JSON array it shows where each part
// ends, so no two different creates have the same text.
func canonical(id, operation, path, body string) []byte {
	text, _ := json.Marshal([]string{scheme, operation, id, path, body}) // strings always have a JSON form
	return text
}
