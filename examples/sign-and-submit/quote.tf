# What you accepted, and what the message must therefore say.

terraform {
  required_providers {
    cpn = {
      source  = "terraform-provider-cpn/cpn"
      version = "~> 0.0"
    }
  }
}

provider "cpn" {
  environment = "test"
}

variable "submit" {
  description = "Set this to true once the wallet has signed, and keep it."
  type        = bool
  default     = false
}

variable "signed_transaction" {
  description = "What the wallet returned. Only the run that submits needs it."
  type        = string
  default     = null
  ephemeral   = true
}

variable "payment_id" {
  description = "A payment in CRYPTO_FUNDS_PENDING."
  type        = string
}

variable "quote" {
  description = "The quote that you accepted, from your own records. Amounts are in USDC."
  type = object({
    blockchain = string           # such as ETH-SEPOLIA or SOL-DEVNET
    from       = string           # your wallet
    to         = optional(string) # the payee, if your records have it
    total      = string           # what leaves your wallet, fees included
    fee        = string           # of the total, what gas and Circle's service cost
  })
}

locals {
  solana = startswith(var.quote.blockchain, "SOL")

  # Token contracts of USDC, from Circle's list.
  evm_chains = {
    ETH         = { id = "1", usdc = "0xA0b86991c6218b36c1d19D4a2e9Eb0cE3606eB48" }
    MATIC       = { id = "137", usdc = "0x3c499c542cEF5E3811e1192ce70d8cC03d5c3359" }
    ETH-SEPOLIA = { id = "11155111", usdc = "0x1c7D4B196Cb0C7B01d743Fbc6116a902379C7238" }
    MATIC-AMOY  = { id = "80002", usdc = "0x41E94Eb019C0762f9Bfcf9Fb1E58725BfB0e7582" }
    ARC-TESTNET = { id = "5042002", usdc = "0x3600000000000000000000000000000000000000" }
  }

  # What message_details must say, in the token's smallest unit: one USDC is 1000000. On
  # Solana it says nothing, so the wallet must show the message.
  expected = { for name, value in {
    from               = var.quote.from
    to                 = var.quote.to
    permitted_amount   = format("%.0f", var.quote.total * 1000000)
    max_fee            = format("%.0f", var.quote.fee * 1000000)
    value              = format("%.0f", (var.quote.total - var.quote.fee) * 1000000)
    token              = try(local.evm_chains[var.quote.blockchain].usdc, "unknown")
    chain_id           = try(local.evm_chains[var.quote.blockchain].id, "unknown")
    spender            = "0x355e0a2a4B7563e0E00C90deD9Aa914c119Ee868" # Circle's settlement contract
    verifying_contract = "0x000000000022D473030F116dDEE9F6B43aC78BA3" # Permit2
  } : name => lower(value) if !local.solana && value != null }
}
