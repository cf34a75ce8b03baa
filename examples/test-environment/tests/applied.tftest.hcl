# Runs against the API at CPN_BASE_URL with the API key in CPN_API_KEY. CPN cannot
# delete the ticket and the transaction that this test creates.

variables {
  payment_id = "c4d1da72-111e-4d52-bdbf-2e74a2d803d5"
  run        = "applied"
}

run "creates_a_transaction_to_sign" {
  assert {
    condition     = cpn_transaction.funding.status == "CREATED" && cpn_transaction.funding.message_to_be_signed != null
    error_message = "There is no message to sign."
  }
  assert {
    condition     = startswith(cpn_support_ticket.question.case_ref_id, "CIR-")
    error_message = "The ticket has no case number."
  }
}

run "finds_the_same_transaction" {
  assert {
    condition     = output.transaction.status == "CREATED"
    error_message = "The status of the transaction is not CREATED."
  }
}
