// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"errors"
	"strings"
	"time"

	"github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"

	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/cpn"
	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/validators"
)

// defaultSubmissionTimeout bounds the submission and the wait after it.
const defaultSubmissionTimeout = 30 * time.Minute

// onlyToSubmit says when the write-only inputs are needed.
const onlyToSubmit = "Required until the transaction is submitted. Omit it after that."

// submissionSchema describes cpn_transaction_submission.
func submissionSchema() schema.Schema {
	return schema.Schema{
		Version: 0,
		MarkdownDescription: "Submits a signed transaction to CPN once, and can wait until it is settled. Before the provider sends anything, and after each " +
			"attempt with an unknown outcome, it reads the status of the transaction. CPN cannot take back a submission.",
		Attributes: map[string]schema.Attribute{
			"id":             returned("ID of this resource, `payment_id/transaction_id`. An import uses the same ID."),
			"payment_id":     uuidAttribute(paymentIDDescription + " " + forcesNew),
			"transaction_id": uuidAttribute("ID of the transaction at CPN, a UUID, such as `transaction_id` of `cpn_transaction`. Letter case is ignored. " + forcesNew),
			"signed_message": schema.StringAttribute{
				MarkdownDescription: "What the wallet signed: `message_to_be_signed` of `cpn_transaction`, or on Solana `encoded_message_to_be_signed`. If CPN has " +
					"another message for the transaction, or the message fails a check, the provider sends nothing. " + onlyToSubmit,
				Optional:   true,
				WriteOnly:  true,
				Validators: []validator.String{validators.Text("message_to_be_signed (JSON text), or on Solana encoded_message_to_be_signed (base64 text)", checkSignedMessage)},
			},
			"signed_transaction": schema.StringAttribute{
				MarkdownDescription: "What the wallet returned (CPN's `signedTransaction`). On EVM chains: the EIP-712 signature of `signed_message`, as hexadecimal text with `0x`. An " +
					"ordinary wallet returns 65 bytes, a contract wallet any number. On Solana: the partially signed transaction, as base64 text. Use an ephemeral value, because " +
					"plan files contain literals. " + onlyToSubmit,
				Optional:   true,
				Sensitive:  true,
				WriteOnly:  true,
				Validators: []validator.String{validators.Text("the signature (hex with 0x), or on Solana the partially signed transaction (base64)", checkSigned)},
			},
			"wait_for": schema.StringAttribute{
				MarkdownDescription: "Status to wait for. Valid values are " + codeList(waitStatuses()) + ". The apply ends when the transaction has this " +
					"status or a later one. If omitted, the apply ends when CPN has accepted the signed transaction.",
				Optional:   true,
				Validators: []validator.String{oneOf(waitStatuses())},
			},
			"status": returned("Status of the transaction when Terraform last read it: `PENDING` (signed, not yet broadcast), `BROADCASTED`, `COMPLETED` or " +
				"`FAILED`. CPN may add values (CPN's `status`)."),
			"transaction_hash": returned(hashDescription),
			"failure_reason":   returned("Reason for the failure, such as `OUT_OF_GAS`. Null unless the transaction failed (CPN's `failureReason`)."),
			"message_details":  detailsAttribute(),
			"timeouts": timeoutsAttribute(map[string]string{
				"create": "Time limit for the submission and for the wait after it. Defaults to `30m`.",
				"read":   "Time limit for each read, including all retries. Defaults to `1m`.",
			}),
		},
	}
}

// waitStatuses are the statuses that a submission can wait for.
func waitStatuses() []string { return []string{cpn.StatusBroadcasted, cpn.StatusCompleted} }

// The functions below check the form of what a wallet signed and returned, as far as it can be
// known without the chain. No error shows any of it.

// signatureSize is how many bytes the signature of an ordinary wallet has. That of a contract
// wallet has any number.
const signatureSize = 65

// checkSignedMessage accepts the typed data of an EVM chain, or the base64 text of Solana.
func checkSignedMessage(text string) error {
	if err := checkCopied(text); err != nil {
		return err
	}
	_, err := base64.StdEncoding.Strict().DecodeString(text)
	if err != nil && !json.Valid([]byte(text)) {
		return errors.New("it is neither JSON text nor base64 text")
	}
	return nil
}

// checkSigned accepts a signature in hexadecimal text, or a partially signed transaction in
// base64 text.
func checkSigned(text string) error {
	if err := checkCopied(text); err != nil {
		return err
	}
	digits, isHex := strings.CutPrefix(text, "0x")
	raw, err := hex.DecodeString(digits)
	switch {
	case isHex && (err != nil || digits == ""):
		return errors.New("it is not an even number of hexadecimal digits after 0x")
	case isHex && isRawTransaction(raw):
		return errors.New("it is a complete raw transaction (RLP), and not the signature of the message")
	case isHex:
		return nil
	case err == nil:
		return errors.New("it lacks 0x")
	}
	if _, err := base64.StdEncoding.Strict().DecodeString(text); err != nil {
		return errors.New("it is neither hexadecimal text after 0x nor base64 text")
	}
	return nil
}

// checkCopied names what copying a text from a file or a terminal adds to it.
func checkCopied(text string) error {
	const quotes = "\"'`"
	switch {
	case text == "":
		return errors.New("it is empty; omit it once the transaction is submitted")
	case strings.HasPrefix(text, "\ufeff"):
		return errors.New("it begins with a byte order mark")
	case strings.ContainsAny(text[len(text)-1:], "\r\n"):
		return errors.New("it ends with a line end, which trimspace() removes")
	case strings.TrimSpace(text) != text:
		return errors.New("it begins or ends with white space, which trimspace() removes")
	case strings.ContainsAny(text[:1], quotes) || strings.ContainsAny(text[len(text)-1:], quotes):
		return errors.New("it is in quotes")
	}
	return nil
}

// isRawTransaction reports whether bytes are a signed transaction of an EVM chain: a list in
// RLP of 56 bytes or more, whose length stands at its start, after a type or without one.
func isRawTransaction(raw []byte) bool {
	const lastType, lengthOfLength = 4, 0xf7
	if len(raw) == signatureSize || len(raw) < 56 {
		return false
	}
	if raw[0] <= lastType {
		raw = raw[1:]
	}
	n := int(raw[0]) - lengthOfLength
	if n < 1 || n > 3 {
		return false
	}
	length := 0
	for _, b := range raw[1 : 1+n] {
		length = length<<8 | int(b)
	}
	return length == len(raw)-1-n
}
