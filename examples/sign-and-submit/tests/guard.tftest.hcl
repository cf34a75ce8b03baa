# Requires no API and no API key: terraform test
#
# The guard of a module is code too: a message that differs must fail.

mock_provider "cpn" {
  mock_resource "cpn_transaction" {
    defaults = {
      transaction_id       = "7a5cb1c0-25a0-4a55-9a43-1e1c1f6a7c01"
      status               = "CREATED"
      blockchain           = "ETH-SEPOLIA"
      sender_address       = "0xe01be9cdd9e744ae6a709794bfe531ec3ec0671c"
      expire_date          = "2100-01-01T00:00:00.000000Z"
      amount               = { amount = "11.948672", currency = "USDC" }
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
  payment_id = "c4d1da72-111e-4d52-bdbf-2e74a2d803d5"
  quote = {
    blockchain = "ETH-SEPOLIA"
    from       = "0xe01BE9cDd9E744Ae6a709794bFE531eC3EC0671C"
    to         = "0x57414AdB2e3bFb0e1a4C4d7e2a1A8a0D9C3f7799"
    total      = "11.948672"
    fee        = "0.899798"
  }
  # Terraform 1.11 requires a value for an ephemeral variable in a test.
  signed_transaction = "0x00"
}

run "as_quoted" {
  assert {
    condition     = output.message_to_be_signed == "{}"
    error_message = "There is no message to sign."
  }
}

# In the runs below, the transaction is in state. A failed postcondition then ends the
# plan, which expect_failures allows only with command = plan.
run "another_fee" {
  command = plan
  variables {
    quote = {
      blockchain = "ETH-SEPOLIA"
      from       = "0xe01BE9cDd9E744Ae6a709794bFE531eC3EC0671C"
      total      = "11.948672"
      fee        = "0.1"
    }
  }
  expect_failures = [cpn_transaction.funding]
}

run "another_blockchain" {
  command = plan
  variables {
    quote = {
      blockchain = "SOL-DEVNET"
      from       = "0xe01BE9cDd9E744Ae6a709794bFE531eC3EC0671C"
      total      = "11.948672"
      fee        = "0.899798"
    }
  }
  expect_failures = [cpn_transaction.funding]
}

run "submits_what_the_wallet_signed" {
  variables {
    submit = true
  }
  assert {
    condition     = cpn_transaction_submission.funding[0].transaction_id == cpn_transaction.funding.transaction_id
    error_message = "The submission is for another transaction."
  }
  assert {
    condition     = output.message_to_be_signed == null
    error_message = "The message can be signed again."
  }
}
