// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"context"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/resource/identityschema"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/report"
	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/validators"
)

// transactionIdentity is the resource identity of a transaction and of its submission. For an
// unfinished transaction, only the payment is known.
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

// importTarget returns the IDs of the transaction to import. The import names it by ID, as
// "payment_id/transaction_id", or by identity.
func importTarget(ctx context.Context, req resource.ImportStateRequest) (paymentID, transactionID string, diags diag.Diagnostics) {
	if req.ID != "" || req.Identity.Raw.IsNull() {
		paymentID, transactionID, err := parseImportID(req.ID)
		if err != nil {
			return "", "", diag.Diagnostics{report.InvalidImportID(err)}
		}
		return paymentID, transactionID, nil
	}
	var identity transactionIdentity
	if diags := req.Identity.Get(ctx, &identity); diags.HasError() {
		return "", "", diags
	}
	for _, id := range []struct {
		attribute string
		value     types.String
	}{{"payment_id", identity.PaymentID}, {"transaction_id", identity.TransactionID}} {
		if err := validators.CheckUUID(id.value.ValueString()); err != nil {
			diags.Append(report.InvalidImportIdentity(id.attribute, err))
		}
	}
	return identity.PaymentID.ValueString(), identity.TransactionID.ValueString(), diags
}
