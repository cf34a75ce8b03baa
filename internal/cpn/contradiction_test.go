// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package cpn

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// agreed is what CPN says about a transaction, and a message that says the same.
func agreed() (Description, PaymentIntent) {
	const wallet, payee = "0xe01be9cdd9e744ae6a709794bfe531ec3ec0671c", "0x1c7d4b196cb0c7b01d743fbc6116a902379c7238"
	described := Description{SenderAddress: wallet, DestinationAddress: payee, Blockchain: "ETH-SEPOLIA", Amount: "110.270000", Currency: "USDC"}
	return described, PaymentIntent{From: wallet, To: payee, Value: "110270000", ChainID: "11155111"}
}

func TestContradictions(t *testing.T) {
	t.Parallel()
	const thief = "0x00000000000000000000000000000000deadbeef"
	d, _ := agreed()
	to := Contradiction{"destination_address", d.DestinationAddress, "to", thief}
	value := func(signed string) []Contradiction {
		return []Contradiction{{"amount", "110.270000 USDC", "value", signed}}
	}
	chain := Contradiction{"blockchain", "ETH-SEPOLIA (chain_id 11155111)", "chain_id", "1"}
	for name, tc := range map[string]struct {
		edit func(d *Description, p *PaymentIntent)
		want []Contradiction
	}{
		"none":                       {func(*Description, *PaymentIntent) {}, nil},
		"the case of addresses":      {func(_ *Description, p *PaymentIntent) { p.To, p.From = checksummed(p.To), checksummed(p.From) }, nil},
		"another recipient":          {func(_ *Description, p *PaymentIntent) { p.To = thief }, []Contradiction{to}},
		"a name for an address":      {func(_ *Description, p *PaymentIntent) { p.To = "cpn.eth" }, []Contradiction{{to.Attribute, to.Described, "to", "cpn.eth"}}},
		"another wallet":             {func(_ *Description, p *PaymentIntent) { p.From = thief }, []Contradiction{{"sender_address", d.SenderAddress, "from", thief}}},
		"another amount":             {func(_ *Description, p *PaymentIntent) { p.Value = "999990000" }, value("999990000 (999.990000 USDC)")},
		"one millionth more":         {func(_ *Description, p *PaymentIntent) { p.Value = "110270001" }, value("110270001 (110.270001 USDC)")},
		"a value in USDC":            {func(_ *Description, p *PaymentIntent) { p.Value = "110.27" }, value("110.27 (0.000110 USDC)")},
		"a value of 18 decimals":     {func(_ *Description, p *PaymentIntent) { p.Value = "110270000000000000000" }, value("110270000000000000000 (110270000000000.000000 USDC)")},
		"a value that is no number":  {func(_ *Description, p *PaymentIntent) { p.Value = "many" }, value("many")},
		"a negative value":           {func(_ *Description, p *PaymentIntent) { p.Value = "-110270000" }, value("-110270000")},
		"a value with white space":   {func(_ *Description, p *PaymentIntent) { p.Value = " 110270000" }, value(" 110270000")},
		"a value that takes forever": {func(_ *Description, p *PaymentIntent) { p.Value = "1e999999" }, value("1e999999")},
		"a long value":               {func(_ *Description, p *PaymentIntent) { p.Value = strings.Repeat("9", 1000) }, value(strings.Repeat("9", 1000))},
		"the same in hexadecimal":    {func(_ *Description, p *PaymentIntent) { p.Value, p.ChainID = "0x6929630", "0xAA36A7" }, nil},
		"another in hexadecimal":     {func(_ *Description, p *PaymentIntent) { p.Value = "0x6929631" }, value("0x6929631 (110.270001 USDC)")},
		"the same with an exponent":  {func(_ *Description, p *PaymentIntent) { p.Value = "1.1027e8" }, nil},
		"zeros in front":             {func(_ *Description, p *PaymentIntent) { p.Value = "00110270000" }, nil},
		"no zeros at the end":        {func(d *Description, _ *PaymentIntent) { d.Amount = "110.27" }, nil},
		"an amount of 7 decimals": {
			func(d *Description, _ *PaymentIntent) { d.Amount = "110.2700001" },
			[]Contradiction{{"amount", "110.2700001 USDC", "value", "110270000 (110.270000 USDC)"}},
		},
		"an amount that no float tells": {
			func(d *Description, p *PaymentIntent) { d.Amount, p.Value = "9007199254.740993", "9007199254740992" },
			[]Contradiction{{"amount", "9007199254.740993 USDC", "value", "9007199254740992 (9007199254.740992 USDC)"}},
		},
		"an amount that is no number": {
			func(d *Description, _ *PaymentIntent) { d.Amount = "110,27" },
			[]Contradiction{{"amount", "110,27 USDC", "value", "110270000 (110.270000 USDC)"}},
		},
		"EURC": {
			func(d *Description, p *PaymentIntent) { d.Currency, p.Value = "EURC", "1" },
			[]Contradiction{{"amount", "110.270000 EURC", "value", "1 (0.000001 EURC)"}},
		},
		"a currency of unknown decimals": {func(d *Description, p *PaymentIntent) { d.Currency, p.Value = "JPYC", "1" }, nil},
		"another chain":                  {func(_ *Description, p *PaymentIntent) { p.ChainID = "1" }, []Contradiction{chain}},
		"Ethereum":                       {func(d *Description, p *PaymentIntent) { d.Blockchain, p.ChainID = "ETH", "1" }, nil},
		"Polygon":                        {func(d *Description, p *PaymentIntent) { d.Blockchain, p.ChainID = "MATIC", "137" }, nil},
		"Polygon's testnet":              {func(d *Description, p *PaymentIntent) { d.Blockchain, p.ChainID = "MATIC-AMOY", "80002" }, nil},
		"a chain of an unknown number":   {func(d *Description, _ *PaymentIntent) { d.Blockchain = "BASE" }, nil},
		"a description without anything": {func(d *Description, _ *PaymentIntent) { *d = Description{} }, nil},
		"only a currency":                {func(d *Description, _ *PaymentIntent) { *d = Description{Currency: "USDC"} }, nil},
		"a message without anything":     {func(_ *Description, p *PaymentIntent) { *p = PaymentIntent{} }, nil},
		"everything, the worst first": {
			func(_ *Description, p *PaymentIntent) {
				*p = PaymentIntent{From: thief, To: thief, Value: "0", ChainID: "1"}
			},
			[]Contradiction{to, value("0 (0.000000 USDC)")[0], {"sender_address", d.SenderAddress, "from", thief}, chain},
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			described, signed := agreed()
			tc.edit(&described, &signed)
			if diff := cmp.Diff(tc.want, signed.Contradictions(described)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// checksummed writes an address with capitals, as a checksum has some.
func checksummed(address string) string { return "0x" + strings.ToUpper(address[2:]) }

func TestSameAddress(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		a, b string
		want bool
	}{
		"the checksum of a hexadecimal one":     {"0x1c7d4b196cb0c7b01d743fbc6116a902379c7238", "0x1c7D4B196Cb0C7B01d743Fbc6116a902379C7238", true},
		"another digit":                         {"0x1c7d4b196cb0c7b01d743fbc6116a902379c7238", "0x1c7d4b196cb0c7b01d743fbc6116a902379c7239", false},
		"the case of one in base 58":            {"9xQeWvG816bUx9EPjHmaT23yvVM2ZWbrrpZb9PusVFin", "9xqeWvG816bUx9EPjHmaT23yvVM2ZWbrrpZb9PusVFin", false},
		"hexadecimal digits without 0x":         {"ab", "AB", false},
		"0x before what is no hexadecimal":      {"0xZZ", "0xzz", false},
		"a letter that looks like another":      {"0xk", "0x\u212a", false},
		"white space":                           {"0xab", "0xab ", false},
		"nothing":                               {"", "0x", false},
		"the same, whatever it is":              {"somewhere", "somewhere", true},
		"hexadecimal in the longer of the two":  {"0xab", "0xab00", false},
		"hexadecimal and something beside that": {"0xab", "0XAB", false},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if got, swapped := SameAddress(tc.a, tc.b), SameAddress(tc.b, tc.a); got != tc.want || swapped != tc.want {
				t.Errorf("SameAddress(%q, %q) = %v, and %v the other way round", tc.a, tc.b, got, swapped)
			}
		})
	}
}
