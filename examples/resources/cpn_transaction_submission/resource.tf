# Terraform never writes an ephemeral variable to a plan or to state.
variable "signed_transaction" {
  type      = string
  default   = null
  ephemeral = true
}

resource "cpn_transaction_submission" "funding" {
  payment_id         = cpn_transaction.funding.payment_id
  transaction_id     = cpn_transaction.funding.transaction_id
  signed_message     = cpn_transaction.funding.message_to_be_signed
  signed_transaction = var.signed_transaction
  wait_for           = "COMPLETED"
}
