// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package cpnfake

import "math/big"

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
