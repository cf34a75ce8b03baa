# Runs without an API and without a key: what must stop a signature does stop it.

mock_provider "cpn" {
  mock_resource "cpn_transaction" {
    defaults = {
      amount = { amount = "110.270000", currency = "EURC" }
    }
  }
}

variables {
  payment_id = "c4d1da72-111e-4d52-bdbf-2e74a2d803d5"
  run        = "refused"
}

run "another_currency_is_refused" {
  expect_failures = [cpn_transaction.funding]
}
