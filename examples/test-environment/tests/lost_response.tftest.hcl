# Run it twice after a lost response: the second job must create no duplicate. Each
# terraform test starts without state, as a job does after the state is lost.

variables {
  payment_id         = "0f6ad26a-1d3c-4a3b-8f5e-6f3f4f1f7f10"
  run                = "lost-response"
  signed_transaction = "0x00" # Terraform 1.11 requires a value
}

run "the_job_creates_both" {}

run "there_is_one_ticket" {
  module {
    source = "./tests/one-ticket"
  }
}
