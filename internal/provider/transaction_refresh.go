// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"errors"
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
// out or empty changes nothing.
func (m transactionModel) refreshed(t cpn.Transaction) (transactionModel, diag.Diagnostics) {
	var diags diag.Diagnostics
	answered := m.with(t)
	fixed := func(at path.Path, stored, now types.String, same func(a, b string) bool) types.String {
		if empty(stored) || empty(now) {
			return latest(stored, now)
		}
		if !same(stored.ValueString(), now.ValueString()) {
			diags.Append(changedAtCPN(at, stored.ValueString(), now.ValueString()))
		}
		return stored
	}
	m.Status = latest(m.Status, answered.Status)
	m.ExpireDate = latest(m.ExpireDate, answered.ExpireDate)
	m.FailureReason = latest(m.FailureReason, answered.FailureReason)
	m.TransactionHash = latest(m.TransactionHash, answered.TransactionHash)

	m.SenderAddress = fixed(path.Root("sender_address"), m.SenderAddress, answered.SenderAddress, sameAddress)
	m.DestinationAddress = fixed(path.Root("destination_address"), m.DestinationAddress, answered.DestinationAddress, sameAddress)
	m.Blockchain = fixed(path.Root("blockchain"), m.Blockchain, answered.Blockchain, sameText)
	m.MessageType = fixed(path.Root("message_type"), m.MessageType, answered.MessageType, sameText)
	m.MessageToBeSigned = fixed(path.Root("message_to_be_signed"), m.MessageToBeSigned, answered.MessageToBeSigned, sameJSON)

	amount, stored, now := path.Root("amount"), amountOf(m.Amount), amountOf(answered.Amount)
	m.Amount = amountParts{
		amount:   fixed(amount.AtName("amount"), stored.amount, now.amount, sameDecimal),
		currency: fixed(amount.AtName("currency"), stored.currency, now.currency, sameText),
	}.object()
	return m, diags
}

// latest returns now, or stored where now says nothing.
func latest(stored, now types.String) types.String {
	if empty(now) {
		return stored
	}
	return now
}

// empty reports whether a text says nothing. CPN may send an empty one for what
// is not known, and one of another type than documented arrives as such.
func empty(text types.String) bool { return text.ValueString() == "" }

// changedAtCPN refuses another value of what a wallet signs. The values go last:
// a message is long.
func changedAtCPN(at path.Path, stored, now string) diag.Diagnostic {
	return diag.NewAttributeErrorDiagnostic(at, fmt.Sprintf("DO NOT SIGN: %s changed at CPN", at), fmt.Sprintf(
		"Do not sign or submit this transaction. Stop any job that reads message_to_be_signed: state still holds the old message. "+
			"Send both values to Circle support.\n\nThis value never changes once a transaction exists. `-refresh=false` only hides this error.\n\n"+
			"  in state: %s\n  CPN now:  %s", cpn.Comparable(stored), cpn.Comparable(now)))
}

// unread explains that a transaction could not be read. It is an error unless
// somebody says that there is no such transaction: CPN deletes nothing, so that
// means another key or environment, and the state is not to be touched for it.
func unread(m transactionModel, err error) diag.Diagnostics {
	f := readFailure{what: "transaction", limit: "timeouts.read", err: err}
	switch {
	case f.foreign():
		return f.warning(m, f.remedy())
	case errors.Is(err, cpn.ErrOddID):
		return f.warning(m, "Ask Circle support about the transaction's ID.")
	case f.notFound():
		return f.warning(m, "Check that the API key and base_url are those of the environment it was created in.")
	default:
		return diag.Diagnostics{diag.NewErrorDiagnostic("Could not refresh the transaction", joined("\n\n",
			"Do not sign: the stored status may be out of date. "+f.remedy(),
			"This refresh changed nothing, in state or at CPN. Do not remove the transaction from state.", f.happened()+".",
			"To plan other changes meanwhile, use `-refresh=false`.")+f.evidence())}
	}
}

// warning tells of a transaction that stays in state as it was. Core shows one
// warning for many resources, hence "for example".
func (f readFailure) warning(m transactionModel, remedy string) diag.Diagnostics {
	return diag.Diagnostics{diag.NewWarningDiagnostic("The transaction was not refreshed", fmt.Sprintf(
		"Do not sign: the stored status may be out of date. %s\n\nCPN deletes no transaction, so state keeps what was last read (for example "+
			"transaction_id %s of payment %s).\n\n%s.%s",
		remedy, cpn.Printable(m.TransactionID.ValueString()), m.PaymentID.ValueString(), f.happened(), f.evidence()))}
}

// parseImportID reads "payment_id/transaction_id".
func parseImportID(text string) (paymentID, transactionID string, err error) {
	const want = "%q is not of the form payment_id/transaction_id, two UUIDs with one slash between them"
	paymentID, transactionID, _ = strings.Cut(text, "/")
	if n := strings.Count(text, "/"); n != 1 {
		return "", "", fmt.Errorf(want+": it has %d slashes", text, n)
	}
	if err := validators.CheckUUID(paymentID); err != nil {
		return "", "", fmt.Errorf(want+". The payment_id: %w", text, err)
	}
	if err := validators.CheckUUID(transactionID); err != nil {
		return "", "", fmt.Errorf(want+". The transaction_id: %w", text, err)
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
