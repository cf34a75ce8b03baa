// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"github.com/hashicorp/terraform-plugin-framework/datasource/schema"
	"github.com/hashicorp/terraform-plugin-framework/types"
)

// transactionDataSourceSchema describes the data source cpn_transaction. What
// the resource returns too is described in the same words.
func transactionDataSourceSchema() schema.Schema {
	resource := transactionSchema().Attributes
	same := func(name string) string { return resource[name].GetMarkdownDescription() }
	return schema.Schema{
		MarkdownDescription: "Reads an onchain transaction on every plan. Attributes that CPN does not return are null.",
		Attributes: map[string]schema.Attribute{
			"payment_id":     lookupID(paymentIDDescription),
			"transaction_id": lookupID("ID of the transaction at CPN, a UUID. Letter case is ignored."),
			"metadata": schema.MapAttribute{
				MarkdownDescription: "Reference data that CPN stores with the transaction (CPN's `metadata`).",
				ElementType:         types.StringType,
				Computed:            true,
			},
			"status":                       dataString(same("status")),
			"expire_date":                  dataString(same("expire_date")),
			"sender_address":               dataString(same("sender_address")),
			"blockchain":                   dataString(same("blockchain")),
			"amount":                       dataAmount(same("amount")),
			"destination_address":          dataString(same("destination_address")),
			"message_type":                 dataString(same("message_type")),
			"message_to_be_signed":         dataString(same("message_to_be_signed")),
			"encoded_message_to_be_signed": dataString(same("encoded_message_to_be_signed")),
			"message_details":              dataDetails(same("message_details")),
			"failure_reason":               dataString(same("failure_reason")),
			"transaction_hash":             dataString(same("transaction_hash")),
		},
	}
}

// dataDetails is what the message says.
func dataDetails(description string) schema.Attribute {
	members := map[string]schema.Attribute{}
	for name, description := range detailDescriptions() {
		members[name] = dataString(description)
	}
	return dataObject(description, members)
}
