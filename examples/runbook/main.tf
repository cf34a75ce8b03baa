# A runbook. Each incident is data, reviewed like any other change.

terraform {
  required_providers {
    cpn = {
      source  = "terraform-provider-cpn/cpn"
      version = "~> 0.0"
    }
  }
}

provider "cpn" {
  environment = var.environment
}

variable "environment" {
  description = "Environment of the API key: test or live."
  type        = string
  default     = "test"
}

variable "incidents" {
  description = "Incidents by name. The name is the id of the ticket, so do not change it."
  type = map(object({
    reported    = string # RFC 3339
    payment_id  = string
    issue_type  = string
    description = string
    email       = string
  }))
  default = {
    INC-4711 = {
      reported    = "2026-01-15T08:00:00Z"
      payment_id  = "c4d1da72-111e-4d52-bdbf-2e74a2d803d5"
      issue_type  = "PAYMENT_SETTLEMENT_DELAY"
      description = "The beneficiary has not been credited after the announced settlement time."
      email       = "help@ofi.com"
    }
    INC-4712 = {
      reported    = "2026-01-16T08:00:00Z"
      payment_id  = "5f0c2a7e-3d1b-4c9e-8a64-90b7d2f1e358"
      issue_type  = "PAYMENT_AMOUNT_INCORRECT"
      description = "The beneficiary was credited with 100.00 instead of 110.27."
      email       = "help@ofi.com"
    }
  }
}

resource "cpn_support_ticket" "incident" {
  for_each = var.incidents
  id       = each.key

  payment_id  = each.value.payment_id
  issue_type  = each.value.issue_type
  description = each.value.description
  email       = each.value.email

  lifecycle {
    create_before_destroy = true

    # If name and inputs are those of an earlier incident, CPN returns the earlier ticket.
    postcondition {
      condition     = self.create_date == null ? true : timecmp(self.create_date, each.value.reported) >= 0
      error_message = "CPN returned the ticket of an earlier incident. Use another name than ${each.key}."
    }
  }
}

output "cases" {
  description = "Case number at Circle support for each incident."
  value       = { for name, ticket in cpn_support_ticket.incident : name => ticket.case_ref_id }
}
