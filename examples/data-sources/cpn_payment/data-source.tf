data "cpn_payment" "order" {
  payment_id = "c4d1da72-111e-4d52-bdbf-2e74a2d803d5"
}

resource "cpn_transaction" "funding" {
  id = "PAY-2026-0042/funding"

  payment_id = data.cpn_payment.order.payment_id

  lifecycle {
    create_before_destroy = true

    # Terraform checks this on every plan. Once the payment has a transaction,
    # its status may change, so the second condition keeps later plans valid.
    precondition {
      condition = (
        data.cpn_payment.order.status == "CRYPTO_FUNDS_PENDING" ||
        try(length(data.cpn_payment.order.on_chain_transactions), 0) > 0
      )
      error_message = "The payment is ${data.cpn_payment.order.status}. A transaction requires CRYPTO_FUNDS_PENDING."
    }
  }
}
