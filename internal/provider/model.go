// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"context"
	"time"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/types"
)

// kind is what texts about a sort of object need.
type kind struct {
	name        string // "support ticket"
	verb        string // "open", as in "could not open the support ticket"
	idAttribute string // "ticket_id"
	// members are CPN's names for the inputs, and the attributes they come from.
	members map[string]string
	// check, which goes on a sentence, says how to find out whether CPN has an object,
	// and adopt how to manage one that exists, "" where that cannot be done.
	check, adopt string
}

// action completes "Could not …".
func (k kind) action() string { return k.verb + " the " + k.name }

// object is what the models of both resources have in common.
type object struct {
	ID             types.String `tfsdk:"id"`
	IdempotencyKey types.String `tfsdk:"idempotency_key"`
	PaymentID      types.String `tfsdk:"payment_id"`
}

func (o object) head() object { return o }

// seeded returns o with the id and key of s.
func (o object) seeded(s seed) object {
	o.ID, o.IdempotencyKey = types.StringValue(s.id), types.StringValue(s.key.Value)
	return o
}

// model is a resource's data. M is the type that implements it.
type model[M any] interface {
	// head returns what all models have in common.
	head() object
	// inputs returns what the request is made of, id apart.
	inputs() []attr.Value
	// request returns the create that the model plans. All inputs must be known.
	request() request
	// createTimeout returns how long the create may take.
	createTimeout(ctx context.Context) (time.Duration, diag.Diagnostics)
	// withSeed returns the model with the id and key of s.
	withSeed(s seed) M
	// unanswered returns the model with one value, null or unknown, for all that
	// CPN returns.
	unanswered(v types.String) M
	// cpnID returns the ID by which CPN knows the object.
	cpnID() types.String
	// replaces returns what else there is to know when the model takes the place
	// of old, or "".
	replaces(old M) string
}
