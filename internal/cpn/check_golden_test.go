// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package cpn

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestCheckMessage_golden checks the golden messages with the digests of other programs.
func TestCheckMessage_golden(t *testing.T) {
	t.Parallel()
	described := func(edit func(*Description)) Description {
		d := documentedDescription()
		edit(&d)
		return d
	}
	older := Finding{CheckSpender, [][2]string{
		{"settlement contract", settlementContract}, {"message_details.spender", "0x8ea7239f185CC32AB1Ff698f1b1A3aAB615D6d2c"},
	}}
	less := Finding{CheckLess, [][2]string{{"amount", "15.000000 USDC"}, {"message_details.permitted_amount", "14174474 (14.174474 USDC)"}}}
	special := map[string]struct {
		described Description
		want      []Finding
	}{
		"documented":           {documentedDescription(), []Finding{older}},
		"less_than_described":  {described(func(d *Description) { d.Amount = "15.000000" }), []Finding{less, older}},
		"ethereum":             {described(func(d *Description) { d.Blockchain = "ETH" }), nil},
		"polygon":              {described(func(d *Description) { d.Blockchain = "MATIC" }), nil},
		"polygon_testnet":      {described(func(d *Description) { d.Blockchain = "MATIC-AMOY" }), nil},
		"arc_testnet":          {described(func(d *Description) { d.Blockchain = "ARC-TESTNET" }), nil},
		"numbers_beyond_2_53":  {described(func(d *Description) { d.Amount = "1161928703861.587970" }), nil},
		"no_payment_intent":    {Description{Blockchain: "ETH", Amount: "1", Currency: "USDC", DestinationAddress: thief}, nil},
		"without_domain_type":  {documentedDescription(), nil},
		"published_spender":    {documentedDescription(), nil},
		"everything_left_out":  {Description{}, nil},
		"currency_is_not_USDC": {described(func(d *Description) { d.Currency, d.Amount = "JPYC", "1" }), nil},
	}
	messages, signed := goldenMessages(t), signatures(t)
	for _, name := range []string{"everything_left_out", "currency_is_not_USDC"} {
		messages[name], signed[name] = messages["published_spender"], signed["published_spender"]
	}
	for name, message := range messages {
		tc, known := special[name]
		if !known {
			tc.described = documentedDescription()
		}
		if diff := cmp.Diff(tc.want, CheckMessage(message, signed[name].Ethers.Digest, tc.described)); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
}
