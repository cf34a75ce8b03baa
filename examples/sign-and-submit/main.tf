# A runbook for one payment, in two runs. The first run creates the transaction and
# checks its message. The second run submits what the wallet signed.

resource "cpn_transaction" "funding" {
  id = "PAY-2026-0042/funding"

  payment_id = var.payment_id

  lifecycle {
    create_before_destroy = true

    postcondition {
      condition = (
        self.blockchain == var.quote.blockchain && lower(self.sender_address) == lower(var.quote.from) &&
        tonumber(self.amount.amount) == tonumber(var.quote.total)
      )
      error_message = "Do not sign. CPN describes a payment of ${self.amount.amount} from ${self.sender_address} on ${self.blockchain}."
    }

    # A member that is null differs too. On Solana, nothing is expected.
    postcondition {
      condition = alltrue([for name, value in local.expected : try(lower(self.message_details[name]), "null") == value])
      error_message = "Do not sign. The message differs from the quote: ${join(", ", [
        for name, value in local.expected : "${name} is ${try(coalesce(self.message_details[name]), "null")}, not ${value}"
        if try(lower(self.message_details[name]), "null") != value
      ])}."
    }
  }
}

check "time_left" {
  assert {
    condition = (
      cpn_transaction.funding.status != "CREATED" ||
      timecmp(cpn_transaction.funding.expire_date, timeadd(plantimestamp(), "10m")) > 0
    )
    error_message = "Less than ten minutes are left to sign and submit."
  }
}

# Null once there is nothing to sign, so that nobody signs twice.
locals {
  to_sign = cpn_transaction.funding.status == "CREATED" && !var.submit
}

output "message_to_be_signed" {
  value = local.to_sign ? cpn_transaction.funding.message_to_be_signed : null
}

output "encoded_message_to_be_signed" {
  value = local.to_sign ? cpn_transaction.funding.encoded_message_to_be_signed : null
}

resource "cpn_transaction_submission" "funding" {
  count = var.submit ? 1 : 0

  payment_id         = cpn_transaction.funding.payment_id
  transaction_id     = cpn_transaction.funding.transaction_id
  signed_message     = local.solana ? cpn_transaction.funding.encoded_message_to_be_signed : cpn_transaction.funding.message_to_be_signed
  signed_transaction = var.signed_transaction
  wait_for           = "COMPLETED"
}

output "transaction_hash" {
  value = one(cpn_transaction_submission.funding[*].transaction_hash)
}
