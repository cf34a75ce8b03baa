resource "cpn_transaction" "funding" {
  id = "PAY-2026-0042/funding"

  payment_id = "c4d1da72-111e-4d52-bdbf-2e74a2d803d5"
  metadata = {
    order = "PAY-2026-0042"
  }

  lifecycle {
    create_before_destroy = true
  }
}
