locals {
  delays = {
    INC-4711 = "c4d1da72-111e-4d52-bdbf-2e74a2d803d5"
    INC-4712 = "5f0c2a7e-3d1b-4c9e-8a64-90b7d2f1e358"
  }
}

resource "cpn_support_ticket" "each" {
  for_each = local.delays
  id       = "${each.key}/delay"

  payment_id  = each.value
  issue_type  = "PAYMENT_SETTLEMENT_DELAY"
  description = "The beneficiary has not been credited after the announced settlement time."
  email       = "help@ofi.com"

  lifecycle {
    create_before_destroy = true
  }
}
