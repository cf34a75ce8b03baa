// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"bytes"
	"encoding/json"
	"fmt"
	"reflect"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/types"
	"golang.org/x/text/unicode/norm"

	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/cpn"
	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/report"
)

// This file is about what a wallet signs: the message, and what it says.

// messageText returns the message a wallet signs, less the white space that
// means nothing. Decoding and writing it again would round integers past 2^53
// and sort members, and what is signed would be another message.
func messageText(message json.RawMessage) types.String {
	if len(message) == 0 || string(message) == "null" {
		return types.StringNull()
	}
	var compact bytes.Buffer
	if err := json.Compact(&compact, message); err != nil {
		return types.StringValue(string(message))
	}
	text := compact.String()
	if !norm.NFC.IsNormalString(text) {
		text = inASCII(text)
	}
	return types.StringValue(text)
}

// inASCII returns a JSON text with all characters beyond ASCII escaped. It means the
// same, and Terraform leaves it alone: of text in another form than NFC it makes
// that form, and what is signed would be another message.
func inASCII(text string) string {
	var b strings.Builder
	for _, r := range text {
		if r < utf8.RuneSelf {
			b.WriteRune(r)
			continue
		}
		for _, unit := range utf16.Encode([]rune{r}) {
			fmt.Fprintf(&b, `\u%04x`, unit)
		}
	}
	return b.String()
}

// detailTypes are the members of message_details.
func detailTypes() map[string]attr.Type {
	all := map[string]attr.Type{}
	for name := range detailDescriptions() {
		all[name] = types.StringType
	}
	return all
}

// messageDetails returns what a message says, or null for one that is not a payment intent.
// A member that is absent, or not in the documented form, is null.
func messageDetails(message types.String) types.Object {
	intent, ok := cpn.ReadPaymentIntent(message.ValueString())
	if !ok {
		return types.ObjectNull(detailTypes())
	}
	return objectFrom(detailTypes(), reflect.ValueOf(&intent))
}

// findings lists what is wrong with the message.
func (f transactionFields) findings() []cpn.Finding {
	amount, currency := amountOf(f.Amount)
	return cpn.CheckMessage(f.MessageToBeSigned.ValueString(), f.EncodedMessage.ValueString(), cpn.Description{
		SenderAddress:      f.SenderAddress.ValueString(),
		DestinationAddress: f.DestinationAddress.ValueString(),
		Blockchain:         f.Blockchain.ValueString(),
		Amount:             amount.ValueString(),
		Currency:           currency.ValueString(),
	})
}

// warnings are about a message that nobody should sign unchecked. t is the response that f
// comes from. An error would hide the status of the transaction.
func (f transactionFields) warnings(t cpn.Transaction) diag.Diagnostics {
	if t.MessageWithheld {
		return diag.Diagnostics{report.MessageWithheld(f.PaymentID.ValueString(), t.ID)}
	}
	return report.MessageFindings(f.PaymentID.ValueString(), t.ID, f.Status.ValueString(), f.findings())
}

// unchecked warns, once the transaction is created, of a message on an EVM chain that is no
// payment intent.
func (m transactionModel) unchecked() diag.Diagnostics {
	if !cpn.IsEVM(m.Blockchain.ValueString()) || m.MessageToBeSigned.IsNull() || !m.MessageDetails.IsNull() || len(m.findings()) > 0 {
		return nil
	}
	return diag.Diagnostics{report.NotChecked(
		m.PaymentID.ValueString(), m.TransactionID.ValueString(), m.Blockchain.ValueString(), m.MessageType.ValueString())}
}
