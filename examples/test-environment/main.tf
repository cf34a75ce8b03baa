# A module to test: a ticket, and a transaction that is compared with its payment, signed
# elsewhere, and submitted.

terraform {
  required_providers {
    cpn = {
      source  = "terraform-provider-cpn/cpn"
      version = "~> 0.0"
    }
  }
}

provider "cpn" {
  # Blocks a live API key before any request.
  environment = "test"
}

variable "payment_id" {
  type     = string
  nullable = false
}

variable "run" {
  description = "Name of the run. The ids contain it, so rerunning an interrupted run creates no duplicates."
  type        = string
  nullable    = false
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

data "cpn_payment" "funding" {
  payment_id = var.payment_id
}

resource "cpn_transaction" "funding" {
  id = "${var.run}/funding"

  payment_id = var.payment_id

  lifecycle {
    create_before_destroy = true

    precondition {
      condition     = var.submit || data.cpn_payment.funding.status == "CRYPTO_FUNDS_PENDING"
      error_message = "The status of the payment is ${data.cpn_payment.funding.status}."
    }
    postcondition {
      condition     = try(self.message_details.permitted_amount == format("%.0f", data.cpn_payment.funding.source_amount.amount * 1000000), false)
      error_message = "Do not sign. The message takes another amount than the payment says."
    }
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

resource "cpn_support_ticket" "question" {
  id = "${var.run}/question"

  payment_id  = var.payment_id
  issue_type  = "OTHER"
  description = "Test ${var.run}. No action is required."
  email       = "help@ofi.com"

  lifecycle {
    create_before_destroy = true
  }
}

output "message_to_be_signed" {
  value = cpn_transaction.funding.message_to_be_signed
}
