#!/usr/bin/env bash
# Copyright (c) The terraform-provider-cpn authors
# SPDX-License-Identifier: MPL-2.0
#
# Applies the configuration beside this file to a local CPN simulator:
#
#   demo.sh FOLDER
#
# cpn-fake and terraform-provider-cpn must be on PATH. TERRAFORM selects terraform or tofu.
# State, message and signature stay in FOLDER. "make demo" does all of this, and removes
# FOLDER. Every step is checked: the first surprise ends the demo with exit code 1.
set -euo pipefail

if [ "${2:-}" != with-cpn ]; then
  # Settings for real work have no place here: an API key, arguments for plan, a proxy.
  unset ${!CPN_@} ${!TF_@} HTTP_PROXY HTTPS_PROXY NO_PROXY ALL_PROXY http_proxy https_proxy no_proxy all_proxy
  mkdir -p "${1:?Name a folder to work in}"
  here=$(cd "$(dirname "$0")" && pwd)
  cp "$here/main.tf" "$1"
  cd "$1"
  # The seed makes IDs and times the same in each run. cpn-fake ends with the demo.
  exec cpn-fake --seed demo --fault 'connection dropped after the work@/v1/cpn/supportTickets' \
    -- "$here/demo.sh" "$1" with-cpn 2>requests
fi

exec 2>&1 # standard error has the requests that the simulator logs
terraform=${TERRAFORM:-terraform}
name=$(basename "$terraform")
cat >cli.tfrc <<END
provider_installation {
  dev_overrides {
    "terraform-provider-cpn/cpn" = "$(dirname "$(command -v terraform-provider-cpn)")"
  }
  direct {}
}
END
export TF_CLI_CONFIG_FILE="$PWD/cli.tfrc" TF_IN_AUTOMATION=1 CHECKPOINT_DISABLE=1

# run WANTED ARGUMENTS runs Terraform, which must end with the exit code WANTED.
run() {
  local wanted=$1 code=0
  shift
  echo "   \$ $name $1"
  "$terraform" "$@" -input=false -no-color >log 2>&1 || code=$?
  [ "$code" = "$wanted" ] || fail "$name $1 ended with exit code $code, not $wanted"
}

# show SCRIPT [FILE] prints what sed finds in Terraform's output, or in a file.
show() {
  local found
  found=$(sed -n "$1" "${2:-log}")
  [ -n "$found" ] || fail "nothing matches $1"
  sed 's/^/   /' <<<"$found"
}

fail() {
  printf '\nThe demo failed: %s. Report a bug with this output:\n' "$1"
  cat log requests
  exit 1
}

echo 'The provider, applied to a local CPN simulator (cpn-fake). No account is needed.'

printf '\n1. Create a ticket and a transaction. The response about the ticket is lost.\n'
CPN_MAX_RETRIES=0 run 1 apply -auto-approve
show '/^Error: Outcome unknown/p; /^Run `terraform apply`/,/[.]$/p'

printf '\n2. Apply again. The same idempotency key finds the same ticket.\n'
run 0 apply -auto-approve
show '/^Apply complete!/p'
show 's/^cpn-fake: \(POST .*supportTickets: [^,]*\).*/\1/p' requests
curl -sSf "$CPN_BASE_URL/_control/tickets?count=1" >log || fail 'CPN does not have one ticket'
show 's/.*"caseRefId": *"\([^"]*\)".*/CPN has one ticket: \1/p'

printf '\n3. Compare the message with the payment before you sign it.\n'
"$terraform" output -no-color -raw compared >log
show p
if grep -q ' NOT ' log; then fail 'the message differs from the payment'; fi

printf '\n4. Sign the message outside Terraform, here with a throw-away wallet.\n'
"$terraform" output -no-color -raw message_to_be_signed >message.json
cpn-fake sign message.json >signature.txt
echo "   \$ $name output -raw message_to_be_signed | cpn-fake sign"
fold -w 66 signature.txt >log
show p

printf '\n5. Submit the signature, and wait for the blockchain.\n'
TF_VAR_submit=true TF_VAR_signed_transaction=$(cat signature.txt) run 0 apply -auto-approve
show '/^Warning: This plan submits a payment of 11.948672 USDC/p; /^Apply complete!/p
s/^transaction_hash = "\(.\{54\}\).*/transaction_hash = \1…/p'
"$terraform" state show -no-color 'cpn_transaction_submission.funding[0]' >log
show 's/^ *status  *= "COMPLETED"/status = COMPLETED/p'

printf '\n6. Nothing is left to do, and nobody needs the signature again.\n'
TF_VAR_submit=true run 0 plan -detailed-exitcode
show '/^No changes/p'

cat <<'END'

Real: Terraform, the provider, its requests, and the EIP-712 signature, which
the simulator verifies as CPN does. Not real: CPN, the blockchain, the wallet.
END
