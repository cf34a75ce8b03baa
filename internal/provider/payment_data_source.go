// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/path"

	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/report"
)

var _ datasource.DataSourceWithConfigure = (*paymentDataSource)(nil)

func newPaymentDataSource() datasource.DataSource { return &paymentDataSource{} }

// paymentDataSource is the data source cpn_payment.
type paymentDataSource struct {
	configuredDataSource
}

func (*paymentDataSource) Metadata(_ context.Context, req datasource.MetadataRequest, resp *datasource.MetadataResponse) {
	resp.TypeName = req.ProviderTypeName + "_payment"
}

func (*paymentDataSource) Schema(_ context.Context, _ datasource.SchemaRequest, resp *datasource.SchemaResponse) {
	resp.Schema = paymentSchema()
}

// Read reads the payment. Terraform calls it once payment_id is known.
func (d *paymentDataSource) Read(ctx context.Context, req datasource.ReadRequest, resp *datasource.ReadResponse) {
	// Only the ID: decoding all the nulls as well would cost far more.
	var m paymentModel
	resp.Diagnostics.Append(req.Config.GetAttribute(ctx, path.Root("payment_id"), &m.PaymentID)...)
	client, diags := d.ready("read the payment")
	resp.Diagnostics.Append(diags...)
	if resp.Diagnostics.HasError() {
		return
	}
	ctx, cancel := context.WithTimeout(ctx, defaultReadTimeout)
	defer cancel()

	found, err := client.GetPayment(ctx, m.PaymentID.ValueString())
	if err != nil {
		resp.Diagnostics.Append(report.ReadFailure{What: "payment", PaymentID: m.PaymentID.ValueString(), Err: err}.Diagnostics()...)
		return
	}
	resp.Diagnostics.Append(resp.State.Set(ctx, m.with(found))...)
}
