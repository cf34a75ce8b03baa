// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"github.com/google/uuid"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/cpn"
	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/idempotency"
)

// madeIDPrefix starts every ID that the provider makes, so that nobody takes it
// for CPN's.
const madeIDPrefix = "tf-"

// seed is the id of an object and the key that is made of it.
type seed struct {
	id   string
	key  cpn.Key
	made bool // the provider has made the id: it is not in configuration
}

// newSeed returns the seed of an object that has none yet.
//
// It runs at apply and not at plan, because Terraform plans a change twice and
// rejects a provider whose two answers differ.
func newSeed(planned types.String, in request) seed {
	s := seed{id: planned.ValueString()}
	if planned.IsUnknown() || planned.IsNull() {
		s.id, s.made = madeIDPrefix+uuid.NewString(), true
	}
	s.key.Value = keyOf(s.id, in)
	return s
}

// storedSeed returns the seed of an unfinished object. Its key is sent as it is
// stored, whatever the scheme has become since.
func storedSeed(o object) seed {
	return seed{id: o.ID.ValueString(), key: cpn.Key{Value: o.IdempotencyKey.ValueString(), Used: true}, made: true}
}

// request is a create in its canonical form, as package cpn sends it.
type request interface {
	Operation() string
	Path() string
	Body() []byte
}

// canonical returns the form of a create that is the same for all that mean the same.
func canonical(in request) idempotency.Request {
	return idempotency.Request{Operation: in.Operation(), Path: in.Path(), Body: string(in.Body())}
}

// keyOf returns the idempotency key of the object that id names.
func keyOf(id string, in request) string {
	return idempotency.Key(id, canonical(in))
}
