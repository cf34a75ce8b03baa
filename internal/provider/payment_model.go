// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/cpn"
)

// paymentModel is the data of cpn_payment. A nil pointer or slice is null; an empty slice is
// an empty list.
type paymentModel struct {
	PaymentID             types.String         `tfsdk:"payment_id"`
	Status                types.String         `tfsdk:"status"`
	StatusAddendum        types.String         `tfsdk:"status_addendum"`
	QuoteID               types.String         `tfsdk:"quote_id"`
	PaymentMethodType     types.String         `tfsdk:"payment_method_type"`
	Blockchain            types.String         `tfsdk:"blockchain"`
	SenderAddress         types.String         `tfsdk:"sender_address"`
	RefCode               types.String         `tfsdk:"ref_code"`
	CustomerRefID         types.String         `tfsdk:"customer_ref_id"`
	BeneficiaryRefID      types.String         `tfsdk:"beneficiary_ref_id"`
	FiatNetworkPaymentRef types.String         `tfsdk:"fiat_network_payment_ref"`
	ExpireDate            types.String         `tfsdk:"expire_date"`
	CreateDate            types.String         `tfsdk:"create_date"`
	FailureReason         types.String         `tfsdk:"failure_reason"`
	FailureCode           types.String         `tfsdk:"failure_code"`
	UseCase               types.String         `tfsdk:"use_case"`
	ReasonForPayment      types.String         `tfsdk:"reason_for_payment"`
	SourceAmount          types.Object         `tfsdk:"source_amount"`
	DestinationAmount     types.Object         `tfsdk:"destination_amount"`
	Fees                  *feesModel           `tfsdk:"fees"`
	FiatSettlementTime    *settlementTimeModel `tfsdk:"fiat_settlement_time"`
	RefundAddress         types.String         `tfsdk:"refund_address"`
	Metadata              map[string]string    `tfsdk:"metadata"`
	OnChainTransactions   []onchainModel       `tfsdk:"on_chain_transactions"`
	RFIs                  []rfiModel           `tfsdk:"rfis"`
	Refunds               []refundModel        `tfsdk:"refunds"`
}

// feesModel is the data of fees.
type feesModel struct {
	TotalAmount types.Object `tfsdk:"total_amount"`
	Breakdown   []feeModel   `tfsdk:"breakdown"`
}

// feeModel is the data of one part of fees.
type feeModel struct {
	Type   types.String `tfsdk:"type"`
	Amount types.Object `tfsdk:"amount"`
}

// settlementTimeModel is the data of fiat_settlement_time.
type settlementTimeModel struct {
	Min  types.String `tfsdk:"min"`
	Max  types.String `tfsdk:"max"`
	Unit types.String `tfsdk:"unit"`
}

// onchainModel is one element of on_chain_transactions.
type onchainModel struct {
	ID              types.String `tfsdk:"id"`
	Status          types.String `tfsdk:"status"`
	TransactionHash types.String `tfsdk:"transaction_hash"`
}

// rfiModel is one element of rfis.
type rfiModel struct {
	ID     types.String `tfsdk:"id"`
	Status types.String `tfsdk:"status"`
}

// refundModel is one element of refunds.
type refundModel struct {
	ID              types.String `tfsdk:"id"`
	Status          types.String `tfsdk:"status"`
	Amount          types.Object `tfsdk:"amount"`
	TransactionHash types.String `tfsdk:"transaction_hash"`
}

// with returns m with what CPN returned. payment_id keeps its configured spelling.
func (m paymentModel) with(p cpn.Payment) paymentModel {
	return paymentModel{
		PaymentID:             m.PaymentID,
		Status:                types.StringPointerValue(p.Status),
		StatusAddendum:        nullIfEmpty(p.StatusAddendum),
		QuoteID:               types.StringPointerValue(p.QuoteID),
		PaymentMethodType:     types.StringPointerValue(p.PaymentMethodType),
		Blockchain:            types.StringPointerValue(p.Blockchain),
		SenderAddress:         types.StringPointerValue(p.SenderAddress),
		RefCode:               types.StringPointerValue(p.RefCode),
		CustomerRefID:         types.StringPointerValue(p.CustomerRefID),
		BeneficiaryRefID:      types.StringPointerValue(p.BeneficiaryRefID),
		FiatNetworkPaymentRef: types.StringPointerValue(p.FiatNetworkPaymentRef),
		ExpireDate:            types.StringPointerValue(p.ExpireDate),
		CreateDate:            types.StringPointerValue(p.CreateDate),
		FailureReason:         nullIfEmpty(p.FailureReason),
		FailureCode:           nullIfEmpty(p.FailureCode),
		UseCase:               types.StringPointerValue(p.UseCase),
		ReasonForPayment:      types.StringPointerValue(p.ReasonForPayment),
		SourceAmount:          amountObject(p.SourceAmount),
		DestinationAmount:     amountObject(p.DestinationAmount),
		Fees:                  feesOf(p.Fees),
		FiatSettlementTime:    settlementTimeOf(p.FiatSettlementTime),
		RefundAddress:         types.StringPointerValue(p.RefundAddress),
		Metadata:              p.Metadata,
		OnChainTransactions:   each(p.OnChainTransactions, onchainOf),
		RFIs:                  each(p.RFIs, rfiOf),
		Refunds:               each(p.Refunds, refundOf),
	}
}

// feesOf maps the fees.
func feesOf(f *cpn.Fees) *feesModel {
	if f == nil {
		return nil
	}
	return &feesModel{TotalAmount: amountObject(f.TotalAmount), Breakdown: each(f.Breakdown, feeOf)}
}

// feeOf maps one fee.
func feeOf(f cpn.Fee) feeModel {
	return feeModel{Type: types.StringPointerValue(f.Type), Amount: amountObject(f.Amount)}
}

// settlementTimeOf maps the settlement time. Its numbers become text, which keeps CPN's
// digits.
func settlementTimeOf(s *cpn.SettlementTime) *settlementTimeModel {
	if s == nil {
		return nil
	}
	return &settlementTimeModel{
		Min:  types.StringPointerValue((*string)(s.Min)),
		Max:  types.StringPointerValue((*string)(s.Max)),
		Unit: types.StringPointerValue(s.Unit),
	}
}

// onchainOf maps a transaction. An empty ID was absent in the response.
func onchainOf(t cpn.PaymentTransaction) onchainModel {
	return onchainModel{ID: nullIfEmpty(&t.ID), Status: types.StringPointerValue(t.Status), TransactionHash: nullIfEmpty(t.TransactionHash)}
}

// rfiOf maps a request for information.
func rfiOf(r cpn.RFI) rfiModel {
	return rfiModel{ID: types.StringPointerValue(r.ID), Status: types.StringPointerValue(r.Status)}
}

// refundOf maps a refund.
func refundOf(r cpn.Refund) refundModel {
	return refundModel{
		ID:              types.StringPointerValue(r.ID),
		Status:          types.StringPointerValue(r.Status),
		Amount:          amountObject(r.Amount),
		TransactionHash: nullIfEmpty(r.TransactionHash),
	}
}

// each maps a list. An absent list stays nil and does not become empty.
func each[In, Out any](list []In, to func(In) Out) []Out {
	if list == nil {
		return nil
	}
	out := make([]Out, len(list))
	for i, element := range list {
		out[i] = to(element)
	}
	return out
}
