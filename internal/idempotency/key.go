// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

// Package idempotency derives the idempotency key of a request that creates
// something at CPN. It sends nothing and remembers nothing.
//
// The one idea: the key is a function of the request and of a seed, so that
// whoever has both can send the same create again and never another one, on any
// machine, after any loss.
package idempotency

import (
	"crypto/sha256"
	"encoding/json"

	"github.com/google/uuid"
)

// scheme is the version of the derivation. It is part of what is hashed: change
// anything below, and every resource whose state is lost becomes a second object
// at CPN. Golden vectors in the tests hold it still; another scheme gets another
// version.
const scheme = "v1"

// namespace keeps these keys apart from all other hashes of the same text.
var namespace = uuid.UUID{
	0x3c, 0x9d, 0x1b, 0x6e, 0x52, 0x0f, 0x4a, 0x77, 0x9e, 0x04, 0xd8, 0x61, 0xb3, 0x2a, 0xc5, 0x18,
}

// Request is a create in its canonical form: requests that mean the same are
// the same here, and what is hashed is what is sent.
type Request struct {
	Operation string // CPN's name for the call
	Path      string // below the base URL
	Body      string // JSON without the key
}

// Key returns the idempotency key for the object that id names: a SHA-256 in the
// form of a UUID v4, which is what CPN accepts.
func Key(id string, r Request) string {
	return uuid.NewHash(sha256.New(), namespace, canonical(id, r), 4).String()
}

// canonical returns the text that is hashed. A JSON array tells where each part
// ends, so no two different requests share one.
func canonical(id string, r Request) []byte {
	text, _ := json.Marshal([]string{scheme, r.Operation, id, r.Path, r.Body}) // text always has a JSON form
	return text
}
