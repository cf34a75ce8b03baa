// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"github.com/google/uuid"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/idempotency"
)

// madeIDPrefix starts every ID that the provider makes, so that nobody takes it
// for CPN's.
const madeIDPrefix = "tf-"

// idOrNew returns the practitioner's ID, or a fresh one.
//
// It runs at apply and not at plan, because Terraform plans a change twice and
// rejects a provider whose two answers differ.
func idOrNew(planned types.String) types.String {
	if planned.IsUnknown() || planned.IsNull() {
		return types.StringValue(madeIDPrefix + uuid.NewString())
	}
	return planned
}

// request is a create in its canonical form, as package cpn sends it.
type request interface {
	Operation() string
	Path() string
	Body() []byte
}

// keyOf returns the idempotency key of the object that id names.
func keyOf(id types.String, in request) string {
	return idempotency.Key(id.ValueString(), idempotency.Request{
		Operation: in.Operation(),
		Path:      in.Path(),
		Body:      string(in.Body()),
	})
}
