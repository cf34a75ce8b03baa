// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/datasource/schema"
	"github.com/hashicorp/terraform-plugin-framework/path"

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
	var m transactionFields
	resp.Diagnostics.Append(req.Config.GetAttribute(ctx, path.Root("payment_id"), &m.PaymentID)...)
	resp.Diagnostics.Append(req.Config.GetAttribute(ctx, path.Root("transaction_id"), &m.TransactionID)...)
	resp.Diagnostics.Append(d.ready("read the transaction")...)
	if resp.Diagnostics.HasError() {
		return
	}
	found, err := d.readWithin(ctx, defaultReadTimeout, m.PaymentID.ValueString(), m.TransactionID.ValueString())
	if err != nil {
		resp.Diagnostics.Append(report.ReadFailure{What: "transaction", PaymentID: m.PaymentID.ValueString(), Err: err}.Diagnostics()...)
		return
	}
	read := m.with(found) // both IDs as they are configured
	read.Metadata = metadataOf(found)
	resp.Diagnostics.Append(read.warnings(found)...)
	resp.Diagnostics.Append(resp.State.Set(ctx, read)...)
}

// transactionDataSourceSchema describes the data source cpn_transaction: what CPN returns is
// described as in the resource.
func transactionDataSourceSchema() schema.Schema {
	attributes := map[string]schema.Attribute{}
	for name, a := range transactionSchema().Attributes {
		attributes[name] = a
	}
	for _, own := range []string{"id", "idempotency_key", "timeouts"} {
		delete(attributes, own)
	}
	attributes["payment_id"] = uuidAttribute(paymentIDDescription)
	attributes["transaction_id"] = uuidAttribute("ID of the transaction at CPN, a UUID. Letter case is ignored.")
	attributes["metadata"] = mapAttribute("Reference data that CPN stores with the transaction (CPN's `metadata`).")
	return schema.Schema{
		MarkdownDescription: "Reads an onchain transaction on every plan. Attributes that CPN does not return are null.",
		Attributes:          attributes,
	}
}
