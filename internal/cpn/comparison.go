// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package cpn

import (
	"cmp"
	"math/big"
	"strings"
)

// comparison is what [CheckMessage] compares. Each of its checks returns the evidence of
// a failure. What cannot be read fails the first one only, unless it shows more.
type comparison struct {
	data      typedData     // the message
	signed    PaymentIntent // what it says
	described Description
	encoded   string
}

// members finds what cannot be read: a member that another check needs.
func (c comparison) members() [][2]string {
	var unread [][2]string
	require := func(member, text string, ok bool) {
		if !ok {
			unread = append(unread, [2]string{detail(member), cmp.Or(text, "not declared and given as documented")})
		}
	}
	for _, m := range [][2]string{
		{"from", c.signed.From},
		{"to", c.signed.To},
		{"token", c.signed.Token},
		{"spender", c.signed.Spender},
		{"verifying_contract", c.signed.VerifyingContract},
	} {
		require(m[0], m[1], isAddress(m[1]))
	}
	for _, m := range [][2]string{
		{"value", c.signed.Value}, {"max_fee", c.signed.MaxFee}, {"permitted_amount", c.signed.PermittedAmount}, {"chain_id", c.signed.ChainID},
	} {
		require(m[0], m[1], uint256(m[1]) != nil)
	}
	if c.comparesAmount() && decimal(c.described.Amount) == nil {
		unread = append(unread, c.amount())
	}
	return unread
}

func (c comparison) payee() [][2]string {
	return differ("destination_address", c.described.DestinationAddress, "to", c.signed.To)
}

func (c comparison) payer() [][2]string {
	return differ("sender_address", c.described.SenderAddress, "from", c.signed.From)
}

func (c comparison) contract() [][2]string {
	return differ("Permit2", permit2, "verifying_contract", c.signed.VerifyingContract)
}

func (c comparison) spender() [][2]string {
	return differ("settlement contract", settlementContract, "spender", c.signed.Spender)
}

func (c comparison) token() [][2]string {
	on := chains()[c.described.Blockchain]
	if c.described.Currency != "USDC" || on.usdc == "" {
		return nil
	}
	return differ("USDC on "+c.described.Blockchain, on.usdc, "token", c.signed.Token)
}

func (c comparison) chain() [][2]string {
	on, known := chains()[c.described.Blockchain]
	if !known || uint256(c.signed.ChainID) == nil || c.signed.ChainID == on.id {
		return nil
	}
	return [][2]string{{"blockchain", c.described.Blockchain + " (chain_id " + on.id + ")"}, {detail("chain_id"), c.signed.ChainID}}
}

func (c comparison) more() [][2]string { return c.permitted(1) }
func (c comparison) less() [][2]string { return c.permitted(-1) }

// permitted finds a permitted_amount that compares with the amount in this way.
func (c comparison) permitted(sign int) [][2]string {
	amount, permitted := decimal(c.described.Amount), uint256(c.signed.PermittedAmount)
	if !c.comparesAmount() || amount == nil || permitted == nil || millionths(permitted).Cmp(amount) != sign {
		return nil
	}
	return [][2]string{c.amount(), {detail("permitted_amount"), c.inCurrency(permitted)}}
}

func (c comparison) sum() [][2]string {
	value, fee, permitted := uint256(c.signed.Value), uint256(c.signed.MaxFee), uint256(c.signed.PermittedAmount)
	if value == nil || fee == nil || permitted == nil {
		return nil
	}
	sum := new(big.Int).Add(value, fee)
	if sum.Cmp(permitted) == 0 {
		return nil
	}
	return [][2]string{
		{detail("value"), c.inCurrency(value)},
		{detail("max_fee"), c.inCurrency(fee)},
		{"value + max_fee", c.inCurrency(sum)},
		{detail("permitted_amount"), c.inCurrency(permitted)},
	}
}

// digest leaves what has no digest to the wallet, which cannot sign it either.
func (c comparison) digest() [][2]string {
	digest, ok := c.data.digest()
	if !ok || len(c.encoded) != len(digest) || !isHex(c.encoded) || strings.EqualFold(digest, c.encoded) {
		return nil
	}
	return [][2]string{{"encoded_message_to_be_signed", c.encoded}, {"digest of message_to_be_signed", digest}}
}

// comparesAmount reports whether CPN described an amount in a currency whose decimals
// are known.
func (c comparison) comparesAmount() bool {
	return c.described.Amount != "" && hasSixDecimals(c.described.Currency)
}

func (c comparison) amount() [2]string {
	return [2]string{"amount", c.described.Amount + " " + c.described.Currency}
}

// inCurrency adds to a number of the message what it is in the currency.
func (c comparison) inCurrency(n *big.Int) string {
	if !hasSixDecimals(c.described.Currency) {
		return n.String()
	}
	return n.String() + " (" + millionths(n).FloatString(6) + " " + c.described.Currency + ")"
}

func millionths(n *big.Int) *big.Rat { return new(big.Rat).SetFrac(n, big.NewInt(1_000_000)) }

// differ returns both addresses if they differ. What is left out of either is no difference.
func differ(label, described, member, signed string) [][2]string {
	if described == "" || signed == "" || SameAddress(described, signed) {
		return nil
	}
	return [][2]string{{label, described}, {detail(member), signed}}
}

// detail labels a member of the message as Terraform shows it.
func detail(member string) string { return "message_details." + member }
