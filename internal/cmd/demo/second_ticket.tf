resource "cpn_support_ticket" "second" {
  id = "INC-4711/second"

  payment_id  = local.payment_id
  issue_type  = "OTHER"
  description = "When will the beneficiary be credited?"
  email       = "help@ofi.com"
}
