// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"time"

	"github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/planmodifier"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/stringplanmodifier"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"

	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/cpn"
	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/validators"
)

// defaultSubmissionTimeout bounds the submission and the wait after it.
const defaultSubmissionTimeout = 30 * time.Minute

// onlyToSubmit says when the write-only inputs are needed.
const onlyToSubmit = "Required until the transaction is submitted, then ignored."

// submissionSchema describes cpn_transaction_submission.
func submissionSchema() schema.Schema {
	return schema.Schema{
		Version: 0,
		MarkdownDescription: "Submits a signed transaction to CPN once, and can wait until it is settled. Before the provider sends anything, and after each " +
			"attempt with an unknown outcome, it reads the status of the transaction. CPN cannot take back a submission.",
		Attributes: map[string]schema.Attribute{
			"id": schema.StringAttribute{
				MarkdownDescription: "ID of this resource, `payment_id/transaction_id`. An import uses the same ID.",
				Computed:            true,
				PlanModifiers:       []planmodifier.String{stringplanmodifier.UseStateForUnknown()},
			},
			"payment_id": paymentIDAttribute(),
			"transaction_id": schema.StringAttribute{
				MarkdownDescription: "ID of the transaction at CPN, a UUID, such as `transaction_id` of `cpn_transaction`. Letter case is ignored. " + forcesNew,
				Required:            true,
				Validators:          []validator.String{validators.UUID()},
			},
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
			"transaction_hash": returned("Hash of the transaction on the blockchain. Null until CPN returns it (CPN's `transactionHash`)."),
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
