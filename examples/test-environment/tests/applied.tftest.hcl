# Requires cpn-fake --any-signature, because a test cannot wait for a wallet.

variables {
  payment_id         = "c4d1da72-111e-4d52-bdbf-2e74a2d803d5"
  run                = "applied"
  signed_transaction = "0x5163c0de"
}

run "creates_a_transaction_to_sign" {
  assert {
    condition     = cpn_transaction.funding.status == "CREATED" && output.message_to_be_signed != null
    error_message = "There is no message to sign."
  }
}

run "submits" {
  variables {
    submit = true
  }
  assert {
    condition     = cpn_transaction_submission.funding[0].status == "COMPLETED"
    error_message = "The transaction is not COMPLETED."
  }
}
