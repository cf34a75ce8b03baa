// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"github.com/hashicorp/terraform-plugin-framework-validators/mapvalidator"
	"github.com/hashicorp/terraform-plugin-framework-validators/stringvalidator"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/mapdefault"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/terraform-provider-cpn/terraform-provider-cpn/internal/validators"
)

// CPN's limits for metadata, in characters and not bytes.
const (
	maxMetadataKeys  = 50
	maxMetadataKey   = 40
	maxMetadataValue = 500
)

// transactionSchema describes cpn_transaction.
func transactionSchema() schema.Schema {
	return schema.Schema{
		Version: 0,
		MarkdownDescription: "Creates an onchain transaction for a payment, which a wallet then signs. The payment must be in `CRYPTO_FUNDS_PENDING` and must have no " +
			"other transaction, except `FAILED` ones. CPN cannot change or delete a transaction.",
		Attributes: map[string]schema.Attribute{
			"id":              idAttribute("transaction", "transaction_id"),
			"idempotency_key": keyAttribute(),
			"payment_id":      uuidAttribute(paymentIDDescription + " " + forcesNew),
			"metadata": schema.MapAttribute{
				MarkdownDescription: "Reference data that CPN stores with the transaction: at most 50 names of 1 to 40 characters, with values of at most " +
					"500 characters. An empty map counts as omitted. " + forcesNew,
				ElementType: types.StringType,
				Optional:    true,
				Computed:    true,
				Validators: []validator.Map{
					mapvalidator.SizeAtMost(maxMetadataKeys),
					mapvalidator.KeysAre(stringvalidator.UTF8LengthBetween(1, maxMetadataKey)),
					mapvalidator.ValueStringsAre(validators.NotNull(), stringvalidator.UTF8LengthAtMost(maxMetadataValue)),
				},
				Default: mapdefault.StaticValue(types.MapValueMust(types.StringType, nil)),
			},
			"transaction_id": returned("ID of the transaction at CPN, a UUID (CPN's `id`)."),
			"status": returned("Status of the transaction when Terraform last read it: `CREATED` (awaiting signature), `PENDING` (signed, not yet " +
				"broadcast), `BROADCASTED`, `COMPLETED` or `FAILED`. CPN may add values (CPN's `status`)."),
			"expire_date":         returned("Signing deadline, in RFC 3339, as CPN returned it (CPN's `expireDate`)."),
			"sender_address":      returned(senderDescription),
			"blockchain":          returned("Blockchain of the transaction, such as `ETH` or `ETH-SEPOLIA` (CPN's `blockchain`)."),
			"amount":              amountAttribute("Total that leaves the wallet: what the payee gets and the fee (CPN's `amount`)."),
			"destination_address": returned("Address that receives the funds (CPN's `destinationAddress`)."),
			"message_type": returned("Type of `message_to_be_signed`, such as `PAYMENT_SETTLEMENT_CONTRACT_V1_0_PAYMENT_INTENT` " +
				"(CPN's `messageType`)."),
			"message_to_be_signed": returned("Message that a wallet on an EVM chain signs: EIP-712 typed data, as JSON text, exact to the byte but for insignificant " +
				"white space. Null on Solana, unless CPN returns one (CPN's `messageToBeSigned`)."),
			"encoded_message_to_be_signed": returned("Encoded form of the message, as CPN sent it. On Solana, this is what the wallet signs: a transaction message, as base64 text. " +
				"On EVM chains, it is the EIP-712 digest of `message_to_be_signed`, as hexadecimal text with `0x`. Null if CPN returned none (CPN's `encodedMessageToBeSigned`)."),
			"message_details":  detailsAttribute(),
			"failure_reason":   returned("Reason for the failure, such as `CPN_PAYMENT_EXPIRED`. Null unless the transaction failed (CPN's `failureReason`)."),
			"transaction_hash": returned(hashDescription),
			"timeouts": timeoutsAttribute(map[string]string{
				"create": createTimeoutDescription,
				"read":   "Time limit for a refresh, and for reading the transaction after its create, including all retries. Defaults to `1m`.",
			}),
		},
	}
}

// detailsAttribute is what the message says.
func detailsAttribute() schema.Attribute {
	members := map[string]schema.Attribute{}
	for name, description := range detailDescriptions() {
		members[name] = computed(description)
	}
	return objectAttribute("What a signature of `message_to_be_signed` allows. Compare these values with the payment and its quote before you sign, not `amount` "+
		"and `destination_address`, which are CPN's description. If the message fails a check, each plan and apply warns `DO NOT SIGN`. Numbers are "+
		"text, with the digits that CPN sent. A member that is not declared and given as documented is null. The attribute is null unless the message "+
		"is a payment intent, an EIP-712 message with the primary type `PermitWitnessTransferFrom`.", members)
}

// detailDescriptions describe the members of message_details.
func detailDescriptions() map[string]string {
	return map[string]string{
		"from":             "Address of the wallet that pays, in the message's `witness` (CPN's `from`).",
		"to":               "Address of the payee, in the message's `witness` (CPN's `to`).",
		"value":            "Amount that the payee gets, in the token's smallest unit: `11048874` is 11.048874 USDC. In the message's `witness` (CPN's `value`).",
		"max_fee":          "The most that `beneficiary` gets on top of `value`, in the token's smallest unit. The fee that is taken may be less. In the message's `witness` (CPN's `maxFee`).",
		"beneficiary":      "Address that gets the fee, in the message's `witness` (CPN's `beneficiary`).",
		"permitted_amount": "The most that can leave the wallet, in the token's smallest unit: `value` and `max_fee` together. In the message's `permitted` (CPN's `amount`).",
		"token":            "Address of the token's contract, in the message's `permitted` (CPN's `token`).",
		"spender": "Address of the settlement contract, which takes the tokens from the wallet. Whoever controls it decides where they go, so compare it with the " +
			"address that Circle publishes (CPN's `spender`).",
		"verifying_contract": "Address of the contract that checks the signature, which is Permit2. In the message's `domain` (CPN's `verifyingContract`).",
		"attester":           "Address of CPN's wallet, which alone can carry out the payment. In the message's `witness` (CPN's `attester`).",
		"chain_id":           "Number of the blockchain, such as `1` for `ETH` or `11155111` for `ETH-SEPOLIA`. In the message's `domain` (CPN's `chainId`).",
		"valid_after":        "Time before which the settlement contract rejects the payment, in seconds since 1970. In the message's `witness` (CPN's `validAfter`).",
		"valid_before": "Time to sign and submit by, in seconds since 1970: after it, the settlement contract rejects the payment. In the message's `witness` " +
			"(CPN's `validBefore`).",
		"deadline": "Time until which Permit2 accepts the signature, in seconds since 1970. It is later than `valid_before`, which is the time to sign and submit by " +
			"(CPN's `deadline`).",
	}
}
