// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

// Package createonly is what cpn_support_ticket and cpn_transaction share: CPN can create
// them, and can neither change nor delete them. It holds plain functions on values: they
// derive the id and the idempotency key, compare a plan with the state, and find duplicates.
//
// The one rule: id and idempotency key are pure functions of the configuration. So they are
// the same in every plan, on every machine and after every loss, and an apply that is
// repeated finds the ticket or transaction of the first one. Nothing has to be remembered.
package createonly

import (
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/cpn"
	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/idempotency"
)

// Fields are the attributes that both resources have.
type Fields struct {
	ID             types.String `tfsdk:"id"`
	IdempotencyKey types.String `tfsdk:"idempotency_key"`
	PaymentID      types.String `tfsdk:"payment_id"`
}

// derivedPrefix starts every derived id, so that nobody mistakes it for CPN's.
const derivedPrefix = "tf-"

// Keys returns the id of a resource and its idempotency key. An id that is not configured is
// derived from the request. A derived id that is copied into the configuration changes
// nothing.
func Keys(id types.String, in cpn.Request) (keyedID, idempotencyKey types.String) {
	if id.IsNull() || id.IsUnknown() {
		id = types.StringValue(DerivedID(in))
	}
	return id, types.StringValue(idempotency.Key(id.ValueString(), hashed(in)))
}

// DerivedID returns the id of a resource without a configured one.
func DerivedID(in cpn.Request) string {
	return derivedPrefix + idempotency.Key("", hashed(in))
}

// SameRequest reports whether two creates ask CPN for the same: they differ in form alone.
func SameRequest(a, b cpn.Request) bool { return hashed(a) == hashed(b) }

// hashed returns a create in the form in which it is sent.
func hashed(in cpn.Request) idempotency.Request {
	return idempotency.Request{Operation: in.Operation(), Path: in.Path(), Body: string(in.Body())}
}
