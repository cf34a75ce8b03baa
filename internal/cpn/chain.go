// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package cpn

// Contracts that have the same address on every EVM chain, mainnet and testnet.
const (
	permit2            = "0x000000000022D473030F116dDEE9F6B43aC78BA3"
	settlementContract = "0x355e0a2a4B7563e0E00C90deD9Aa914c119Ee868"
)

// chain is an EVM chain that CPN has a name for.
type chain struct{ id, usdc string }

func chains() map[string]chain {
	return map[string]chain{
		"ETH":         {"1", "0xA0b86991c6218b36c1d19D4a2e9Eb0cE3606eB48"},
		"ETH-SEPOLIA": {"11155111", "0x1c7D4B196Cb0C7B01d743Fbc6116a902379C7238"},
		"MATIC":       {"137", "0x3c499c542cEF5E3811e1192ce70d8cC03d5c3359"},
		"MATIC-AMOY":  {"80002", "0x41E94Eb019C0762f9Bfcf9Fb1E58725BfB0e7582"},
		"ARC-TESTNET": {"5042002", "0x3600000000000000000000000000000000000000"},
	}
}

// IsEVM reports whether a blockchain of CPN's is known to be an EVM chain.
func IsEVM(blockchain string) bool {
	_, known := chains()[blockchain]
	return known
}

// IsSolana reports whether a blockchain of CPN's is known to be Solana, where the wallet signs
// the encoded message.
func IsSolana(blockchain string) bool { return blockchain == "SOL" || blockchain == "SOL-DEVNET" }

// hasSixDecimals reports whether the smallest unit of a currency is a millionth.
func hasSixDecimals(currency string) bool { return currency == "USDC" || currency == "EURC" }
