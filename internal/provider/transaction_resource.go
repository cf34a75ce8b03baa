// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/resource"

	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/createonly"
	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/report"
)

var (
	_ resource.ResourceWithConfigure       = (*transactionResource)(nil)
	_ resource.ResourceWithIdentity        = (*transactionResource)(nil)
	_ resource.ResourceWithModifyPlan      = (*transactionResource)(nil)
	_ resource.ResourceWithImportState     = (*transactionResource)(nil)
	_ createonly.Creator[transactionModel] = (*transactionResource)(nil)
)

func newTransactionResource() resource.Resource {
	r := &transactionResource{}
	r.Resource = createonly.New(report.TransactionSubject, r)
	return r
}

// transactionResource is cpn_transaction.
type transactionResource struct {
	createonly.Resource[transactionModel]
}

// Metadata implements [resource.Resource]. The identity may change, because that of an
// unfinished transaction has no transaction_id yet.
func (*transactionResource) Metadata(_ context.Context, req resource.MetadataRequest, resp *resource.MetadataResponse) {
	resp.TypeName = req.ProviderTypeName + "_transaction"
	resp.ResourceBehavior.MutableIdentity = true
}

// Schema implements [resource.Resource].
func (*transactionResource) Schema(_ context.Context, _ resource.SchemaRequest, resp *resource.SchemaResponse) {
	resp.Schema = transactionSchema()
}

// IdentitySchema implements [resource.ResourceWithIdentity].
func (*transactionResource) IdentitySchema(_ context.Context, _ resource.IdentitySchemaRequest, resp *resource.IdentitySchemaResponse) {
	resp.IdentitySchema = transactionIdentitySchema()
}

// Identity implements [createonly.Creator].
func (*transactionResource) Identity(m transactionModel) any {
	return identityOf(m.PaymentID, m.TransactionID)
}
