// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package createonly

import (
	"context"
	"time"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/cpn"
	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/report"
)

// CommonFields are the attributes that all create-only resources have.
type CommonFields struct {
	ID             types.String `tfsdk:"id"`
	IdempotencyKey types.String `tfsdk:"idempotency_key"`
	PaymentID      types.String `tfsdk:"payment_id"`
}

// Common implements [Model] for types that embed the fields.
func (f CommonFields) Common() CommonFields { return f }

// Keyed returns the fields with an id and its idempotency key.
func (f CommonFields) Keyed(id KeyedID) CommonFields {
	f.ID, f.IdempotencyKey = types.StringValue(id.ID), types.StringValue(id.Key.Value)
	return f
}

// Model is the data of a resource. M is the type that implements it.
type Model[M any] interface {
	// Common returns the fields that all models have.
	Common() CommonFields
	// Inputs returns the inputs of the request, except id.
	Inputs() []attr.Value
	// Request returns the create that the model plans. All inputs must be known.
	Request() cpn.Request
	// CreateTimeout returns how long the create may take.
	CreateTimeout(ctx context.Context) (time.Duration, diag.Diagnostics)
	// WithKeyedID returns the model with an id and its idempotency key.
	WithKeyedID(id KeyedID) M
	// WithReturned returns the model with v, null or unknown, as the value of every
	// attribute that CPN returns.
	WithReturned(v types.String) M
	// CPNID returns CPN's ID of the resource.
	CPNID() types.String
	// Removed returns what stays at CPN if the model leaves the state. next takes its
	// place; it is zero if nothing does.
	Removed(next M) report.Removed
}
