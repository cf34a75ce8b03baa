resource "cpn_support_ticket" "delay" {
  id = "INC-4711/delay"

  payment_id  = "c4d1da72-111e-4d52-bdbf-2e74a2d803d5"
  issue_type  = "PAYMENT_SETTLEMENT_DELAY"
  description = "The beneficiary has not been credited after the announced settlement time."
  email       = "help@ofi.com"
  cc_emails   = ["ccsupport01@example.com", "ccsupport02@example.com"]

  lifecycle {
    create_before_destroy = true
  }
}
