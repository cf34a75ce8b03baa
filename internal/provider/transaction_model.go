// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"context"
	"encoding/json"
	"maps"
	"time"

	"github.com/hashicorp/terraform-plugin-framework-timeouts/resource/timeouts"
	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/cpn"
)

// transactionModel is the data of cpn_transaction.
type transactionModel struct {
	object

	Metadata           types.Map      `tfsdk:"metadata"`
	TransactionID      types.String   `tfsdk:"transaction_id"`
	Status             types.String   `tfsdk:"status"`
	ExpireDate         types.String   `tfsdk:"expire_date"`
	SenderAddress      types.String   `tfsdk:"sender_address"`
	Blockchain         types.String   `tfsdk:"blockchain"`
	Amount             types.Object   `tfsdk:"amount"`
	DestinationAddress types.String   `tfsdk:"destination_address"`
	MessageType        types.String   `tfsdk:"message_type"`
	MessageToBeSigned  types.String   `tfsdk:"message_to_be_signed"`
	FailureReason      types.String   `tfsdk:"failure_reason"`
	TransactionHash    types.String   `tfsdk:"transaction_hash"`
	Timeouts           timeouts.Value `tfsdk:"timeouts"`
}

// withinRead returns a context that ends when a read may take no longer. A bad
// timeouts.read was an error before anything was sent.
func (m transactionModel) withinRead(ctx context.Context) (context.Context, context.CancelFunc) {
	timeout, _ := m.Timeouts.Read(ctx, defaultReadTimeout)
	return context.WithTimeout(ctx, timeout)
}

func (m transactionModel) createTimeout(ctx context.Context) (time.Duration, diag.Diagnostics) {
	return m.Timeouts.Create(ctx, defaultCreateTimeout)
}

func (m transactionModel) withSeed(s seed) transactionModel {
	m.object = m.seeded(s)
	return m
}

func (m transactionModel) unanswered(v types.String) transactionModel {
	m.TransactionID, m.Status, m.ExpireDate, m.SenderAddress, m.Blockchain = v, v, v, v, v
	m.DestinationAddress, m.MessageType, m.MessageToBeSigned, m.FailureReason, m.TransactionHash = v, v, v, v, v
	m.Amount = types.ObjectNull(amountTypes())
	if v.IsUnknown() {
		m.Amount = types.ObjectUnknown(amountTypes())
	}
	return m
}

func (m transactionModel) cpnID() types.String { return m.TransactionID }

func (m transactionModel) inputs() []attr.Value { return []attr.Value{m.PaymentID, m.Metadata} }

// replaces warns that CPN allows a payment one active transaction.
func (m transactionModel) replaces(old transactionModel) string {
	if old.Status.ValueString() == cpn.StatusFailed || !m.PaymentID.Equal(old.PaymentID) {
		return ""
	}
	return "\n\nCPN refuses a second transaction for the payment (code 290300) until the old one is " +
		cpn.StatusFailed + "; it was " + orUnknown(old.Status) + " when last read."
}

func (m transactionModel) request() request { return m.transaction() }

// transaction is what CPN is asked for.
func (m transactionModel) transaction() cpn.NewTransaction {
	return cpn.NewTransaction{PaymentID: m.PaymentID.ValueString(), Metadata: textMap(m.Metadata)}
}

// with returns m holding what only CPN could decide about the transaction. What
// the practitioner wrote stays as written, so the result always matches the plan.
func (m transactionModel) with(t cpn.Transaction) transactionModel {
	m.TransactionID = types.StringValue(t.ID)
	m.Status = types.StringPointerValue(t.Status)
	m.ExpireDate = types.StringPointerValue(t.ExpireDate)
	m.SenderAddress = types.StringPointerValue(t.SenderAddress)
	m.Blockchain = types.StringPointerValue(t.Blockchain)
	m.Amount = amountObject(t.Amount)
	m.DestinationAddress = types.StringPointerValue(t.DestinationAddress)
	m.MessageType = types.StringPointerValue(t.MessageType)
	m.MessageToBeSigned = messageText(t.MessageToBeSigned)
	m.FailureReason = nullIfEmpty(t.FailureReason)
	m.TransactionHash = nullIfEmpty(t.TransactionHash)
	return m
}

// nullIfEmpty maps a member that CPN leaves empty until it is known.
func nullIfEmpty(text *string) types.String {
	if text != nil && *text == "" {
		return types.StringNull()
	}
	return types.StringPointerValue(text)
}

// echoed warns of each input that the reply repeats differently. What the reply
// leaves out is no difference.
func (m transactionModel) echoed(t cpn.Transaction) diag.Diagnostics {
	e := echo{kind: transaction, id: t.ID}
	if t.Metadata != nil {
		e.elements("metadata", pairs(textMap(m.Metadata)), pairs(t.Metadata))
	}
	return e.diags
}

// hasMetadataOf reports whether CPN holds the metadata that m has; none is the
// same as empty.
func (m transactionModel) hasMetadataOf(t cpn.Transaction) bool {
	return maps.Equal(textMap(m.Metadata), t.Metadata)
}

// amountTypes are the members of an amount.
func amountTypes() map[string]attr.Type {
	return map[string]attr.Type{"amount": types.StringType, "currency": types.StringType}
}

// amountObject maps a sum of money; the decimal keeps its digits.
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

// amountOf returns the members of an amount; those of a null one are null.
func amountOf(o types.Object) amountParts {
	amount, _ := o.Attributes()["amount"].(types.String)
	currency, _ := o.Attributes()["currency"].(types.String)
	return amountParts{amount, currency}
}

// textMap returns the elements of a map of strings.
func textMap(m types.Map) map[string]string {
	out := map[string]string{}
	for name, element := range m.Elements() {
		if text, ok := element.(types.String); ok {
			out[name] = text.ValueString()
		}
	}
	return out
}

// metadataOf returns the metadata that CPN holds; null where the response has none.
func metadataOf(t cpn.Transaction) types.Map {
	if t.Metadata == nil {
		return types.MapNull(types.StringType)
	}
	elements := map[string]attr.Value{}
	for name, text := range t.Metadata {
		elements[name] = types.StringValue(text)
	}
	return types.MapValueMust(types.StringType, elements)
}

// pairs returns each element of a map as one text.
func pairs(m map[string]string) []string {
	var out []string
	for name, text := range m {
		out = append(out, jsonText(map[string]string{name: text}))
	}
	return out
}

// jsonText renders a map for a message.
func jsonText(m map[string]string) string {
	if m == nil {
		return "{}"
	}
	text, _ := json.Marshal(m) // a map of text always has a JSON form
	return string(text)
}
