// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"fmt"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework-timeouts/resource/timeouts"
	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/cpn"
	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/validators"
)

// refreshed returns m with what CPN may change: status, expire_date,
// failure_reason, transaction_hash, and what was null. Everything else decides
// what a wallet signs, so another value there is an error. What the reply leaves
// out changes nothing.
func (m transactionModel) refreshed(t cpn.Transaction) (transactionModel, diag.Diagnostics) {
	var diags diag.Diagnostics
	answered := m.with(t)
	fixed := func(attribute string, stored, now types.String, same func(a, b string) bool) types.String {
		if stored.IsNull() || now.IsNull() {
			return either(stored, now)
		}
		if !same(stored.ValueString(), now.ValueString()) {
			diags.Append(changedAtCPN(attribute, stored.ValueString(), now.ValueString()))
		}
		return stored
	}
	m.Status = either(answered.Status, m.Status)
	m.ExpireDate = either(answered.ExpireDate, m.ExpireDate)
	m.FailureReason = either(answered.FailureReason, m.FailureReason)
	m.TransactionHash = either(answered.TransactionHash, m.TransactionHash)

	m.SenderAddress = fixed("sender_address", m.SenderAddress, answered.SenderAddress, sameAddress)
	m.DestinationAddress = fixed("destination_address", m.DestinationAddress, answered.DestinationAddress, sameAddress)
	m.Blockchain = fixed("blockchain", m.Blockchain, answered.Blockchain, sameText)
	m.MessageType = fixed("message_type", m.MessageType, answered.MessageType, sameText)
	m.MessageToBeSigned = fixed("message_to_be_signed", m.MessageToBeSigned, answered.MessageToBeSigned, sameJSON)

	stored, now := amountOf(m.Amount), amountOf(answered.Amount)
	m.Amount = amountParts{
		amount:   fixed("amount", stored.amount, now.amount, sameDecimal),
		currency: fixed("amount", stored.currency, now.currency, sameText),
	}.object()
	return m, diags
}

// either returns a, or b where a is null.
func either(a, b types.String) types.String {
	if a.IsNull() {
		return b
	}
	return a
}

// changedAtCPN refuses another value of what a wallet signs.
func changedAtCPN(attribute, stored, now string) diag.Diagnostic {
	return diag.NewAttributeErrorDiagnostic(path.Root(attribute), "CPN answers with another "+attribute,
		fmt.Sprintf("  in state: %s\n  CPN now:  %s\n\nThis never changes after a transaction was created. Do not sign it. State keeps what was "+
			"stored. Give Circle support both values; to plan without reading it, use -refresh=false.", cpn.Escape(stored), cpn.Escape(now)))
}

// unread explains that a transaction could not be read. It is an error unless
// somebody says that there is no such transaction: CPN deletes nothing, so that
// means another key or environment, and the state is not to be touched for it.
func unread(m transactionModel, err error) diag.Diagnostics {
	f := readFailure{what: "transaction", err: err}
	if f.notFound() || f.foreign() {
		return diag.Diagnostics{diag.NewWarningDiagnostic("The transaction was not refreshed", fmt.Sprintf(
			"%s.\n\nCPN deletes no transaction, so state keeps transaction %s of payment %s. %s Check that the API key and base_url are those "+
				"of the environment it was created in.%s",
			f.happened(), m.TransactionID.ValueString(), m.PaymentID.ValueString(), f.remedy(), f.evidence()))}
	}
	return f.diagnostics("State keeps the transaction. To plan without reading it, use -refresh=false; to give it up, use terraform state rm.")
}

// parseImportID reads "payment_id/transaction_id".
func parseImportID(text string) (paymentID, transactionID string, err error) {
	const want = "want payment_id/transaction_id, two UUIDs with one slash between them"
	paymentID, transactionID, found := strings.Cut(text, "/")
	if !found {
		return "", "", fmt.Errorf("%q has no slash: %s", text, want)
	}
	for _, id := range []string{paymentID, transactionID} {
		if err := validators.CheckUUID(id); err != nil {
			return "", "", fmt.Errorf("%s: %w", want, err)
		}
	}
	return paymentID, transactionID, nil
}

// imported returns the data of a transaction that no create of ours has made: it
// has no key, and takes over whatever id is configured.
func imported(paymentID string, t cpn.Transaction) transactionModel {
	m := transactionModel{
		object:   object{ID: types.StringValue(t.ID), IdempotencyKey: types.StringNull(), PaymentID: types.StringValue(paymentID)},
		Metadata: metadataOf(t),
		Timeouts: timeouts.Value{Object: types.ObjectNull(map[string]attr.Type{"create": types.StringType, "read": types.StringType})},
	}
	return m.with(t)
}
