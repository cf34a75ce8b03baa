# Requires no API and no API key.

mock_provider "cpn" {
  mock_data "cpn_payment" {
    defaults = {
      status        = "CRYPTO_FUNDS_PENDING"
      source_amount = { amount = "11.948672", currency = "USDC" }
    }
  }

  # The submission requires a UUID and a JSON text. OpenTofu requires each member of
  # message_details.
  mock_resource "cpn_transaction" {
    defaults = {
      transaction_id       = "7a5cb1c0-25a0-4a55-9a43-1e1c1f6a7c01"
      status               = "CREATED"
      message_to_be_signed = "{}"
      message_details = {
        from               = "0xe01be9cdd9e744ae6a709794bfe531ec3ec0671c"
        to                 = "0x57414adb2e3bfb0e1a4c4d7e2a1a8a0d9c3f7799"
        value              = "11048874"
        max_fee            = "899798"
        permitted_amount   = "11948672"
        beneficiary        = "0x8ba2d96d0fa1c9fd6f5f7a8a6b4f9c1d2e3a4b5c"
        token              = "0x1c7D4B196Cb0C7B01d743Fbc6116a902379C7238"
        spender            = "0x355e0a2a4B7563e0E00C90deD9Aa914c119Ee868"
        verifying_contract = "0x000000000022D473030F116dDEE9F6B43aC78BA3"
        attester           = "0x4e1d7a9f6c2b8053d1e9a7c4f0b3865d2c9e1f70"
        chain_id           = "11155111"
        valid_after        = "4102441200"
        valid_before       = "4102444800"
        deadline           = "4102445940"
      }
    }
  }
}

variables {
  payment_id         = "c4d1da72-111e-4d52-bdbf-2e74a2d803d5"
  run                = "mocked"
  signed_transaction = "0x00" # Terraform 1.11 requires a value
}

run "creates_both" {
  assert {
    condition     = cpn_transaction.funding.id == "mocked/funding" && cpn_support_ticket.question.id == "mocked/question"
    error_message = "An id does not contain the name of the run."
  }
}

run "another_amount_is_not_signed" {
  command = plan
  override_data {
    target = data.cpn_payment.funding
    values = {
      status        = "CRYPTO_FUNDS_PENDING"
      source_amount = { amount = "11", currency = "USDC" }
    }
  }
  expect_failures = [cpn_transaction.funding]
}

run "submits" {
  variables {
    submit = true
  }
  assert {
    condition     = cpn_transaction_submission.funding[0].transaction_id == cpn_transaction.funding.transaction_id
    error_message = "The submission is for another transaction."
  }
}
