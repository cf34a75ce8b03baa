// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package createonly

import (
	"github.com/google/uuid"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/cpn"
	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/idempotency"
)

// generatedIDPrefix starts every generated id, so that nobody mistakes it for CPN's.
const generatedIDPrefix = "tf-"

// KeyedID is the id of a resource and the idempotency key derived from it.
type KeyedID struct {
	ID        string
	Key       cpn.Key
	generated bool // by the provider: the id is not in configuration
}

// newKeyedID returns the id and key of a resource that has none yet.
//
// It runs at apply and not at plan: Terraform plans a change twice, and rejects a
// provider whose two plans differ.
func newKeyedID(planned types.String, in cpn.Request) KeyedID {
	id := KeyedID{ID: planned.ValueString()}
	if planned.IsUnknown() || planned.IsNull() {
		id.ID, id.generated = generatedIDPrefix+uuid.NewString(), true
	}
	id.Key.Value = keyOf(id.ID, in)
	return id
}

// storedKeyedID returns the id and key of an unfinished resource. The stored key is sent
// unchanged, even if the scheme has changed since.
func storedKeyedID(f CommonFields) KeyedID {
	return KeyedID{ID: f.ID.ValueString(), Key: cpn.Key{Value: f.IdempotencyKey.ValueString(), MaybeSent: true}, generated: true}
}

// canonical returns the canonical form of a create, which is the same for all equivalent inputs.
func canonical(in cpn.Request) idempotency.Request {
	return idempotency.Request{Operation: in.Operation(), Path: in.Path(), Body: string(in.Body())}
}

// keyOf returns the idempotency key derived from id and the request.
func keyOf(id string, in cpn.Request) string {
	return idempotency.Key(id, canonical(in))
}
