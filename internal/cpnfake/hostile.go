// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package cpnfake

import (
	"fmt"
	"maps"
	"math/big"
	"slices"
	"strconv"
	"strings"
)

// strangerAddress is nobody's in an honest message.
const strangerAddress = "0x00000000000000000000000000000000000000aa"

// olderSettlement is a settlement contract of Circle's older documentation.
const olderSettlement = "0xe2b17d0c1736dc7c462abc4233c91bdb9f27dd1d"

// HostileMessages lists the names of the ways in which a message can be another than its
// transaction says. They can be combined in [Payment.Hostile]. A wallet can sign each: the
// encoded message belongs to it, except with "digest".
func HostileMessages() []string { return slices.Sorted(maps.Keys(hostileEdits())) }

// hostileEdits has what makes a message hostile, by its name.
func hostileEdits() map[string]func(*Intent) {
	stranger := strconv.Quote(strangerAddress)
	const oneUSDC = 1_000_000
	return map[string]func(*Intent){
		"payee":    func(i *Intent) { i.To = stranger },
		"payer":    func(i *Intent) { i.From = stranger },
		"contract": func(i *Intent) { i.VerifyingContract = stranger },
		"token":    func(i *Intent) { i.Token = stranger },
		"spender":  func(i *Intent) { i.Spender = strconv.Quote(olderSettlement) },
		"chain": func(i *Intent) {
			if i.ChainID != `"1"` {
				i.ChainID = `"1"`
			} else {
				i.ChainID = `"137"`
			}
		},
		"sum": func(i *Intent) { i.MaxFee = plus(i.MaxFee, -1) },
		"more than described": func(i *Intent) {
			i.Value, i.Amount = plus(i.Value, oneUSDC), plus(i.Amount, oneUSDC)
		},
		"less than described": func(i *Intent) {
			i.Value, i.Amount = plus(i.Value, -oneUSDC), plus(i.Amount, -oneUSDC)
		},
		"digest": func(i *Intent) {
			other := *i
			other.Nonce = `"0"`
			i.Digest = Digest(other.text())
		},
		"member missing":            func(i *Intent) { i.To = ""; i.declare("to", "address", "") },
		"member not declared":       func(i *Intent) { i.declare("maxFee", "uint256", "") },
		"member declared otherwise": func(i *Intent) { i.declare("maxFee", "uint256", "uint128") },
	}
}

// declare changes the type of a member of the witness; "" takes its declaration away, and a
// wallet then ignores its value.
func (i *Intent) declare(member, from, to string) {
	declaration := func(of string) string { return fmt.Sprintf(`{"name":%q,"type":%q},`, member, of) }
	declared := ""
	if to != "" {
		declared = declaration(to)
	}
	i.Types = strings.Replace(i.Types, declaration(from), declared, 1)
}

// plus adds to a number, which stays a text if it was one.
func plus(number string, n int64) string {
	digits := strings.Trim(number, `"`)
	sum, ok := new(big.Int).SetString(digits, 10)
	if !ok {
		return number
	}
	return strings.Replace(number, digits, sum.Add(sum, big.NewInt(n)).String(), 1)
}
