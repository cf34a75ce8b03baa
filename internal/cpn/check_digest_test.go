// Copyright (c) The terraform-provider-cpn authors
// SPDX-License-Identifier: MPL-2.0

package cpn

import (
	"fmt"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestCheckMessage_digest compares the message with what CPN says that is signed.
func TestCheckMessage_digest(t *testing.T) {
	t.Parallel()
	digest := signatures(t)["published_spender"].Ethers.Digest
	another := digest[:65] + "0"
	if another == digest {
		another = digest[:65] + "1"
	}
	for name, tc := range map[string]struct {
		encoded string
		fails   bool
	}{
		"the digest":             {digest, false},
		"in capitals":            {"0x" + strings.ToUpper(digest[2:]), false},
		"another digest":         {another, true},
		"nothing":                {"", false},
		"31 bytes":               {another[:64], false},
		"a message of Solana":    {"AQABAgMEBQYHCAkKCwwNDg8QERITFBUWFxgZGhscHR4fICEiIyQlJicoKSorLC0u", false},
		"no hexadecimal digits":  {another[:65] + "g", false},
		"without 0x, of 64":      {another[2:], false},
		"without 0x, of 66":      {another[2:] + "00", false},
		"32 bytes and white end": {another + "\n", false},
	} {
		var want []Finding
		if tc.fails {
			want = []Finding{{CheckDigest, [][2]string{{"encoded_message_to_be_signed", tc.encoded}, {"digest of message_to_be_signed", digest}}}}
		}
		if diff := cmp.Diff(want, CheckMessage(intentMessage(t), tc.encoded, documentedDescription())); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
	m := partsOf(t, intentMessage(t))
	m.message["nonce"] = "010" // has no digest
	if got := CheckMessage(m.text(t), another, documentedDescription()); got != nil {
		t.Errorf("got %v", got)
	}
}

// TestCheckMessage_twoWays shows that a message is not signed unseen because it can be read in
// two ways.
func TestCheckMessage_twoWays(t *testing.T) {
	t.Parallel()
	const twice = `the response has the member "%s" twice`
	message := intentMessage(t)
	for name, tc := range map[string]struct {
		message string
		want    string // "" for no finding
	}{
		"a payee twice":                {strings.Replace(message, `"to": "0x`, `"to": "0x1", "to": "0x`, 1), fmt.Sprintf(twice, "to")},
		"a primary type twice":         {strings.Replace(message, `"primaryType": `, `"primaryType": "Other", "primaryType": `, 1), fmt.Sprintf(twice, "primaryType")},
		"another primary type last":    {`{"primaryType": "PermitWitnessTransferFrom", "primaryType": "Other"}`, fmt.Sprintf(twice, "primaryType")},
		"an escaped primary type":      {`{"primaryType": "\u0050ermitWitnessTransferFrom", "a": 1, "a": 2}`, fmt.Sprintf(twice, "a")},
		"another message twice":        {`{"primaryType": "Other", "primaryType": "Other"}`, ""},
		"something after the message":  {message + "{}", errNotJSON.Error()},
		"no JSON at all":               {"PermitWitnessTransferFrom", ""},
		"a text that mentions the two": {strconv.Quote(message), ""},
	} {
		var want []Finding
		if tc.want != "" {
			want = []Finding{{CheckMembers, [][2]string{{"message_to_be_signed", tc.want}}}}
		}
		if diff := cmp.Diff(want, CheckMessage(tc.message, "", documentedDescription())); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
}

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

func TestIsEVM(t *testing.T) {
	t.Parallel()
	for blockchain, want := range map[string]bool{
		"ETH": true, "ETH-SEPOLIA": true, "MATIC": true, "MATIC-AMOY": true, "ARC-TESTNET": true, "SOL": false, "SOL-DEVNET": false, "": false, "eth": false,
	} {
		if got := IsEVM(blockchain); got != want {
			t.Errorf("IsEVM(%q) = %t", blockchain, got)
		}
	}
}

func TestSameAmount(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		a, b string
		want bool
	}{
		"zeros at the end":               {"110.27", "110.270000", true},
		"zeros at the front":             {"0110.27", "110.27", false},
		"no fraction":                    {"110", "110.00", true},
		"the last of many digits":        {"0.1000000000000000000000000000000000001", "0.1000000000000000000000000000000000002", false},
		"integers beyond float64":        {"9007199254740993", "9007199254740992", false},
		"a tenth of it":                  {"11.027", "110.27", false},
		"a sign":                         {"-1", "1", false},
		"an exponent, not supported":     {"1e2", "100", false},
		"an exponent that takes forever": {"1e999999999", "1e999999998", false},
		"a fraction, not supported":      {"1/2", "0.5", false},
		"a comma":                        {"110,27", "110.27", false},
		"nothing":                        {"", "0", false},
		"the same text, not a decimal":   {"many", "many", true},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if SameAmount(tc.a, tc.b) != tc.want || SameAmount(tc.b, tc.a) != tc.want {
				t.Errorf("want %t for %q and %q in both directions", tc.want, tc.a, tc.b)
			}
		})
	}
}
