# Ephemeral, so that no plan file contains the signature. Only the apply that submits
# needs it.
variable "signed_transaction" {
  description = "What the wallet returned for message_to_be_signed."
  type        = string
  default     = null
  ephemeral   = true
}

resource "cpn_transaction_submission" "funding" {
  payment_id     = local.payment_id
  transaction_id = cpn_transaction.funding.transaction_id

  signed_message     = cpn_transaction.funding.message_to_be_signed
  signed_transaction = var.signed_transaction
  wait_for           = "COMPLETED"
}

output "status" {
  value = cpn_transaction_submission.funding.status
}

output "transaction_hash" {
  value = cpn_transaction_submission.funding.transaction_hash
}
