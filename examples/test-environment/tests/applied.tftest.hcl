# Runs against the API at CPN_BASE_URL with the key in CPN_API_KEY. What it makes
# stays there: CPN deletes nothing.

variables {
  payment_id = "c4d1da72-111e-4d52-bdbf-2e74a2d803d5"
  run        = "applied"
}

run "makes_a_transaction_to_sign" {
  assert {
    condition     = cpn_transaction.funding.status == "CREATED" && cpn_transaction.funding.message_to_be_signed != null
    error_message = "There is nothing to sign."
  }
  assert {
    condition     = startswith(cpn_support_ticket.question.case_ref_id, "CIR-")
    error_message = "The ticket has no case number."
  }
}

run "finds_the_same_again" {
  assert {
    condition     = output.transaction.status == "CREATED"
    error_message = "The second run has another transaction."
  }
}
