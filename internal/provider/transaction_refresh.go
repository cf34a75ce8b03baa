// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"context"
	"errors"
	"math/big"
	"net/http"
	"reflect"
	"regexp"
	"time"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/cpn"
	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/report"
	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/submission"
)

// readBack returns what goes to state after a create: the transaction as it is now, because
// the response to a retry may be the first one, of any age, and what is in state gets signed.
// If it cannot be read, the response to the create is all there is. It is an error if the
// two describe different payments.
func (m transactionModel) readBack(ctx context.Context, client *cpn.Client, response cpn.Transaction) (transactionModel, diag.Diagnostics) {
	ctx, cancel := m.withinRead(ctx)
	defer cancel()
	created, diags := m.with(response), m.returned(response)
	found, err := readCreated(ctx, client, m.PaymentID.ValueString(), response.ID)
	if err != nil {
		return created, append(diags, append(created.warnings(response), report.Unconfirmed(err)...)...)
	}
	now, changed := created.refreshed(found)
	if changed.HasError() {
		return now, append(changed, report.Contradicted(m.PaymentID.ValueString(), found.ID, m.IdempotencyKey.ValueString())...)
	}
	diags.Append(changed...) // of a renewed message
	diags.Append(append(now.warnings(found), now.unchecked()...)...)
	return now, append(diags, created.replayed(now)...)
}

// readCreated reads a transaction that CPN has just created. CPN may not know it everywhere
// yet, so it is read again for as long as ctx allows.
func readCreated(ctx context.Context, client *cpn.Client, paymentID, transactionID string) (cpn.Transaction, error) {
	const longest = 8 * time.Second
	for delay := 500 * time.Millisecond; ; delay = min(2*delay, longest) {
		found, err := client.GetTransaction(ctx, paymentID, transactionID)
		if !isMissing(err) || !submission.Pause(ctx, delay) {
			return found, err
		}
	}
}

// isMissing reports whether CPN says that there is no such transaction.
func isMissing(err error) bool {
	failed, ok := errors.AsType[*cpn.Error](err)
	return ok && failed.Envelope && (failed.StatusCode == http.StatusNotFound || failed.Code == cpn.CodeTransactionNotFound)
}

// replayed warns if the create returned a transaction that already existed: a new one awaits
// its signature. now is the transaction as read afterwards.
func (m transactionModel) replayed(now transactionModel) diag.Diagnostics {
	if now.Status.IsNull() || m.Status.Equal(now.Status) && now.Status.ValueString() == cpn.StatusCreated {
		return nil
	}
	return report.TransactionSubject.ReplayedTransaction(m.Status.ValueString(), now.Status.ValueString())
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
	amount = fixed(path.Root("amount").AtName("amount"), amount, amountNow, sameDecimal)
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

// plainDecimal is a decimal that cannot take long to compare.
var plainDecimal = regexp.MustCompile(`^[0-9]{1,100}(\.[0-9]{1,100})?$`)

// sameDecimal compares decimals by value.
func sameDecimal(a, b string) bool {
	if a == b {
		return true
	}
	if !plainDecimal.MatchString(a) || !plainDecimal.MatchString(b) {
		return false
	}
	x, okX := new(big.Rat).SetString(a)
	y, okY := new(big.Rat).SetString(b)
	return okX && okY && x.Cmp(y) == 0
}
