// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package cpnfake

import (
	"math/big"
	"strings"
)

// The contracts that are the same on every EVM chain.
const (
	permit2Address    = "0x000000000022D473030F116dDEE9F6B43aC78BA3"
	settlementAddress = "0x355e0a2a4B7563e0E00C90deD9Aa914c119Ee868"
)

// chain is a blockchain that CPN supports.
type chain struct {
	name string
	id   string // of EIP-155; "" on Solana
	usdc string
}

// chains lists the blockchains whose parameters are public. The first one is the default.
func chains() []chain {
	return []chain{
		{"ETH-SEPOLIA", "11155111", "0x1c7D4B196Cb0C7B01d743Fbc6116a902379C7238"},
		{"MATIC-AMOY", "80002", "0x41E94Eb019C0762f9Bfcf9Fb1E58725BfB0e7582"},
		{"ARC-TESTNET", "5042002", "0x3600000000000000000000000000000000000000"},
		{"SOL-DEVNET", "", "4zMMC9srt5Ri5X14GAgXhaHii3GnPAEERYPJgZJDncDU"},
		{"ETH", "1", "0xA0b86991c6218b36c1d19D4a2e9Eb0cE3606eB48"},
		{"MATIC", "137", "0x3c499c542cEF5E3811e1192ce70d8cC03d5c3359"},
		{"SOL", "", "EPjFWdd5AufqSSqeM2qN1xzybapC8G4wEGGkZwyTDt1v"},
	}
}

// Blockchains lists the names of the blockchains, the default first.
func Blockchains() []string {
	var names []string
	for _, c := range chains() {
		names = append(names, c.name)
	}
	return names
}

// chainOf returns a blockchain. One that a test has made up is like the default.
func chainOf(name string) chain {
	for _, c := range chains() {
		if c.name == name {
			return c
		}
	}
	return chains()[0]
}

// isSolana reports whether transactions on this blockchain are Solana's.
func isSolana(blockchain string) bool {
	return blockchain == "SOL" || strings.HasPrefix(blockchain, "SOL-")
}

// Money is an amount in a currency.
type Money struct {
	Amount   string `json:"amount"` // decimal
	Currency string `json:"currency"`
}

// data is the amount as CPN returns it.
func (m Money) data() map[string]any {
	return map[string]any{"amount": m.Amount, "currency": m.Currency}
}

// units is the amount in the token's smallest unit; 0 for what is no amount.
func (m Money) units() *big.Int {
	amount, ok := new(big.Rat).SetString(m.Amount)
	if !ok || amount.Sign() < 0 {
		return new(big.Int)
	}
	amount.Mul(amount, new(big.Rat).SetInt64(1_000_000))
	return new(big.Int).Quo(amount.Num(), amount.Denom())
}
