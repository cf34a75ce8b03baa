// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"cmp"
	"context"

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

	Metadata      types.Map    `tfsdk:"metadata"`
	TransactionID types.String `tfsdk:"transaction_id"`

	transactionFields

	Timeouts timeouts.Value `tfsdk:"timeouts"`
}

// transactionFields are what CPN returns about a transaction, except its ID and metadata.
type transactionFields struct {
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

// fieldsOf maps what CPN returned.
func fieldsOf(t cpn.Transaction) transactionFields {
	message := messageText(t.MessageToBeSigned)
	return transactionFields{
		Status:             types.StringPointerValue(t.Status),
		ExpireDate:         types.StringPointerValue(t.ExpireDate),
		SenderAddress:      types.StringPointerValue(t.SenderAddress),
		Blockchain:         types.StringPointerValue(t.Blockchain),
		Amount:             amountObject(t.Amount),
		DestinationAddress: types.StringPointerValue(t.DestinationAddress),
		MessageType:        types.StringPointerValue(t.MessageType),
		MessageToBeSigned:  message,
		EncodedMessage:     nullIfEmpty(t.EncodedMessageToBeSigned),
		MessageDetails:     messageDetails(message),
		FailureReason:      nullIfEmpty(t.FailureReason),
		TransactionHash:    nullIfEmpty(t.TransactionHash),
	}
}

// withinRead returns a context that is bounded by timeouts.read. Invalid timeouts were
// rejected before anything was sent.
func (m transactionModel) withinRead(ctx context.Context) (context.Context, context.CancelFunc) {
	timeout, _ := m.Timeouts.Read(ctx, defaultReadTimeout)
	return context.WithTimeout(ctx, timeout)
}

// inputs returns the arguments that are part of the create.
func (m transactionModel) inputs() []createonly.Input {
	return []createonly.Input{
		{Attribute: "id", Value: m.ID},
		{Attribute: "payment_id", Value: m.PaymentID},
		{Attribute: "metadata", Value: m.Metadata},
	}
}

// request returns the create that m asks for.
func (m transactionModel) request() cpn.NewTransaction {
	return cpn.NewTransaction{PaymentID: m.PaymentID.ValueString(), Metadata: textMap(m.Metadata)}
}

// adopt returns the plan and the state of an imported transaction after the plan has taken
// over the metadata at CPN if it has none, and the state the first configured id, and the
// configured metadata if CPN returned none. configured is null if there is none.
func (m transactionModel) adopt(state transactionModel, configured types.Map) (adopting, adopted transactionModel) {
	if !createonly.IsImported(state.Fields) {
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

// kept returns the plan of a transaction whose inputs mean the same as those in state: only
// timeouts may change.
func (m transactionModel) kept(state transactionModel) transactionModel {
	state.Timeouts = m.Timeouts
	return state
}

// removed returns what stays at CPN when m leaves the state. next takes its place; it is zero
// if nothing does. CPN allows a payment one active transaction.
func (m transactionModel) removed(next transactionModel) report.Removed {
	removed := report.Removed{Subject: report.TransactionSubject, CPNID: m.TransactionID.ValueString()}
	if status := m.Status.ValueString(); status != cpn.StatusFailed && next.PaymentID.Equal(m.PaymentID) {
		removed.ActiveStatus = cmp.Or(status, "unknown")
	}
	return removed
}

// identity returns the resource identity.
func (m transactionModel) identity() transactionIdentity {
	return identityOf(m.PaymentID, m.TransactionID)
}

// with returns m with what only CPN can decide about the transaction. Inputs stay as
// configured, so the result always matches the plan.
func (m transactionModel) with(t cpn.Transaction) transactionModel {
	m.TransactionID = types.StringValue(t.ID)
	m.transactionFields = fieldsOf(t)
	return m
}

// nullIfEmpty maps a member that CPN leaves empty until its value is known.
func nullIfEmpty(text *string) types.String {
	if text != nil && *text == "" {
		return types.StringNull()
	}
	return types.StringPointerValue(text)
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

// amountTypes are the members of an amount.
func amountTypes() map[string]attr.Type {
	return map[string]attr.Type{"amount": types.StringType, "currency": types.StringType}
}

// amountObject maps an amount; the decimal keeps its digits.
func amountObject(a *cpn.Amount) types.Object {
	if a == nil {
		return types.ObjectNull(amountTypes())
	}
	return amountParts{types.StringPointerValue(a.Amount), types.StringPointerValue(a.Currency)}.object()
}

// amountParts are the members of an amount object.
type amountParts struct{ amount, currency types.String }

func (a amountParts) object() types.Object {
	if a.amount.IsNull() && a.currency.IsNull() {
		return types.ObjectNull(amountTypes())
	}
	return types.ObjectValueMust(amountTypes(), map[string]attr.Value{"amount": a.amount, "currency": a.currency})
}

// amountOf returns the members of an amount, which are null if the amount is.
func amountOf(o types.Object) amountParts {
	amount, _ := o.Attributes()["amount"].(types.String)
	currency, _ := o.Attributes()["currency"].(types.String)
	return amountParts{amount, currency}
}
