// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"context"
	"fmt"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework-timeouts/resource/timeouts"
	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/cpn"
	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/createonly"
	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/report"
	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/validators"
)

// ImportState reads the transaction that the import names. Only here does metadata come from
// CPN.
func (r *transactionResource) ImportState(ctx context.Context, req resource.ImportStateRequest, resp *resource.ImportStateResponse) {
	paymentID, transactionID, diags := importTarget(ctx, req)
	if diags.HasError() {
		resp.Diagnostics.Append(diags...)
		return
	}
	client, diags := r.Ready("read the transaction")
	resp.Diagnostics.Append(diags...)
	if resp.Diagnostics.HasError() {
		return
	}
	ctx, cancel := context.WithTimeout(ctx, defaultReadTimeout)
	defer cancel()

	found, err := client.GetTransaction(ctx, paymentID, strings.ToLower(transactionID))
	if err != nil {
		resp.Diagnostics.Append(report.ReadFailure{What: "transaction", Err: err}.Diagnostics()...)
		return
	}
	resp.Diagnostics.Append(report.Withheld(found.Withheld)...)
	resp.Diagnostics.Append(r.Store(ctx, &resp.State, resp.Identity, imported(paymentID, found))...)
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
		CommonFields: createonly.CommonFields{ID: types.StringValue(t.ID), IdempotencyKey: types.StringNull(), PaymentID: types.StringValue(paymentID)},
		Metadata:     metadataOf(t),
		Timeouts:     timeouts.Value{Object: types.ObjectNull(map[string]attr.Type{"create": types.StringType, "read": types.StringType})},
	}
	return m.with(t)
}
