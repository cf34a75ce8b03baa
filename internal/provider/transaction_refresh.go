// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"context"
	"reflect"

	"github.com/hashicorp/terraform-plugin-framework-timeouts/resource/timeouts"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/cpn"
	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/report"
)

// readForRefresh reads the transaction of a cpn_transaction or of its submission in state. It returns false if state stays as it is, and resp says why.
func (c configuredResource) readForRefresh(ctx context.Context, paymentID, transactionID types.String, limits timeouts.Value, resp *resource.ReadResponse) (
	found cpn.Transaction, ok bool,
) {
	resp.Diagnostics.Append(resp.Identity.Set(ctx, identityOf(paymentID, transactionID))...)
	if c.unknown {
		resp.Diagnostics.Append(report.NotRefreshedYet(transactionID.ValueString()))
		return found, false
	}
	if diags := c.ready("read the transaction"); diags.HasError() {
		resp.Diagnostics.Append(diags...)
		return found, false
	}
	limit, _ := limits.Read(ctx, defaultReadTimeout)
	found, err := c.readWithin(ctx, limit, paymentID.ValueString(), transactionID.ValueString())
	if err != nil {
		resp.Diagnostics.Append(report.Unrefreshed(paymentID.ValueString(), transactionID.ValueString(), err)...)
	}
	return found, err == nil
}

// refreshed returns m with what CPN may change: status, expire_date,
// failure_reason, transaction_hash, and what was null. Everything else decides
// what a wallet signs, so another value there is an error. What the response leaves
// out or empty changes nothing. message_details follows the message.
func (m transactionModel) refreshed(t cpn.Transaction) (transactionModel, diag.Diagnostics) {
	var diags diag.Diagnostics
	current := m.with(t)
	fixed := func(at path.Path, stored, now types.String, same func(a, b string) bool) types.String {
		if empty(stored) || empty(now) {
			return latest(stored, now)
		}
		if !same(stored.ValueString(), now.ValueString()) {
			diags.Append(report.ChangedAtCPN(at, stored.ValueString(), now.ValueString()))
		}
		return stored
	}
	m.Status = latest(m.Status, current.Status)
	m.ExpireDate = latest(m.ExpireDate, current.ExpireDate)
	m.FailureReason = latest(m.FailureReason, current.FailureReason)
	m.TransactionHash = latest(m.TransactionHash, current.TransactionHash)

	m.SenderAddress = fixed(path.Root("sender_address"), m.SenderAddress, current.SenderAddress, cpn.SameAddress)
	m.DestinationAddress = fixed(path.Root("destination_address"), m.DestinationAddress, current.DestinationAddress, cpn.SameAddress)
	m.Blockchain = fixed(path.Root("blockchain"), m.Blockchain, current.Blockchain, sameText)
	m.MessageType = fixed(path.Root("message_type"), m.MessageType, current.MessageType, sameText)
	m.MessageToBeSigned = fixed(path.Root("message_to_be_signed"), m.MessageToBeSigned, current.MessageToBeSigned, cpn.SameMessage)
	if m.isRenewed(current) {
		diags.Append(report.RenewedMessage(m.PaymentID.ValueString(), t.ID))
		m.EncodedMessage = current.EncodedMessage
	}
	m.EncodedMessage = fixed(path.Root("encoded_message_to_be_signed"), m.EncodedMessage, current.EncodedMessage, cpn.SameAddress)

	amount, currency := amountOf(m.Amount)
	amountNow, currencyNow := amountOf(current.Amount)
	amount = fixed(path.Root("amount").AtName("amount"), amount, amountNow, cpn.SameAmount)
	currency = fixed(path.Root("amount").AtName("currency"), currency, currencyNow, sameText)
	m.Amount = objectFrom(amountTypes(), reflect.ValueOf(&cpn.Amount{Amount: amount.ValueStringPointer(), Currency: currency.ValueStringPointer()}))
	m.MessageDetails = current.MessageDetails
	if !m.MessageToBeSigned.Equal(current.MessageToBeSigned) {
		m.MessageDetails = messageDetails(m.MessageToBeSigned)
	}
	return m, diags
}

// isRenewed reports whether CPN has renewed what is to be signed on Solana, as it must when the
// blockhash in it expires.
func (m transactionModel) isRenewed(now transactionModel) bool {
	return cpn.IsSolana(m.Blockchain.ValueString()) && now.Status.ValueString() == cpn.StatusCreated &&
		!empty(m.EncodedMessage) && !empty(now.EncodedMessage) && !m.EncodedMessage.Equal(now.EncodedMessage)
}

// latest returns now, or stored if now is empty.
func latest(stored, now types.String) types.String {
	if empty(now) {
		return stored
	}
	return now
}

// empty reports whether a text is null or empty. CPN may send an empty text for what is not
// yet known, and a member of an undocumented type arrives as empty.
func empty(text types.String) bool { return text.ValueString() == "" }

func sameText(a, b string) bool { return a == b }
