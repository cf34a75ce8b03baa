# A runbook for one payment, in two runs. The first run creates the transaction and
# checks its message. The second run submits what the wallet signed.

terraform {
  required_providers {
    cpn = {
      source  = "terraform-provider-cpn/cpn"
      version = "~> 0.0"
    }
  }
}

provider "cpn" {
  environment = "test"
}

variable "payment_id" {
  description = "A payment in CRYPTO_FUNDS_PENDING."
  type        = string
  default     = "c4d1da72-111e-4d52-bdbf-2e74a2d803d5"
}

variable "expected" {
  description = "What the message must say. Take these values from your own records, not from CPN."
  type = object({
    from     = string # the wallet that pays
    to       = string # the address that is paid
    value    = string # in the token's smallest unit: 110270000 is 110.27 USDC
    token    = string # the contract of the token
    spender  = string # the contract that may move the token
    chain_id = string
  })
  default = {
    from     = "0xe01BE9cDd9E744Ae6a709794bFE531eC3EC0671C"
    to       = "0x1C7D4B196Cb0C7B01d743Fbc6116a902379C7238"
    value    = "110270000"
    token    = "0x1c7D4B196Cb0C7B01d743Fbc6116a902379C7238"
    spender  = "0xe2b17d0c1736dc7c462abc4233c91bdb9f27dd1d"
    chain_id = "11155111"
  }
}

variable "submit" {
  description = "Set this to true once the wallet has signed, and keep it."
  type        = bool
  default     = false
}

variable "signed_transaction" {
  description = "What the wallet returned. Only the run that submits needs it."
  type        = string
  default     = null
  ephemeral   = true
}

resource "cpn_transaction" "funding" {
  id = "PAY-2026-0042/funding"

  payment_id = var.payment_id

  lifecycle {
    create_before_destroy = true

    # A null message_details, or a null member, counts as different.
    postcondition {
      condition     = alltrue([for name, value in var.expected : try(lower(self.message_details[name]) == lower(value), false)])
      error_message = "Do not sign. The message says ${jsonencode(self.message_details)}. Expected ${jsonencode(var.expected)}."
    }
  }
}

check "time_left" {
  assert {
    condition = (
      cpn_transaction.funding.status != "CREATED" ||
      timecmp(cpn_transaction.funding.expire_date, timeadd(plantimestamp(), "10m")) > 0
    )
    error_message = "Less than ten minutes are left to sign and submit."
  }
}

# Null once there is nothing to sign, so that nobody signs twice.
output "message_to_be_signed" {
  value = cpn_transaction.funding.status == "CREATED" && !var.submit ? cpn_transaction.funding.message_to_be_signed : null
}

resource "cpn_transaction_submission" "funding" {
  count = var.submit ? 1 : 0

  payment_id         = cpn_transaction.funding.payment_id
  transaction_id     = cpn_transaction.funding.transaction_id
  signed_message     = cpn_transaction.funding.message_to_be_signed
  signed_transaction = var.signed_transaction
  wait_for           = "COMPLETED"
}

output "transaction_hash" {
  value = one(cpn_transaction_submission.funding[*].transaction_hash)
}
