# The configuration that "make demo" applies to the local CPN simulator.

terraform {
  required_providers {
    cpn = {
      source  = "terraform-provider-cpn/cpn"
      version = "~> 0.0"
    }
  }
}

# CPN_API_KEY and CPN_BASE_URL provide the API key and the address.
provider "cpn" {
  environment = "test"
}

variable "submit" {
  type    = bool
  default = false
}

variable "signed_transaction" {
  type      = string
  default   = null
  ephemeral = true
}

data "cpn_payment" "example" {
  payment_id = "c4d1da72-111e-4d52-bdbf-2e74a2d803d5"
}

resource "cpn_support_ticket" "delay" {
  id = "INC-4711/delay"

  payment_id  = data.cpn_payment.example.payment_id
  issue_type  = "PAYMENT_SETTLEMENT_DELAY"
  description = "The beneficiary has not been credited after the announced settlement time."
  email       = "help@ofi.com"

  lifecycle {
    create_before_destroy = true
  }
}

resource "cpn_transaction" "funding" {
  id = "PAY-2026-0042/funding"

  payment_id = data.cpn_payment.example.payment_id

  lifecycle {
    create_before_destroy = true
  }
}

resource "cpn_transaction_submission" "funding" {
  count = var.submit ? 1 : 0

  payment_id         = cpn_transaction.funding.payment_id
  transaction_id     = cpn_transaction.funding.transaction_id
  signed_message     = cpn_transaction.funding.message_to_be_signed
  signed_transaction = var.signed_transaction
  wait_for           = "COMPLETED"
}

# What the message says, beside what the payment says. Amounts in a message are in the
# smallest unit of the token: one USDC is 1000000.
locals {
  message = cpn_transaction.funding.message_details
  payment = data.cpn_payment.example
  total   = local.payment.source_amount.amount
  fees    = sum([for fee in local.payment.fees.breakdown : fee.amount.amount])
  amounts = [
    ["permitted_amount", local.message.permitted_amount, local.total, "source_amount"],
    ["max_fee", local.message.max_fee, local.fees, "fees"],
    ["value", local.message.value, local.total - local.fees, "source_amount less fees"],
  ]
}

output "compared" {
  value = join("\n", concat(
    ["from             ${local.message.from}  ${lower(local.message.from) == lower(local.payment.sender_address) ? "=" : "NOT"} sender_address"],
    ["to               ${local.message.to}  see your records"],
    [for a in local.amounts : format("%-16s %8s  %s  %.6f USDC, %s", a[0], a[1], a[1] == format("%.0f", a[2] * 1000000) ? "=" : "NOT", a[2], a[3])],
  ))
}

output "case_ref_id" {
  value = cpn_support_ticket.delay.case_ref_id
}

output "message_to_be_signed" {
  value = cpn_transaction.funding.message_to_be_signed
}

output "transaction_hash" {
  value = one(cpn_transaction_submission.funding[*].transaction_hash)
}
