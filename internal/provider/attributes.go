// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"fmt"
	"strings"
	"time"

	"github.com/hashicorp/terraform-plugin-framework-timeouts/resource/timeouts"
	"github.com/hashicorp/terraform-plugin-framework-validators/stringvalidator"
	"github.com/hashicorp/terraform-plugin-framework/attr"
	datasourceschema "github.com/hashicorp/terraform-plugin-framework/datasource/schema"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/planmodifier"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/stringplanmodifier"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/createonly"
	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/planmodifiers"
	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/validators"
)

const (
	defaultCreateTimeout = 5 * time.Minute
	defaultReadTimeout   = time.Minute
)

// idAttribute is the id of both resources. name is the kind of resource, and cpnID the
// attribute that holds CPN's ID.
func idAttribute(name, cpnID string) schema.Attribute {
	return schema.StringAttribute{
		MarkdownDescription: "The resource's own ID and the seed of `idempotency_key`, chosen by you; it is not CPN's ID, which is known " +
			"only after the create. 1 to 255 printable characters, such as `INC-4711/delay`. The same `id` with the same inputs is the " +
			"same " + name + ", for as long as CPN remembers the key: after a lost answer, on another machine, after the state is lost. " +
			"When left out, `tf-` and a random UUID, made when the " + name + " is created; then a create that is cut off can become a second one.",
		Optional:   true,
		Computed:   true,
		Validators: []validator.String{validators.Seed()},
		PlanModifiers: []planmodifier.String{
			stringplanmodifier.UseStateForUnknown(),
			createonly.ReplaceUnlessAdopted(cpnID),
		},
	}
}

// paymentIDAttribute is the payment of both resources.
func paymentIDAttribute() schema.Attribute {
	return schema.StringAttribute{
		MarkdownDescription: "The payment's ID at CPN, a UUID. Letter case makes no difference.",
		Required:            true,
		Validators:          []validator.String{validators.UUID()},
		PlanModifiers:       []planmodifier.String{planmodifiers.IgnoreCase(), stringplanmodifier.RequiresReplace()},
	}
}

// keyAttribute is the idempotency key of both resources.
func keyAttribute() schema.Attribute {
	return returned("The idempotency key that the create was sent with, a UUID v4 made from `id` and all inputs. " +
		"Circle support can find the request by it.")
}

// returned is a string attribute that the provider or CPN sets during the create.
func returned(description string) schema.Attribute {
	return schema.StringAttribute{
		MarkdownDescription: description,
		Computed:            true,
		PlanModifiers:       []planmodifier.String{stringplanmodifier.UseStateForUnknown()},
	}
}

// createOnly replaces the resource when a string changes.
func createOnly() []planmodifier.String {
	return []planmodifier.String{stringplanmodifier.RequiresReplace()}
}

// timeoutsAttribute is the timeouts of a resource: a name and a description for each
// operation. Unlike the library's own attribute it rejects durations that are not positive.
func timeoutsAttribute(descriptions map[string]string) schema.Attribute {
	attributes, attrTypes := map[string]schema.Attribute{}, map[string]attr.Type{}
	for operation, description := range descriptions {
		attributes[operation] = schema.StringAttribute{
			MarkdownDescription: description,
			Optional:            true,
			Validators:          []validator.String{validators.Duration()},
		}
		attrTypes[operation] = types.StringType
	}
	return schema.SingleNestedAttribute{
		MarkdownDescription: "How long an operation may take, as positive durations such as `90s` or `5m`. " +
			"A change is taken over in place and sends nothing.",
		Optional:   true,
		Attributes: attributes,
		CustomType: timeouts.Type{ObjectType: types.ObjectType{AttrTypes: attrTypes}},
	}
}

// createTimeoutDescription describes timeouts.create of both resources.
const createTimeoutDescription = "Bounds all attempts of the create and the waits between them. Default: `5m`."

// oneOf accepts exactly the given values.
func oneOf[T ~string](values []T) validator.String {
	return validators.String(stringvalidator.OneOf(plain(values)...), oneOfText(plain(values)), "it is another value")
}

// oneOfText completes "Set … to".
func oneOfText(values []string) string { return "one of " + strings.Join(values, ", ") }

// codeList renders values for a Markdown sentence.
func codeList[T ~string](values []T) string {
	return fmt.Sprintf("`%s`", strings.Join(plain(values), "`, `"))
}

func plain[T ~string](values []T) []string {
	out := make([]string, len(values))
	for i, v := range values {
		out[i] = string(v)
	}
	return out
}

// lookupID is a UUID by which a data source reads something.
func lookupID(description string) datasourceschema.Attribute {
	return datasourceschema.StringAttribute{
		MarkdownDescription: description,
		Required:            true,
		Validators:          []validator.String{validators.UUID()},
	}
}

// answered is a string attribute that CPN returns.
func answered(description string) datasourceschema.Attribute {
	return datasourceschema.StringAttribute{MarkdownDescription: description, Computed: true}
}

// answeredAmount is an amount attribute that CPN returns.
func answeredAmount(description string) datasourceschema.Attribute {
	return answeredObject(description, map[string]datasourceschema.Attribute{
		"amount":   answered("Decimal, with the digits that CPN sent, such as `110.270000` (CPN's `amount`)."),
		"currency": answered("Currency of the amount, such as `USDC` or `MXN` (CPN's `currency`)."),
	})
}

// answeredObject is an object attribute that CPN returns.
func answeredObject(description string, members map[string]datasourceschema.Attribute) datasourceschema.Attribute {
	return datasourceschema.SingleNestedAttribute{MarkdownDescription: description, Computed: true, Attributes: members}
}

// answeredList is an attribute for a list of objects that CPN returns.
func answeredList(description string, members map[string]datasourceschema.Attribute) datasourceschema.Attribute {
	return datasourceschema.ListNestedAttribute{
		MarkdownDescription: description,
		Computed:            true,
		NestedObject:        datasourceschema.NestedAttributeObject{Attributes: members},
	}
}
