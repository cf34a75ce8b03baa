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

locals {
  payment_id = "c4d1da72-111e-4d52-bdbf-2e74a2d803d5"
}

resource "cpn_support_ticket" "delay" {
  id = "INC-4711/delay"

  payment_id  = local.payment_id
  issue_type  = "PAYMENT_SETTLEMENT_DELAY"
  description = "The beneficiary has not been credited after the announced settlement time."
  email       = "help@ofi.com"
  cc_emails   = ["ccsupport01@example.com", "ccsupport02@example.com"]

  lifecycle {
    create_before_destroy = true
  }
}

resource "cpn_transaction" "funding" {
  id = "PAY-2026-0042/funding"

  payment_id = local.payment_id
  metadata = {
    order = "PAY-2026-0042"
  }

  lifecycle {
    create_before_destroy = true
  }
}

output "case_ref_id" {
  value = cpn_support_ticket.delay.case_ref_id
}

output "idempotency_key" {
  value = cpn_support_ticket.delay.idempotency_key
}

output "transaction_id" {
  value = cpn_transaction.funding.transaction_id
}

# What the message pays. Compare it with the payment before you sign.
output "message_details" {
  value = cpn_transaction.funding.message_details
}

output "message_to_be_signed" {
  value = cpn_transaction.funding.message_to_be_signed
}
