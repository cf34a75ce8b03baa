// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"github.com/hashicorp/terraform-plugin-framework/datasource/schema"

	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/cpn"
)

// paymentSchema describes the data source cpn_payment.
func paymentSchema() schema.Schema {
	return schema.Schema{
		MarkdownDescription: "A payment as CPN answers it now; it is read afresh by every plan. What CPN leaves out is null. " +
			"A payment gets a `cpn_transaction` only while its `status` is `" + cpn.PaymentFundsPending + "`.",
		Attributes: map[string]schema.Attribute{
			"payment_id": lookupID(paymentIDAttribute().GetMarkdownDescription()),
			"status": answered("The payment's status: `CREATED` (being checked), `" + cpn.PaymentFundsPending + "` (waits for its onchain transaction), " +
				"`FIAT_PAYMENT_INITIATED`, `COMPLETED`, `FAILED`, or one that CPN adds (CPN's `status`)."),
			"quote_id":            answered("ID of the quote that the payment was made with (CPN's `quoteId`)."),
			"payment_method_type": answered("How the receiver is paid, such as `WIRE` or `SPEI` (CPN's `paymentMethodType`)."),
			"blockchain":          answered("The chain that funds the payment, such as `ETH` or `ETH-SEPOLIA` (CPN's `blockchain`)."),
			"sender_address":      answered("The wallet that pays (CPN's `senderAddress`)."),
			"ref_code":            answered("Your reference for the payment, such as an invoice number, for the receiver to recognize it by (CPN's `refCode`)."),
			"customer_ref_id":     answered("Your reference for the customer who pays (CPN's `customerRefId`)."),
			"beneficiary_ref_id":  answered("Reference for the receiver; null when CPN sent none (CPN's `beneficiaryRefId`)."),
			"fiat_network_payment_ref": answered("The payment's reference in the fiat network, which the receiver's bank statement may show; " +
				"null until it is known (CPN's `fiatNetworkPaymentRef`)."),
			"expire_date":        answered("When the payment expires, RFC 3339, as CPN sent it (CPN's `expireDate`)."),
			"create_date":        answered("When the payment was made, RFC 3339, as CPN sent it (CPN's `createDate`)."),
			"failure_reason":     answered("Why the payment failed, such as `CANCELLED`; null unless it did (CPN's `failureReason`)."),
			"failure_code":       answered("The reason in detail, such as `PM01001`; null unless the payment failed (CPN's `failureCode`)."),
			"use_case":           answered("What kind of payment it is, such as `B2B` (CPN's `useCase`)."),
			"reason_for_payment": answered("Code of the reason for the payment, such as `PMT001` (CPN's `reasonForPayment`)."),
			"source_amount":      answeredAmount("What the sender pays (CPN's `sourceAmount`)."),
			"destination_amount": answeredAmount("What the receiver gets (CPN's `destinationAmount`)."),
			"fees": answeredObject("What the payment costs (CPN's `fees`).", map[string]schema.Attribute{
				"total_amount": answeredAmount("All fees together (CPN's `totalAmount`)."),
				"breakdown": answeredList("The fees one by one, in CPN's order (CPN's `breakdown`).", map[string]schema.Attribute{
					"type":   answered("What the fee is for, such as `BFI_TRANSACTION_FEE` (CPN's `type`)."),
					"amount": answeredAmount("How much it is (CPN's `amount`)."),
				}),
			}),
			"fiat_settlement_time": answeredObject("How long the fiat payment is expected to take; null when CPN sent none (CPN's `fiatSettlementTime`).",
				map[string]schema.Attribute{
					"min":  answered("Shortest time in `unit`, a number with the digits that CPN sent (CPN's `min`)."),
					"max":  answered("Longest time in `unit`, a number with the digits that CPN sent (CPN's `max`)."),
					"unit": answered("Unit of `min` and `max`: `MINUTES`, `HOURS`, `DAYS`, `WEEKS`, or one that CPN adds (CPN's `unit`)."),
				}),
			"on_chain_transactions": answeredList("The payment's onchain transactions, in CPN's order (CPN's `onChainTransactions`).",
				map[string]schema.Attribute{
					"id":     answered("The transaction's ID at CPN, a UUID: `transaction_id` of `cpn_transaction` (CPN's `id`)."),
					"status": answered("The transaction's status, such as `CREATED`, `COMPLETED` or `FAILED` (CPN's `status`)."),
				}),
			"rfis": answeredList("Requests for information about the payment, in CPN's order (CPN's `rfis`).", map[string]schema.Attribute{
				"id":     answered("The request's ID, a UUID (CPN's `id`)."),
				"status": answered("The request's status, such as `APPROVED` (CPN's `status`)."),
			}),
			"refunds": answeredList("Money on its way back to the sender, in CPN's order (CPN's `refunds`).", map[string]schema.Attribute{
				"id":               answered("The refund's ID, a UUID (CPN's `id`)."),
				"status":           answered("The refund's status, such as `CREATED` (CPN's `status`)."),
				"amount":           answeredAmount("How much is refunded; null when CPN sent none (CPN's `amount`)."),
				"transaction_hash": answered("Hash of the refund's transaction on the chain; null until it is known (CPN's `transactionHash`)."),
			}),
		},
	}
}
