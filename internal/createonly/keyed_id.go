// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package createonly

import (
	"github.com/google/uuid"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/cpn"
	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/idempotency"
)

// generatedIDPrefix starts every id that the provider generates, so that nobody takes it
// for CPN's.
const generatedIDPrefix = "tf-"

// KeyedID is the id of an object and the idempotency key that is derived from it.
type KeyedID struct {
	ID        string
	Key       cpn.Key
	generated bool // the provider has made the id: it is not in configuration
}

// newKeyedID returns the id and key of an object that has none yet.
//
// It runs at apply and not at plan, because Terraform plans a change twice and
// rejects a provider whose two answers differ.
func newKeyedID(planned types.String, in cpn.Request) KeyedID {
	id := KeyedID{ID: planned.ValueString()}
	if planned.IsUnknown() || planned.IsNull() {
		id.ID, id.generated = generatedIDPrefix+uuid.NewString(), true
	}
	id.Key.Value = keyOf(id.ID, in)
	return id
}

// storedKeyedID returns the id and key of an unfinished object. Its key is sent as it is
// stored, whatever the scheme has become since.
func storedKeyedID(f CommonFields) KeyedID {
	return KeyedID{ID: f.ID.ValueString(), Key: cpn.Key{Value: f.IdempotencyKey.ValueString(), MaybeSent: true}, generated: true}
}

// canonical returns the form of a create that is the same for all that mean the same.
func canonical(in cpn.Request) idempotency.Request {
	return idempotency.Request{Operation: in.Operation(), Path: in.Path(), Body: string(in.Body())}
}

// keyOf returns the idempotency key of the object that id names.
func keyOf(id string, in cpn.Request) string {
	return idempotency.Key(id, canonical(in))
}
