# Requires no API and no API key: terraform test -filter=tests/mocked.tftest.hcl

mock_provider "cpn" {
  mock_resource "cpn_transaction" {
    defaults = {
      status = "CREATED"
      message_details = {
        from     = "0xe01BE9cDd9E744Ae6a709794bFE531eC3EC0671C"
        to       = "0x1C7D4B196Cb0C7B01d743Fbc6116a902379C7238"
        value    = "110270000"
        token    = "0x1c7D4B196Cb0C7B01d743Fbc6116a902379C7238"
        spender  = "0xe2b17d0c1736dc7c462abc4233c91bdb9f27dd1d"
        chain_id = "11155111"
        deadline = "1798675200"
      }
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
