// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"context"
	"fmt"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework-timeouts/resource/timeouts"
	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/cpn"
	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/createonly"
	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/report"
	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/validators"
)

// importedTransaction reads the transaction that an import names, for both resources that have
// this identity.
func (c configuredResource) importedTransaction(ctx context.Context, req resource.ImportStateRequest) (string, cpn.Transaction, diag.Diagnostics) {
	paymentID, transactionID, diags := importTarget(ctx, req)
	if diags.HasError() {
		return "", cpn.Transaction{}, diags
	}
	client, diags := c.ready("read the transaction")
	if diags.HasError() {
		return "", cpn.Transaction{}, diags
	}
	ctx, cancel := context.WithTimeout(ctx, defaultReadTimeout)
	defer cancel()
	found, err := client.GetTransaction(ctx, paymentID, strings.ToLower(transactionID))
	if err != nil {
		return "", found, report.ReadFailure{What: "transaction", PaymentID: paymentID, Err: err}.Diagnostics()
	}
	return paymentID, found, nil
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
	m := transactionModel{
		Fields:   createonly.Fields{ID: types.StringValue(t.ID), IdempotencyKey: types.StringNull(), PaymentID: types.StringValue(paymentID)},
		Metadata: metadataOf(t),
		Timeouts: timeouts.Value{Object: types.ObjectNull(map[string]attr.Type{"create": types.StringType, "read": types.StringType})},
	}
	return m.with(t)
}
