# A transaction that was created elsewhere.
data "cpn_transaction" "funding" {
  payment_id     = "c4d1da72-111e-4d52-bdbf-2e74a2d803d5"
  transaction_id = "0d46f3e8-7b8e-4d5c-9f43-6a1e6ad2c0b7"
}

# The message that the wallet signs.
output "message_to_be_signed" {
  value = data.cpn_transaction.funding.message_to_be_signed
}
