// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"github.com/hashicorp/terraform-plugin-framework/datasource/schema"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/cpn"
)

// paymentSchema describes the data source cpn_payment.
func paymentSchema() schema.Schema {
	return schema.Schema{
		MarkdownDescription: "Reads a payment on every plan. Attributes that CPN does not return are null.",
		Attributes: map[string]schema.Attribute{
			"payment_id": lookupID(paymentIDDescription),
			"status": dataString("Status of the payment: `CREATED` (being checked), `" + cpn.PaymentFundsPending + "` (awaiting its onchain transaction), " +
				"`FIAT_PAYMENT_INITIATED`, `COMPLETED` or `FAILED`. CPN may add values (CPN's `status`)."),
			"status_addendum": dataString("Detail of the status, such as `IN_MANUAL_REVIEW` while `CREATED`, or `PAYMENT_SETTLEMENT_DELAYED` while " +
				"`FIAT_PAYMENT_INITIATED`. Null if CPN returned none (CPN's `statusAddendum`)."),
			"quote_id":            dataString("ID of the quote on which the payment is based (CPN's `quoteId`)."),
			"payment_method_type": dataString("Payment method for the receiver, such as `WIRE` or `SPEI` (CPN's `paymentMethodType`)."),
			"blockchain":          dataString("Blockchain that funds the payment, such as `ETH` or `ETH-SEPOLIA` (CPN's `blockchain`)."),
			"sender_address":      dataString("Address of the wallet that pays (CPN's `senderAddress`)."),
			"ref_code":            dataString("Your reference for the payment, such as an invoice number, which the receiver sees (CPN's `refCode`)."),
			"customer_ref_id":     dataString("Your reference for the customer who pays (CPN's `customerRefId`)."),
			"beneficiary_ref_id":  dataString("Reference for the receiver. Null if CPN returned none (CPN's `beneficiaryRefId`)."),
			"fiat_network_payment_ref": dataString("Reference of the payment in the fiat network, which may appear on the receiver's bank statement. " +
				"Null until CPN returns it (CPN's `fiatNetworkPaymentRef`)."),
			"expire_date":        dataString("Date on which the payment expires, in RFC 3339, as CPN returned it (CPN's `expireDate`)."),
			"create_date":        dataString("Date on which the payment was created, in RFC 3339, as CPN returned it (CPN's `createDate`)."),
			"failure_reason":     dataString("Reason for the failure, such as `CANCELLED`. Null unless the payment failed (CPN's `failureReason`)."),
			"failure_code":       dataString("Code of the failure, such as `PM01001`. Null unless the payment failed (CPN's `failureCode`)."),
			"use_case":           dataString("Use case of the payment, such as `B2B` (CPN's `useCase`)."),
			"reason_for_payment": dataString("Code of the reason for the payment, such as `PMT001` (CPN's `reasonForPayment`)."),
			"refund_address":     dataString("Address of the wallet that gets refunds (CPN's `refundAddress`)."),
			"metadata": schema.MapAttribute{
				MarkdownDescription: "Reference data that CPN stores with the payment. Null if CPN returned none (CPN's `metadata`).",
				ElementType:         types.StringType,
				Computed:            true,
			},
			"source_amount":      dataAmount("Amount that the sender pays: what leaves the wallet, if it is in USDC (CPN's `sourceAmount`)."),
			"destination_amount": dataAmount("Amount that the receiver gets (CPN's `destinationAmount`)."),
			"fees": dataObject("Fees for the payment (CPN's `fees`).", map[string]schema.Attribute{
				"total_amount": dataAmount("Total of all fees (CPN's `totalAmount`)."),
				"breakdown": dataList("Individual fees, in CPN's order (CPN's `breakdown`).", map[string]schema.Attribute{
					"type":   dataString("Type of the fee, such as `BFI_TRANSACTION_FEE` (CPN's `type`)."),
					"amount": dataAmount("Amount of the fee (CPN's `amount`)."),
				}),
			}),
			"fiat_settlement_time": dataObject("Expected duration of the fiat payment. Null if CPN returned none (CPN's `fiatSettlementTime`).",
				map[string]schema.Attribute{
					"min":  dataString("Shortest duration, in `unit`, with the digits that CPN returned (CPN's `min`)."),
					"max":  dataString("Longest duration, in `unit`, with the digits that CPN returned (CPN's `max`)."),
					"unit": dataString("Unit of `min` and `max`: `MINUTES`, `HOURS`, `DAYS` or `WEEKS`. CPN may add values (CPN's `unit`)."),
				}),
			"on_chain_transactions": dataList("Onchain transactions of the payment, in CPN's order (CPN's `onChainTransactions`).",
				map[string]schema.Attribute{
					"id":               dataString("ID of the transaction at CPN, a UUID. `cpn_transaction` calls it `transaction_id` (CPN's `id`)."),
					"status":           dataString("Status of the transaction, such as `CREATED`, `COMPLETED` or `FAILED` (CPN's `status`)."),
					"transaction_hash": dataString("Hash of the transaction on the blockchain. Null until CPN returns it (CPN's `transactionHash`)."),
				}),
			"rfis": dataList("Requests for information about the payment, in CPN's order (CPN's `rfis`).", map[string]schema.Attribute{
				"id":     dataString("ID of the request for information, a UUID (CPN's `id`)."),
				"status": dataString("Status of the request for information, such as `APPROVED` (CPN's `status`)."),
			}),
			"refunds": dataList("Refunds to the sender, in CPN's order (CPN's `refunds`).", map[string]schema.Attribute{
				"id":               dataString("ID of the refund, a UUID (CPN's `id`)."),
				"status":           dataString("Status of the refund, such as `CREATED` (CPN's `status`)."),
				"amount":           dataAmount("Amount of the refund. Null if CPN returned none (CPN's `amount`)."),
				"transaction_hash": dataString("Hash of the refund on the blockchain. Null until CPN returns it (CPN's `transactionHash`)."),
			}),
		},
	}
}
