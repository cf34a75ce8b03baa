// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"context"
	"reflect"

	"github.com/hashicorp/terraform-plugin-framework/datasource"
	datasourceschema "github.com/hashicorp/terraform-plugin-framework/datasource/schema"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/types"

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
	var paymentID types.String
	resp.Diagnostics.Append(req.Config.GetAttribute(ctx, path.Root("payment_id"), &paymentID)...)
	resp.Diagnostics.Append(d.ready("read the payment")...)
	if resp.Diagnostics.HasError() {
		return
	}
	ctx, cancel := context.WithTimeout(ctx, defaultReadTimeout)
	defer cancel()

	found, err := d.client.GetPayment(ctx, paymentID.ValueString())
	if err != nil {
		resp.Diagnostics.Append(report.ReadFailure{What: "payment", PaymentID: paymentID.ValueString(), Err: err}.Diagnostics()...)
		return
	}
	resp.Diagnostics.Append(resp.State.Set(ctx, fromCPN(resp.State.Schema.Type(), reflect.ValueOf(&found)))...)
	resp.Diagnostics.Append(resp.State.SetAttribute(ctx, path.Root("payment_id"), paymentID)...) // as it is configured
}

// paymentSchema describes the data source cpn_payment.
func paymentSchema() datasourceschema.Schema {
	return datasourceschema.Schema{
		MarkdownDescription: "Reads a payment on every plan. Attributes that CPN does not return are null.",
		Attributes: map[string]datasourceschema.Attribute{
			"payment_id": uuidAttribute(paymentIDDescription),
			"status": computed("Status of the payment: `CREATED` (being checked), `CRYPTO_FUNDS_PENDING` (awaiting its onchain transaction), " +
				"`FIAT_PAYMENT_INITIATED`, `COMPLETED` or `FAILED`. CPN may add values (CPN's `status`)."),
			"status_addendum": computed("Detail of the status, such as `IN_MANUAL_REVIEW` while `CREATED`, or `PAYMENT_SETTLEMENT_DELAYED` while " +
				"`FIAT_PAYMENT_INITIATED`. Null if CPN returned none (CPN's `statusAddendum`)."),
			"quote_id":            computed("ID of the quote on which the payment is based (CPN's `quoteId`)."),
			"payment_method_type": computed("Payment method for the receiver, such as `WIRE` or `SPEI` (CPN's `paymentMethodType`)."),
			"blockchain":          computed("Blockchain that funds the payment, such as `ETH` or `ETH-SEPOLIA` (CPN's `blockchain`)."),
			"sender_address":      computed(senderDescription),
			"ref_code":            computed("Your reference for the payment, such as an invoice number, which the receiver sees (CPN's `refCode`)."),
			"customer_ref_id":     computed("Your reference for the customer who pays (CPN's `customerRefId`)."),
			"beneficiary_ref_id":  computed("Reference for the receiver. Null if CPN returned none (CPN's `beneficiaryRefId`)."),
			"fiat_network_payment_ref": computed("Reference of the payment in the fiat network, which may appear on the receiver's bank statement. " +
				"Null until CPN returns it (CPN's `fiatNetworkPaymentRef`)."),
			"expire_date":        computed("Date on which the payment expires, in RFC 3339, as CPN returned it (CPN's `expireDate`)."),
			"create_date":        computed("Date on which the payment was created, in RFC 3339, as CPN returned it (CPN's `createDate`)."),
			"failure_reason":     computed("Reason for the failure, such as `CANCELLED`. Null unless the payment failed (CPN's `failureReason`)."),
			"failure_code":       computed("Code of the failure, such as `PM01001`. Null unless the payment failed (CPN's `failureCode`)."),
			"use_case":           computed("Use case of the payment, such as `B2B` (CPN's `useCase`)."),
			"reason_for_payment": computed("Code of the reason for the payment, such as `PMT001` (CPN's `reasonForPayment`)."),
			"refund_address":     computed("Address of the wallet that gets refunds (CPN's `refundAddress`)."),
			"metadata":           mapAttribute("Reference data that CPN stores with the payment. Null if CPN returned none (CPN's `metadata`)."),
			"source_amount":      amountAttribute("Amount that the sender pays: what leaves the wallet, if it is in USDC (CPN's `sourceAmount`)."),
			"destination_amount": amountAttribute("Amount that the receiver gets (CPN's `destinationAmount`)."),
			"fees": objectAttribute("Fees for the payment (CPN's `fees`).", map[string]schema.Attribute{
				"total_amount": amountAttribute("Total of all fees (CPN's `totalAmount`)."),
				"breakdown": listAttribute("Individual fees, in CPN's order (CPN's `breakdown`).", map[string]schema.Attribute{
					"type":   computed("Type of the fee, such as `BFI_TRANSACTION_FEE` (CPN's `type`)."),
					"amount": amountAttribute("Amount of the fee (CPN's `amount`)."),
				}),
			}),
			"fiat_settlement_time": objectAttribute("Expected duration of the fiat payment. Null if CPN returned none (CPN's `fiatSettlementTime`).",
				map[string]schema.Attribute{
					"min":  computed("Shortest duration, in `unit`, with the digits that CPN returned (CPN's `min`)."),
					"max":  computed("Longest duration, in `unit`, with the digits that CPN returned (CPN's `max`)."),
					"unit": computed("Unit of `min` and `max`: `MINUTES`, `HOURS`, `DAYS` or `WEEKS`. CPN may add values (CPN's `unit`)."),
				}),
			"on_chain_transactions": listAttribute("Onchain transactions of the payment, in CPN's order (CPN's `onChainTransactions`).",
				map[string]schema.Attribute{
					"id":               computed("ID of the transaction at CPN, a UUID. `cpn_transaction` calls it `transaction_id` (CPN's `id`)."),
					"status":           computed("Status of the transaction, such as `CREATED`, `COMPLETED` or `FAILED` (CPN's `status`)."),
					"transaction_hash": computed(hashDescription),
				}),
			"rfis": listAttribute("Requests for information about the payment, in CPN's order (CPN's `rfis`).", map[string]schema.Attribute{
				"id":     computed("ID of the request for information, a UUID (CPN's `id`)."),
				"status": computed("Status of the request for information, such as `APPROVED` (CPN's `status`)."),
			}),
			"refunds": listAttribute("Refunds to the sender, in CPN's order (CPN's `refunds`).", map[string]schema.Attribute{
				"id":               computed("ID of the refund, a UUID (CPN's `id`)."),
				"status":           computed("Status of the refund, such as `CREATED` (CPN's `status`)."),
				"amount":           amountAttribute("Amount of the refund. Null if CPN returned none (CPN's `amount`)."),
				"transaction_hash": computed("Hash of the refund on the blockchain. Null until CPN returns it (CPN's `transactionHash`)."),
			}),
		},
	}
}
