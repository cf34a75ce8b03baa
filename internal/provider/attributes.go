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
	"github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/objectplanmodifier"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/planmodifier"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/stringplanmodifier"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/validators"
)

// This file has the attributes that several schemas share. The framework's attributes of
// resources serve data sources and lists too, which ignore plan modifiers.

// Parts of descriptions that several attributes share. Arguments of data sources
// replace nothing, so they have the first without the second.
const (
	paymentIDDescription = "ID of the payment at CPN, a UUID. Letter case is ignored."
	forcesNew            = "Changing this forces a new resource."
	senderDescription    = "Address of the wallet that pays (CPN's `senderAddress`)."
	hashDescription      = "Hash of the transaction on the blockchain. Null until CPN returns it (CPN's `transactionHash`)."
)

const (
	defaultCreateTimeout = 5 * time.Minute
	defaultReadTimeout   = time.Minute
)

// idAttribute is the id of a ticket or a transaction. name is the kind of resource, and cpnID the
// attribute that holds CPN's ID.
func idAttribute(name, cpnID string) schema.Attribute {
	return schema.StringAttribute{
		MarkdownDescription: "ID of this resource, from which `idempotency_key` is derived. It is not CPN's ID, which is `" + cpnID + "`. " +
			"Choose 1 to 255 printable characters that name the incident or order, such as `INC-4711/delay`. The same `id` with the same inputs is the " +
			"same " + name + ", for as long as CPN retains the idempotency key. If omitted, `id` is `tf-` and a UUID that the provider derives from all other " +
			"inputs. To create another " + name + " with the same inputs, set another `id`. " + forcesNew,
		Optional:      true,
		Computed:      true,
		Validators:    []validator.String{validators.Seed()},
		PlanModifiers: []planmodifier.String{stringplanmodifier.UseStateForUnknown()},
	}
}

// uuidAttribute is the ID of something at CPN.
func uuidAttribute(description string) schema.Attribute {
	return schema.StringAttribute{
		MarkdownDescription: description,
		Required:            true,
		Validators:          []validator.String{validators.UUID()},
	}
}

// keyAttribute is the idempotency key of a ticket or a transaction.
func keyAttribute() schema.Attribute {
	return returned("Idempotency key of the create, a UUID derived from `id` and all inputs. Circle support can find the create by this value.")
}

// returned is a string attribute that the provider or CPN sets during the create.
func returned(description string) schema.Attribute {
	a := computed(description)
	a.PlanModifiers = []planmodifier.String{stringplanmodifier.UseStateForUnknown()}
	return a
}

// computed is a string attribute that every read may change, or a member of another attribute.
func computed(description string) schema.StringAttribute {
	return schema.StringAttribute{MarkdownDescription: description, Computed: true}
}

// amountAttribute is an amount that CPN returns.
func amountAttribute(description string) schema.Attribute {
	return objectAttribute(description, map[string]schema.Attribute{
		"amount":   computed("Decimal amount, with the digits that CPN returned, such as `110.270000` (CPN's `amount`)."),
		"currency": computed("Currency, such as `USDC` or `MXN` (CPN's `currency`)."),
	})
}

// objectAttribute is an object that CPN returns.
func objectAttribute(description string, members map[string]schema.Attribute) schema.Attribute {
	return schema.SingleNestedAttribute{
		MarkdownDescription: description,
		Computed:            true,
		PlanModifiers:       []planmodifier.Object{objectplanmodifier.UseStateForUnknown()},
		Attributes:          members,
	}
}

// mapAttribute is a map of strings that CPN returns.
func mapAttribute(description string) schema.Attribute {
	return schema.MapAttribute{MarkdownDescription: description, ElementType: types.StringType, Computed: true}
}

// listAttribute is a list of objects that CPN returns.
func listAttribute(description string, members map[string]schema.Attribute) schema.Attribute {
	return schema.ListNestedAttribute{
		MarkdownDescription: description,
		Computed:            true,
		NestedObject:        schema.NestedAttributeObject{Attributes: members},
	}
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
		MarkdownDescription: "Time limits, as positive durations such as `90s` or `5m`. Changing this updates state without calling CPN.",
		Optional:            true,
		Attributes:          attributes,
		CustomType:          timeouts.Type{ObjectType: types.ObjectType{AttrTypes: attrTypes}},
	}
}

// noTimeouts are the timeouts of a resource that is imported.
func noTimeouts() timeouts.Value {
	return timeouts.Value{Object: types.ObjectNull(map[string]attr.Type{"create": types.StringType, "read": types.StringType})}
}

// createTimeoutDescription describes timeouts.create of a ticket or a transaction.
const createTimeoutDescription = "Time limit for the create, including all retries. Defaults to `5m`."

// oneOf accepts exactly the given values.
func oneOf[T ~string](values []T) validator.String {
	return stringvalidator.OneOf(texts(values)...)
}

// oneOfText completes "Set … to".
func oneOfText(values []string) string { return "one of " + strings.Join(values, ", ") }

// codeList renders two values or more for a Markdown sentence.
func codeList[T ~string](values []T) string {
	last := len(values) - 1
	return fmt.Sprintf("`%s` and `%s`", strings.Join(texts(values[:last]), "`, `"), values[last])
}

func texts[T ~string](values []T) []string {
	out := make([]string, len(values))
	for i, v := range values {
		out[i] = string(v)
	}
	return out
}
