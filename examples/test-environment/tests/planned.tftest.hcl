# Requires no API and no API key: terraform test -filter=tests/planned.tftest.hcl
#
# A plan runs the real provider, which derives the idempotency keys from id and inputs.
# Another idempotency key creates another ticket or transaction at CPN.

variables {
  payment_id = "c4d1da72-111e-4d52-bdbf-2e74a2d803d5"
  run        = "planned"
}

run "idempotency_keys_stay_the_same" {
  command = plan

  assert {
    condition     = cpn_support_ticket.question.idempotency_key == "2d70bc4d-84d8-4e88-9445-f74a6efb3632"
    error_message = "An apply would open another ticket: ${cpn_support_ticket.question.idempotency_key}."
  }
  assert {
    condition     = cpn_transaction.funding.idempotency_key == "47947822-15ff-48d7-9eee-c5b130e0ad5a"
    error_message = "An apply would create another transaction: ${cpn_transaction.funding.idempotency_key}."
  }
}
