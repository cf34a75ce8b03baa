// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/resource/identityschema"
	"github.com/hashicorp/terraform-plugin-framework/types"
)

// transactionIdentity is the resource identity of a transaction and of its submission.
type transactionIdentity struct {
	PaymentID     types.String `tfsdk:"payment_id"`
	TransactionID types.String `tfsdk:"transaction_id"`
}

// identityOf returns the identity of a transaction. CPN ignores the letter case of IDs, but
// Terraform compares identities by text, so their IDs are in lower case.
func identityOf(paymentID, transactionID types.String) transactionIdentity {
	return transactionIdentity{inLowerCase(paymentID), inLowerCase(transactionID)}
}

func inLowerCase(id types.String) types.String {
	if id.IsNull() || id.IsUnknown() {
		return id
	}
	return types.StringValue(strings.ToLower(id.ValueString()))
}

// transactionIdentitySchema describes the identity of both resources.
func transactionIdentitySchema() identityschema.Schema {
	return identityschema.Schema{
		Version: 0,
		Attributes: map[string]identityschema.Attribute{
			"payment_id":     identityschema.StringAttribute{Description: "The payment's ID at CPN, a UUID.", RequiredForImport: true},
			"transaction_id": identityschema.StringAttribute{Description: "The transaction's ID at CPN, a UUID.", RequiredForImport: true},
		},
	}
}
