// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"context"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/path"

	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/createonly"
	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/report"
)

var _ datasource.DataSourceWithConfigure = (*transactionDataSource)(nil)

func newTransactionDataSource() datasource.DataSource { return &transactionDataSource{} }

// transactionDataSource is the data source cpn_transaction.
type transactionDataSource struct {
	configuredDataSource
}

func (*transactionDataSource) Metadata(_ context.Context, req datasource.MetadataRequest, resp *datasource.MetadataResponse) {
	resp.TypeName = req.ProviderTypeName + "_transaction"
}

func (*transactionDataSource) Schema(_ context.Context, _ datasource.SchemaRequest, resp *datasource.SchemaResponse) {
	resp.Schema = transactionDataSourceSchema()
}

// Read reads the transaction. Terraform calls it once both IDs are known.
func (d *transactionDataSource) Read(ctx context.Context, req datasource.ReadRequest, resp *datasource.ReadResponse) {
	// Only the IDs: decoding all the nulls as well would cost far more.
	var m transactionDataSourceModel
	resp.Diagnostics.Append(req.Config.GetAttribute(ctx, path.Root("payment_id"), &m.PaymentID)...)
	resp.Diagnostics.Append(req.Config.GetAttribute(ctx, path.Root("transaction_id"), &m.TransactionID)...)
	client, diags := d.ready("read the transaction")
	resp.Diagnostics.Append(diags...)
	if resp.Diagnostics.HasError() {
		return
	}
	ctx, cancel := context.WithTimeout(ctx, defaultReadTimeout)
	defer cancel()

	found, err := client.GetTransaction(ctx, m.PaymentID.ValueString(), strings.ToLower(m.TransactionID.ValueString()))
	if err != nil {
		resp.Diagnostics.Append(report.ReadFailure{What: "transaction", PaymentID: m.PaymentID.ValueString(), Err: err}.Diagnostics()...)
		return
	}
	read := m.with(found)
	about := transactionModel{Fields: createonly.Fields{PaymentID: m.PaymentID}, transactionFields: read.transactionFields}
	resp.Diagnostics.Append(about.warnings(found)...)
	resp.Diagnostics.Append(resp.State.Set(ctx, read)...)
}
