// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package cpn

import (
	"fmt"
	"math/big"
	"regexp"
	"strings"
	"sync"
)

// Description is what CPN says about a transaction beside the message. What CPN left
// out is "".
type Description struct {
	SenderAddress, DestinationAddress, Blockchain string
	Amount, Currency                              string
}

// Contradiction is a difference between what CPN says about a transaction and what its
// message says, which is what counts.
type Contradiction struct {
	Attribute string // of the transaction: "destination_address", "amount", "sender_address" or "blockchain"
	Described string // what CPN says
	Member    string // of the message's details: "to", "value", "from" or "chain_id"
	Signed    string // what the message says
}

// Contradictions compares a message with what CPN says about it, and lists the
// differences, the worst first. What either leaves out is no difference, and neither is
// an amount in a currency whose decimals are not known, or a blockchain whose chain ID
// is not.
func (p PaymentIntent) Contradictions(d Description) []Contradiction {
	var found []Contradiction
	compare := func(attribute, described, member, signed string, same bool) {
		if described != "" && signed != "" && !same {
			found = append(found, Contradiction{attribute, described, member, signed})
		}
	}
	compare("destination_address", d.DestinationAddress, "to", p.To, SameAddress(d.DestinationAddress, p.To))
	if d.Amount != "" && hasSixDecimals(d.Currency) {
		value := millionths(p.Value)
		compare("amount", d.Amount+" "+d.Currency, "value", withAmount(p.Value, value, d.Currency), sameNumber(exactNumber(d.Amount), value))
	}
	compare("sender_address", d.SenderAddress, "from", p.From, SameAddress(d.SenderAddress, p.From))
	if id, known := chainIDs()[d.Blockchain]; known {
		compare("blockchain", d.Blockchain+" (chain_id "+id+")", "chain_id", p.ChainID, sameNumber(exactNumber(id), exactNumber(p.ChainID)))
	}
	return found
}

// SameAddress compares wallet addresses. The letter case of a hexadecimal one is
// a checksum; that of any other is part of it.
func SameAddress(a, b string) bool {
	return a == b || isHex(a) && isHex(b) && strings.EqualFold(a, b)
}

// isHex reports whether s is "0x" and hexadecimal digits.
func isHex(s string) bool {
	digits, ok := strings.CutPrefix(s, "0x")
	return ok && strings.Trim(digits, "0123456789abcdefABCDEF") == ""
}

// chainIDs are the numbers of the chains that CPN has names for.
func chainIDs() map[string]string {
	return map[string]string{"ETH": "1", "ETH-SEPOLIA": "11155111", "MATIC": "137", "MATIC-AMOY": "80002"}
}

// hasSixDecimals reports whether the smallest unit of a currency is a millionth.
func hasSixDecimals(currency string) bool { return currency == "USDC" || currency == "EURC" }

// millionths returns what a number of millionths is, or nil.
func millionths(text string) *big.Rat {
	n := exactNumber(text)
	if n == nil {
		return nil
	}
	return n.Quo(n, big.NewRat(1_000_000, 1))
}

// withAmount adds to a value of the message what it is in the currency.
func withAmount(text string, value *big.Rat, currency string) string {
	if value == nil {
		return text
	}
	return fmt.Sprintf("%s (%s %s)", text, value.FloatString(6), currency)
}

// exactForm is a number that cannot take long to compare, in every form that a wallet
// may take one in.
var exactForm = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`^(0[xX][0-9a-fA-F]{1,100}|[0-9]{1,100}(\.[0-9]{1,100})?([eE][+-]?[0-9]{1,2})?)$`)
})

// exactNumber reads a number without rounding it. What is no number is nil.
func exactNumber(text string) *big.Rat {
	if !exactForm().MatchString(text) {
		return nil
	}
	n, _ := new(big.Rat).SetString(text) // of the form it can only succeed
	return n
}

// sameNumber compares numbers. What is no number is the same as nothing.
func sameNumber(a, b *big.Rat) bool { return a != nil && b != nil && a.Cmp(b) == 0 }
