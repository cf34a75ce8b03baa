// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"github.com/hashicorp/terraform-plugin-framework/datasource/schema"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"

	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/validators"
)

// lookupID is a UUID that a data source looks something up by.
func lookupID(description string) schema.Attribute {
	return schema.StringAttribute{
		MarkdownDescription: description,
		Required:            true,
		Validators:          []validator.String{validators.UUID()},
	}
}

// answered is a string that CPN answers.
func answered(description string) schema.Attribute {
	return schema.StringAttribute{MarkdownDescription: description, Computed: true}
}

// answeredAmount is a sum of money that CPN answers.
func answeredAmount(description string) schema.Attribute {
	return answeredObject(description, map[string]schema.Attribute{
		"amount":   answered("Decimal, with the digits that CPN sent, such as `110.270000` (CPN's `amount`)."),
		"currency": answered("Currency of the amount, such as `USDC` or `MXN` (CPN's `currency`)."),
	})
}

// answeredObject is an object that CPN answers.
func answeredObject(description string, members map[string]schema.Attribute) schema.Attribute {
	return schema.SingleNestedAttribute{MarkdownDescription: description, Computed: true, Attributes: members}
}

// answeredList is a list of objects that CPN answers.
func answeredList(description string, members map[string]schema.Attribute) schema.Attribute {
	return schema.ListNestedAttribute{
		MarkdownDescription: description,
		Computed:            true,
		NestedObject:        schema.NestedAttributeObject{Attributes: members},
	}
}
