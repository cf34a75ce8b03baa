# A reproducible test environment: a payment gets its transaction, and the
# configuration says what must be true before anybody signs.

terraform {
  required_providers {
    cpn = {
      source = "terraform-provider-cpn/cpn"
    }
  }
}

provider "cpn" {
  # Refuses a live key before any request.
  environment = "test"
}

variable "payment_id" {
  description = "A payment in CRYPTO_FUNDS_PENDING."
  type        = string
  nullable    = false
}

variable "run" {
  description = "The name of the test run. It seeds the ids, so that a run that was cut off is continued."
  type        = string
  nullable    = false
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
      condition     = self.amount.currency == "USDC"
      error_message = "The transaction moves ${self.amount.currency}, not USDC. Do not sign it."
    }
  }
}

resource "cpn_support_ticket" "question" {
  id = "${var.run}/question"

  payment_id  = var.payment_id
  issue_type  = "OTHER"
  description = "Test of ${var.run}. Nothing is to be done."
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
