// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"context"
	"fmt"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/resource/identityschema"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/cpn"
	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/createonly"
	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/report"
	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/validators"
)

// transactionIdentity is the resource identity of a transaction and of its submission.
type transactionIdentity struct {
	PaymentID     types.String `tfsdk:"payment_id"`
	TransactionID types.String `tfsdk:"transaction_id"`
}

// identityOf returns the identity of a transaction. CPN ignores the letter case of IDs, but
// Terraform compares identities by text.
func identityOf(paymentID, transactionID types.String) transactionIdentity {
	canonical := func(id types.String) types.String {
		if id.IsNull() || id.IsUnknown() {
			return id
		}
		return types.StringValue(cpn.CanonicalID(id.ValueString()))
	}
	return transactionIdentity{canonical(paymentID), canonical(transactionID)}
}

// transactionIdentitySchema describes the identity of a transaction and of its submission.
func transactionIdentitySchema() identityschema.Schema {
	return identityschema.Schema{
		Version: 0,
		Attributes: map[string]identityschema.Attribute{
			"payment_id":     identityschema.StringAttribute{Description: "The payment's ID at CPN, a UUID.", RequiredForImport: true},
			"transaction_id": identityschema.StringAttribute{Description: "The transaction's ID at CPN, a UUID.", RequiredForImport: true},
		},
	}
}

// importedTransaction reads the transaction that an import names, for a transaction or a
// submission.
func (c configuredResource) importedTransaction(ctx context.Context, req resource.ImportStateRequest) (string, cpn.Transaction, diag.Diagnostics) {
	paymentID, transactionID, diags := importTarget(ctx, req)
	if diags.HasError() {
		return "", cpn.Transaction{}, diags
	}
	if diags = c.ready("read the transaction"); diags.HasError() {
		return "", cpn.Transaction{}, diags
	}
	found, err := c.readWithin(ctx, defaultReadTimeout, paymentID, transactionID)
	if err != nil {
		diags = report.ReadFailure{What: "transaction", PaymentID: paymentID, Err: err}.Diagnostics()
	}
	return paymentID, found, diags
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

// parseImportID reads "payment_id/transaction_id".
func parseImportID(text string) (paymentID, transactionID string, err error) {
	paymentID, transactionID, _ = strings.Cut(text, "/")
	if n := strings.Count(text, "/"); n != 1 {
		return "", "", fmt.Errorf("%q has %d slashes", text, n)
	}
	if err := validators.CheckUUID(paymentID); err != nil {
		return "", "", fmt.Errorf("the payment_id: %w", err)
	}
	if err := validators.CheckUUID(transactionID); err != nil {
		return "", "", fmt.Errorf("the transaction_id: %w", err)
	}
	return paymentID, transactionID, nil
}

// imported returns the data of a transaction that this provider did not create: it has no
// idempotency key, and adopts the configured id.
func imported(paymentID string, t cpn.Transaction) transactionModel {
	m := transactionModel{Fields: createonly.Fields{ID: types.StringValue(t.ID), IdempotencyKey: types.StringNull()}, Timeouts: noTimeouts()}
	m.PaymentID, m.Metadata = types.StringValue(paymentID), metadataOf(t)
	return m.with(t)
}
