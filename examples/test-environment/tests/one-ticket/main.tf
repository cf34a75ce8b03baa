# Fails unless cpn-fake holds exactly one ticket for the payment.

variable "payment_id" {
  type = string
}

resource "terraform_data" "tickets" {
  provisioner "local-exec" {
    command = "curl --silent --show-error --fail-with-body \"$CPN_BASE_URL/_control/tickets?count=1&paymentId=$PAYMENT_ID\""
    environment = {
      PAYMENT_ID = var.payment_id
    }
  }
}
