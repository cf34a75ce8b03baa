# Requires no API and no API key: terraform test -filter=tests/mocked.tftest.hcl

mock_provider "cpn" {
  mock_resource "cpn_transaction" {
    defaults = {
      amount = { amount = "110.270000", currency = "USDC" }
      status = "CREATED"
    }
  }
}

variables {
  payment_id = "c4d1da72-111e-4d52-bdbf-2e74a2d803d5"
  run        = "mocked"
}

run "ids_contain_the_run" {
  assert {
    condition     = cpn_transaction.funding.id == "mocked/funding" && cpn_support_ticket.question.id == "mocked/question"
    error_message = "An id does not contain the name of the run."
  }
  assert {
    condition     = cpn_transaction.funding.metadata.run == "mocked"
    error_message = "The metadata does not contain the name of the run."
  }
}
