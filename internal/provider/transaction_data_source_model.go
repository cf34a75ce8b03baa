// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/cpn"
)

// transactionDataSourceModel is the data of the data source cpn_transaction. A
// nil Metadata is null.
type transactionDataSourceModel struct {
	PaymentID          types.String      `tfsdk:"payment_id"`
	TransactionID      types.String      `tfsdk:"transaction_id"`
	Metadata           map[string]string `tfsdk:"metadata"`
	Status             types.String      `tfsdk:"status"`
	ExpireDate         types.String      `tfsdk:"expire_date"`
	SenderAddress      types.String      `tfsdk:"sender_address"`
	Blockchain         types.String      `tfsdk:"blockchain"`
	Amount             types.Object      `tfsdk:"amount"`
	DestinationAddress types.String      `tfsdk:"destination_address"`
	MessageType        types.String      `tfsdk:"message_type"`
	MessageToBeSigned  types.String      `tfsdk:"message_to_be_signed"`
	FailureReason      types.String      `tfsdk:"failure_reason"`
	TransactionHash    types.String      `tfsdk:"transaction_hash"`
}

// with returns m holding what CPN answered. Both IDs stay as written.
func (m transactionDataSourceModel) with(t cpn.Transaction) transactionDataSourceModel {
	return transactionDataSourceModel{
		PaymentID:          m.PaymentID,
		TransactionID:      m.TransactionID,
		Metadata:           t.Metadata,
		Status:             types.StringPointerValue(t.Status),
		ExpireDate:         types.StringPointerValue(t.ExpireDate),
		SenderAddress:      types.StringPointerValue(t.SenderAddress),
		Blockchain:         types.StringPointerValue(t.Blockchain),
		Amount:             amountObject(t.Amount),
		DestinationAddress: types.StringPointerValue(t.DestinationAddress),
		MessageType:        types.StringPointerValue(t.MessageType),
		MessageToBeSigned:  messageText(t.MessageToBeSigned),
		FailureReason:      nullIfEmpty(t.FailureReason),
		TransactionHash:    nullIfEmpty(t.TransactionHash),
	}
}
