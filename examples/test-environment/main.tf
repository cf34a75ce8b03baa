# A reproducible test environment. It creates a transaction for a payment and
# checks its message before anybody signs it.

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
  description = "A payment in CRYPTO_FUNDS_PENDING."
  type        = string
  nullable    = false
}

variable "run" {
  description = "Name of the test run. The ids contain it, so rerunning an interrupted run creates no duplicates."
  type        = string
  nullable    = false
}

variable "value" {
  description = "Amount that the message must pay, in the token's smallest unit: 110270000 is 110.27 USDC."
  type        = string
  default     = "110270000"
}

resource "cpn_transaction" "funding" {
  id = "${var.run}/funding"

  payment_id = var.payment_id
  metadata = {
    run = var.run
  }

  lifecycle {
    create_before_destroy = true

    postcondition {
      condition     = try(self.message_details.value == var.value && self.message_details.chain_id == "11155111", false)
      error_message = "Do not sign. The message says ${jsonencode(self.message_details)}. Expected ${var.value} on ETH-SEPOLIA."
    }
  }
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

output "transaction" {
  value = {
    id     = cpn_transaction.funding.transaction_id
    status = cpn_transaction.funding.status
  }
}
