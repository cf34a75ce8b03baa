// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"cmp"
	"context"
	"maps"
	"reflect"
	"strconv"

	"github.com/hashicorp/terraform-plugin-framework-timeouts/resource/timeouts"
	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/cpn"
	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/createonly"
	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/report"
)

// transactionModel is the data of cpn_transaction.
type transactionModel struct {
	createonly.Fields
	transactionFields

	Timeouts timeouts.Value `tfsdk:"timeouts"`
}

// transactionFields are the attributes that the resource and the data source have.
type transactionFields struct {
	PaymentID          types.String `tfsdk:"payment_id"`
	TransactionID      types.String `tfsdk:"transaction_id"`
	Metadata           types.Map    `tfsdk:"metadata"`
	Status             types.String `tfsdk:"status"`
	ExpireDate         types.String `tfsdk:"expire_date"`
	SenderAddress      types.String `tfsdk:"sender_address"`
	Blockchain         types.String `tfsdk:"blockchain"`
	Amount             types.Object `tfsdk:"amount"`
	DestinationAddress types.String `tfsdk:"destination_address"`
	MessageType        types.String `tfsdk:"message_type"`
	MessageToBeSigned  types.String `tfsdk:"message_to_be_signed"`
	EncodedMessage     types.String `tfsdk:"encoded_message_to_be_signed"`
	MessageDetails     types.Object `tfsdk:"message_details"`
	FailureReason      types.String `tfsdk:"failure_reason"`
	TransactionHash    types.String `tfsdk:"transaction_hash"`
}

// with returns f with what CPN returned about the transaction, except its ID and metadata.
func (f transactionFields) with(t cpn.Transaction) transactionFields {
	f.Status = types.StringPointerValue(t.Status)
	f.ExpireDate = types.StringPointerValue(t.ExpireDate)
	f.SenderAddress = types.StringPointerValue(t.SenderAddress)
	f.Blockchain = types.StringPointerValue(t.Blockchain)
	f.Amount = objectFrom(amountTypes(), reflect.ValueOf(t.Amount))
	f.DestinationAddress = types.StringPointerValue(t.DestinationAddress)
	f.MessageType = types.StringPointerValue(t.MessageType)
	f.MessageToBeSigned = messageText(t.MessageToBeSigned)
	f.EncodedMessage = nullIfEmpty(t.EncodedMessageToBeSigned)
	f.MessageDetails = messageDetails(f.MessageToBeSigned)
	f.FailureReason = nullIfEmpty(t.FailureReason)
	f.TransactionHash = nullIfEmpty(t.TransactionHash)
	return f
}

// with returns m with what only CPN can decide about the transaction. Inputs stay as
// configured, so the result always matches the plan.
func (m transactionModel) with(t cpn.Transaction) transactionModel {
	m.TransactionID = types.StringValue(t.ID)
	m.transactionFields = m.transactionFields.with(t)
	return m
}

// withinRead returns a context that is bounded by timeouts.read. Invalid timeouts were
// rejected before anything was sent.
func (m transactionModel) withinRead(ctx context.Context) (context.Context, context.CancelFunc) {
	timeout, _ := m.Timeouts.Read(ctx, defaultReadTimeout)
	return context.WithTimeout(ctx, timeout)
}

// inputs returns the arguments that are part of the create.
func (m transactionModel) inputs() map[string]attr.Value {
	return map[string]attr.Value{"id": m.ID, "payment_id": m.PaymentID, "metadata": m.Metadata}
}

// request returns the create that m asks for.
func (m transactionModel) request() cpn.NewTransaction {
	return cpn.NewTransaction{PaymentID: m.PaymentID.ValueString(), Metadata: textMap(m.Metadata)}
}

// adopt returns the plan and the state of an imported transaction after the plan has taken
// over the metadata at CPN if it has none, and the state the first configured id, and the
// configured metadata if CPN returned none. configured is null if there is none.
func (m transactionModel) adopt(state transactionModel, configured types.Map) (adopting, adopted transactionModel) {
	if !state.IsImported() {
		return m, state
	}
	if state.ID.Equal(state.TransactionID) { // CPN's ID, until the first configured id is adopted
		state.ID = m.ID
	}
	switch {
	case state.Metadata.IsNull() && configured.IsNull():
		m.Metadata = state.Metadata
	case state.Metadata.IsNull():
		state.Metadata = m.Metadata
	case !m.Metadata.IsUnknown() && len(m.Metadata.Elements()) == 0:
		m.Metadata = state.Metadata
	}
	return m, state
}

// removed returns what stays at CPN when m leaves the state. next takes its place; it is zero
// if nothing does. CPN allows a payment one active transaction.
func (m transactionModel) removed(next transactionModel) report.Removed {
	removed := report.Removed{Subject: report.TransactionSubject, CPNID: m.TransactionID.ValueString()}
	if status := m.Status.ValueString(); status != cpn.StatusFailed && cpn.CanonicalID(next.PaymentID.ValueString()) == cpn.CanonicalID(m.PaymentID.ValueString()) {
		removed.ActiveStatus = cmp.Or(status, "unknown")
	}
	return removed
}

// identity returns the resource identity.
func (m transactionModel) identity() transactionIdentity {
	return identityOf(m.PaymentID, m.TransactionID)
}

// returned warns about each input for which the response has another value. An absent member
// is not a difference.
func (m transactionModel) returned(t cpn.Transaction) diag.Diagnostics {
	r := report.Returned{Subject: report.TransactionSubject, CPNID: t.ID}
	if t.Metadata != nil {
		r.Elements("metadata", pairs(textMap(m.Metadata)), pairs(t.Metadata))
	}
	return r.Diagnostics
}

// metadataOf returns the metadata that CPN holds, or null if the response has none.
func metadataOf(t cpn.Transaction) types.Map {
	metadata, _ := fromCPN(types.MapType{ElemType: types.StringType}, reflect.ValueOf(t.Metadata)).(types.Map)
	return metadata
}

// amountTypes are the members of an amount.
func amountTypes() map[string]attr.Type {
	return map[string]attr.Type{"amount": types.StringType, "currency": types.StringType}
}

// amountOf returns the members of an amount, which are null if the amount is.
func amountOf(o types.Object) (amount, currency types.String) {
	amount, _ = o.Attributes()["amount"].(types.String)
	currency, _ = o.Attributes()["currency"].(types.String)
	return amount, currency
}

// hasMetadataOf reports whether m has the metadata that CPN holds. Null is the same as empty.
func (m transactionModel) hasMetadataOf(t cpn.Transaction) bool {
	return maps.Equal(textMap(m.Metadata), t.Metadata)
}

// metadataCompared says how the metadata that CPN holds compares with ours.
func (m transactionModel) metadataCompared(t cpn.Transaction) string {
	switch {
	case t.Metadata == nil:
		return "not returned"
	case m.hasMetadataOf(t):
		return "as configured"
	}
	return report.MetadataDiffers
}

// pairs returns each element of a map as one text.
func pairs(m map[string]string) []string {
	var out []string
	for name, text := range m {
		out = append(out, strconv.Quote(name)+strconv.Quote(text))
	}
	return out
}
