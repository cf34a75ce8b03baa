// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/cpn"
)

// transactionDataSourceModel is the data of the data source cpn_transaction. A nil Metadata is
// null.
type transactionDataSourceModel struct {
	PaymentID     types.String      `tfsdk:"payment_id"`
	TransactionID types.String      `tfsdk:"transaction_id"`
	Metadata      map[string]string `tfsdk:"metadata"`

	transactionFields
}

// with returns m with what CPN returned. Both IDs keep their configured spelling.
func (m transactionDataSourceModel) with(t cpn.Transaction) transactionDataSourceModel {
	m.Metadata, m.transactionFields = t.Metadata, fieldsOf(t)
	return m
}
