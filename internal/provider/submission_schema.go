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
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/planmodifier"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/stringplanmodifier"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"

	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/cpn"
	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/planmodifiers"
	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/validators"
)

// defaultSubmissionTimeout bounds the submission and the wait after it.
const defaultSubmissionTimeout = 30 * time.Minute

// submissionSchema describes cpn_transaction_submission.
func submissionSchema() schema.Schema {
	return schema.Schema{
		Version: 0,
		MarkdownDescription: "Submits a signed transaction to CPN, once, and can wait until it is settled. The provider reads the transaction before it " +
			"sends anything, and again after every attempt whose outcome is unknown. CPN cannot take back a submission: " +
			"destroy only removes it from Terraform's state.",
		Attributes: map[string]schema.Attribute{
			"id": schema.StringAttribute{
				MarkdownDescription: "`payment_id/transaction_id`, which is the import ID too.",
				Computed:            true,
				PlanModifiers:       []planmodifier.String{stringplanmodifier.UseStateForUnknown()},
			},
			"payment_id": paymentIDAttribute(),
			"transaction_id": schema.StringAttribute{
				MarkdownDescription: "The transaction's ID at CPN, a UUID: `transaction_id` of `cpn_transaction`. Changing this forces a new resource.",
				Required:            true,
				Validators:          []validator.String{validators.UUID()},
				PlanModifiers:       []planmodifier.String{planmodifiers.IgnoreCase(), stringplanmodifier.RequiresReplace()},
			},
			"signed_message": schema.StringAttribute{
				MarkdownDescription: "The message that was signed, as JSON text: `message_to_be_signed` of `cpn_transaction`. If it is not the message that " +
					"CPN has for the transaction, nothing is sent. Required until the transaction is submitted, and ignored afterwards.",
				Optional:   true,
				WriteOnly:  true,
				Validators: []validator.String{validators.Text("message_to_be_signed, which is JSON text", checkMessage)},
			},
			"signed_transaction": schema.StringAttribute{
				MarkdownDescription: "What the wallet returned: hex with `0x` on EVM chains, base64 on Solana (CPN's `signedTransaction`). Set it from an " +
					"ephemeral variable: a literal is stored in plan files. Required until the transaction is submitted, and ignored afterwards.",
				Optional:   true,
				Sensitive:  true,
				WriteOnly:  true,
				Validators: []validator.String{validators.Text("what the wallet returned: hex with 0x, or base64", checkSigned)},
			},
			"wait_for": schema.StringAttribute{
				MarkdownDescription: "The status to wait for. Valid values are " + codeList(waitStatuses()) + ". Apply ends when the transaction has this " +
					"status or a later one. If omitted, apply ends when CPN has accepted the signed transaction.",
				Optional:   true,
				Validators: []validator.String{oneOf(waitStatuses())},
			},
			"status": returned("The transaction's status when it was last read: `PENDING` (signed, not yet broadcast), `BROADCASTED`, `COMPLETED`, " +
				"`FAILED`, or one that CPN adds (CPN's `status`)."),
			"transaction_hash": returned("The transaction's hash on the chain. Null until CPN returns it (CPN's `transactionHash`)."),
			"failure_reason":   returned("Why the transaction failed, such as `OUT_OF_GAS`. Null unless it failed (CPN's `failureReason`)."),
			"message_details":  detailsAttribute(),
			"timeouts": timeoutsAttribute(map[string]string{
				"create": "Bounds the submission and the wait after it. Defaults to `30m`.",
				"read":   "Bounds each read, its retries included. Defaults to `1m`.",
			}),
		},
	}
}

// waitStatuses are the statuses that a submission can wait for.
func waitStatuses() []string { return []string{cpn.StatusBroadcasted, cpn.StatusCompleted} }

// checkMessage accepts JSON text. Its error shows none of it.
func checkMessage(text string) error {
	if !json.Valid([]byte(text)) {
		return errors.New("it is not JSON text")
	}
	return nil
}

// checkSigned accepts the forms in which wallets return what they signed. Its error shows
// none of it.
func checkSigned(text string) error {
	digits, isHex := strings.CutPrefix(text, "0x")
	var err error
	if isHex {
		_, err = hex.DecodeString(digits)
	} else {
		digits = text
		_, err = base64.StdEncoding.Strict().DecodeString(text)
	}
	if err != nil || digits == "" || strings.ContainsAny(text, "\r\n") {
		return errors.New("it is neither an even number of hexadecimal digits after 0x nor base64")
	}
	return nil
}
